import pytest

import linkage
from saan.people.linking import frames


@pytest.fixture
def humans_decide(monkeypatch):
    """However sure the model is, it asks: what a test says of questions must not hang on how well it was trained."""
    asking = linkage.Model.shipped().with_thresholds(merge_at=1.1, ask_at=0.1)
    monkeypatch.setattr(frames, "model", lambda: asking)

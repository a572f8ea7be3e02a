import pytest

import linkage
from saan.people.linking import commonness, frames


@pytest.fixture
def humans_decide(monkeypatch):
    """However sure the model is, it asks: what a test says of questions must not hang on how well it was trained."""
    asking = linkage.Model.shipped().with_thresholds(merge_at=1.1, ask_at=0.1)
    monkeypatch.setattr(frames, "model", lambda: asking)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    """Each test has a registry of its own, so no test may know the names of another's."""
    monkeypatch.setattr(commonness, "_remembered", {})

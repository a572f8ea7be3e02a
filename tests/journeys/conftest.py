import pytest

from saan.people.linking import commonness
from tests.journeys import world as worlds


@pytest.fixture
def world(transactional_db, monkeypatch):
    # The registry of another test must not say how common a name is.
    monkeypatch.setattr(commonness, "_remembered", {})
    return worlds.build()

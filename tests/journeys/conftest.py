import pytest

from saan.people.linking import commonness
from tests.journeys import world as worlds
from tests.journeys.phones import phone


@pytest.fixture
def world(transactional_db, monkeypatch):
    # The registry of another test must not say how common a name is.
    monkeypatch.setattr(commonness, "_remembered", {})
    return worlds.build()


@pytest.fixture
def phone_of(chromium, live_server, tmp_path):
    """phone_of(): a phone of the field, a new one for each name."""
    return lambda name="phone", **options: phone(chromium, live_server.url, tmp_path / name, **options)


@pytest.fixture
def volunteer(world):
    """Somebody who visits homes in the village by the river."""
    return world.user("VOLUNTEER", world.board, world.river)

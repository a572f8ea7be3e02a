"""With the application's filters taken away, row-level security alone: no address tells of what lies beyond."""

import pytest
from django.apps import apps
from django.db.models import Q

from saan.people.models import PersonQuerySet
from saan.shared.access import Reach
from tests.access.sides import BEYOND, filled_in, holders, lists

FILTERS = [
    (type(manager.get_queryset()), "visible_to")
    for model in apps.get_models()
    for manager in model._meta.managers
    if hasattr(type(manager.get_queryset()), "visible_to")
]


@pytest.fixture(autouse=True)
def careless(monkeypatch):
    """Nobody filters any more: what one asks for is everything there is."""
    for queryset, name in FILTERS:
        monkeypatch.setattr(queryset, name, lambda self, *_: self.all())
    monkeypatch.setattr(PersonQuerySet, "within", lambda self, *_: self.all())
    monkeypatch.setattr(Reach, "area_q", lambda *_: Q())
    monkeypatch.setattr(Reach, "covers", lambda *_: True)


# About those who sign in, or about places and offices: no wall stands there (tests/architecture/test_walls.py).
WITHOUT_WALL = ("accounts:", "account_", "mfa_", "areas:", "partners:", "phones:", "usersessions_", "openid_")
KEPT_BY_OWNER = {"exchange:key_list", "exchange:key_revoke"}


def is_walled(address):
    return not address.name.startswith(WITHOUT_WALL) and address.name not in KEPT_BY_OWNER


def test_the_filters_are_found():
    assert len({queryset for queryset, _name in FILTERS}) >= 12


@pytest.mark.parametrize("address", [one for one in lists if is_walled(one)], ids=str)
def test_no_list_tells_of_what_lies_beyond(world, address):
    allowed, _refused = holders(world, address)
    for user in allowed[:2]:
        for words in ({}, {"q": "ลับเฉพาะ"}):
            _response, text = world.ask(user, "get", world.url(address), **words)

            assert not world.secrets_in(text), (user.username, words)


@pytest.mark.parametrize("address", [one for one in filled_in if is_walled(one)], ids=str)
def test_no_page_tells_of_what_lies_beyond(world, address):
    allowed, _refused = holders(world, address)
    for code in BEYOND:
        for method in ("get", "post"):
            _response, text = world.ask(allowed[0], method, world.url(address, code))

            assert not world.secrets_in(text), (code, method)

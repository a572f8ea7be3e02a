"""Every address × method × role × own, sibling, parent and foreign area, from the URL table itself.

What is expected follows from what each view declares. A room adds itself by `examples` in its testing.py
(saan/shared/testing.py says how); an address that must be filled in and has no example fails.
"""

from importlib import import_module, util

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.contexts import CONTEXTS
from saan.roles import ROLES
from saan.shared.access import PUBLIC, SIGNED_IN
from saan.shared.testing import Side
from tests.access.world import FOREIGN, OWN, PARENT, SIBLING, organisation
from tests.addresses import addresses

BEYOND = (SIBLING, PARENT, FOREIGN)
METHODS = ("get", "post")
ALLOWED = {200, 204, 301, 302, 303, 400, 405, 409, 429}
# The API answers a stranger with 401 and a body that fits no page: saan/exchange/tests/test_access.py asks it.
PAGES = [address for address in addresses() if not address.route.startswith("api/")]
ADDRESSES = sorted({str(address): address for address in PAGES}.values(), key=str)
makers = [
    import_module(f"saan.{name}.testing") for name in reversed(CONTEXTS) if util.find_spec(f"saan.{name}.testing")
]


def declared(what):
    return {name: why for maker in makers for name, why in getattr(maker, what, {}).items()}


OPEN, PERSONAL = declared("OPEN"), declared("PERSONAL")


class World:
    """Four sides with everything the rooms have examples of, and somebody of each role on our own side."""

    def __init__(self):
        place("TH")
        self.sides = {code: self._side(code) for code in (OWN, *BEYOND)}
        self.examples = {code: self._examples(side) for code, side in self.sides.items()}
        ours = self.sides[OWN]
        self.users = {role: accounts.user(role, ours.organisation, ours.area) for role in ROLES}
        self.outsider = accounts.user(full_name="ไม่มีบทบาท")
        everybody = [*self.users.values(), self.outsider]
        self.clients = {user: accounts.signed_in_client(user, raise_request_exception=False) for user in everybody}
        self.clients[None] = Client(raise_request_exception=False)

    def _side(self, code):
        area = place(code)
        return Side(area, organisation(f"O{code}", area), f"ลับเฉพาะ-{code}-นี้")

    def _examples(self, side):
        return {
            name: kwargs
            for maker in makers
            if hasattr(maker, "examples")
            for name, kwargs in maker.examples(side).items()
        }

    def url(self, address, code=OWN):
        if not address.name:
            return f"/{address.route}"
        filled_in = self.examples[code].get(address.name, {})
        if address.parameters - set(filled_in):
            pytest.skip("has no example, which another test says")
        return reverse(address.name, kwargs=filled_in)

    def ask(self, user, method, url, **data):
        """The answer, with everything it changed taken back."""
        with transaction.atomic():
            response = getattr(self.clients[user], method)(url, data)
            text = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        return response, text.decode(errors="replace")

    def secrets_in(self, text):
        """The sides beyond our own that this answer tells of."""
        return [code for code in BEYOND if self.sides[code].mark in text]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def must_sign_in(response):
    return response.status_code == 302 and response.headers["Location"].startswith("/account/login/")


def holders(world, address):
    """Users of our own side who may open it, and those who may not."""
    if address.access == SIGNED_IN:  # the role changes nothing, so one does for all
        return [world.users["COORDINATOR"], world.outsider], []
    allowed = {role for role in ROLES if address.access in ROLES[role].permissions}
    return [world.users[role] for role in allowed], [world.users[role] for role in set(ROLES) - allowed]


def is_public(address):
    return str(address.access).startswith(PUBLIC)


def is_guarded(address):
    return not is_public(address)


named = [address for address in ADDRESSES if address.access is not None]
guarded = [address for address in named if is_guarded(address)]
filled_in = [address for address in guarded if address.parameters and address.name not in OPEN]
lists = [address for address in guarded if not address.parameters]


@pytest.mark.parametrize("address", [a for a in named if a.parameters], ids=str)
def test_an_address_that_is_filled_in_has_an_example(world, address):
    assert address.parameters == set(world.examples[OWN].get(address.name, {}))


@pytest.mark.parametrize("address", guarded, ids=str)
def test_a_stranger_is_sent_to_sign_in(world, address):
    for method in METHODS:
        response, _text = world.ask(None, method, world.url(address))

        assert must_sign_in(response), method


@pytest.mark.parametrize("address", [a for a in named if is_public(a)], ids=str)
def test_a_public_address_answers_a_stranger(world, address):
    for method in METHODS:
        response, _text = world.ask(None, method, world.url(address))

        assert response.status_code < 500, method
        assert response.status_code != 403 or method == "post", method


@pytest.mark.parametrize("address", [a for a in guarded if a.access != SIGNED_IN], ids=str)
def test_whoever_lacks_the_permission_is_refused(world, address):
    _allowed, refused = holders(world, address)
    for user in [*refused, world.outsider]:
        for method in METHODS:
            response, _text = world.ask(user, method, world.url(address))

            assert response.status_code == 403, (user.username, method)


@pytest.mark.parametrize("address", guarded, ids=str)
def test_whoever_holds_the_permission_is_let_in_on_their_own_side(world, address):
    allowed, _refused = holders(world, address)
    assert allowed
    for user in allowed:
        for method in METHODS:
            response, _text = world.ask(user, method, world.url(address))

            if address.name in PERSONAL:
                assert response.status_code in (302, 404, 405), (user.username, method)
            elif method == "get":
                assert response.status_code in ALLOWED, (user.username, response.status_code)
            else:  # a rule may refuse the deed, but not as "not found" and not by falling over
                assert response.status_code in ALLOWED | {403}, (user.username, response.status_code)


@pytest.mark.parametrize("code", BEYOND)
@pytest.mark.parametrize("address", filled_in, ids=str)
def test_what_lies_beyond_ones_reach_is_not_found(world, address, code):
    allowed, _refused = holders(world, address)
    for user in allowed:
        for method in METHODS:
            response, text = world.ask(user, method, world.url(address, code))

            # 302: a personal page asks for the password again before it looks
            asked_again = {302} if address.name in PERSONAL else set()
            assert response.status_code in {404, 405} | asked_again, (user.username, method)
            assert not must_sign_in(response)
            assert not world.secrets_in(text)


@pytest.mark.parametrize("address", lists, ids=str)
def test_no_list_count_search_or_file_tells_of_what_lies_beyond(world, address):
    allowed, _refused = holders(world, address)
    asked = [{}, {"q": "ลับเฉพาะ"}, {"q": "สม"}]
    asked += [{"area": code, "organisation": world.sides[code].organisation.pk} for code in BEYOND]
    for user in allowed:
        for words in asked:
            response, text = world.ask(user, "get", world.url(address), **words)

            assert response.status_code < 500, (user.username, words)
            assert not world.secrets_in(text), (user.username, words)


FILTERS = ("q", "at", "order", "sort", "area", "subject", "organisation", "verb", "since", "page", "id__gt", "group")
NONSENSE = ("'", "\x00", "-1", "9" * 40, "ก" * 300, "{}", "-pk", "__proto__", "1;DROP TABLE x", "%s", "../", "null")


@pytest.mark.parametrize("address", lists, ids=str)
def test_nonsense_in_filters_and_orders_has_no_effect(world, address):
    allowed, _refused = holders(world, address)
    for value in NONSENSE:
        response, text = world.ask(allowed[0], "get", world.url(address), **dict.fromkeys(FILTERS, value))

        assert response.status_code < 500, value
        assert not world.secrets_in(text), value

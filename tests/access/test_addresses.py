"""Every address × method × role × own, sibling, parent and foreign area, from the URL table itself.

What is expected follows from what each view declares. A room adds itself by `examples` in its testing.py
(saan/shared/testing.py says how); an address that must be filled in and has no example fails.
"""

import pytest

from saan.shared.access import SIGNED_IN
from tests.access.sides import (
    BEYOND,
    METHODS,
    OTHER_METHODS,
    OWN,
    PERSONAL,
    filled_in,
    guarded,
    holders,
    is_of_machines,
    is_turned_away,
    lists,
    must_sign_in,
    named,
    public,
    wire,
)

ALLOWED = {200, 204, 301, 302, 303, 400, 405, 409, 422, 429}


@pytest.mark.parametrize("address", [a for a in named if a.parameters], ids=str)
def test_an_address_that_is_filled_in_has_an_example(world, address):
    assert address.parameters == set(world.examples[OWN].get(address.name, {}))


@pytest.mark.parametrize("address", guarded, ids=str)
def test_a_stranger_is_turned_away(world, address):
    for method in (*METHODS, *OTHER_METHODS):
        response, text = world.ask(None, method, world.url(address))

        assert is_turned_away(response, address), method
        assert not world.secrets_in(text, world.sides), method


@pytest.mark.parametrize("address", public, ids=str)
def test_a_public_address_answers_a_stranger(world, address):
    for method in METHODS:
        response, text = world.ask(None, method, world.url(address))

        assert response.status_code < 500, method
        assert response.status_code != 403 or method == "post", method
        assert not world.secrets_in(text), method
        assert address in wire or not world.secrets_in(text, world.sides), method


@pytest.mark.parametrize("address", [a for a in guarded if a.access != SIGNED_IN], ids=str)
def test_whoever_lacks_the_permission_is_refused(world, address):
    _allowed, refused = holders(world, address)
    for user in [*refused, world.outsider]:
        for method in METHODS:
            response, text = world.ask(user, method, world.url(address))

            # An operation of the API has one method, and reads what is sent before it looks who sends it.
            assert response.status_code in ({400, 403, 405, 422} if is_of_machines(address) else {403}), method
            assert not world.secrets_in(text), (user.username, method)


@pytest.mark.parametrize("address", guarded, ids=str)
def test_whoever_holds_the_permission_is_let_in_on_their_own_side(world, address):
    allowed, _refused = holders(world, address)
    assert allowed
    for user in allowed:
        for method in METHODS:
            response, text = world.ask(user, method, world.url(address))

            assert not world.secrets_in(text), (user.username, method)
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
        for method in METHODS if user != allowed[0] else (*METHODS, *OTHER_METHODS):
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


@pytest.mark.parametrize("address", wire, ids=str)
@pytest.mark.parametrize("code", BEYOND)
def test_the_key_of_a_phone_opens_nothing_beyond(world, address, code):
    key = world.examples[OWN][address.name]["key"]
    for method in METHODS:
        response, text = world.ask(None, method, world.url(address, code, key=key))

        assert response.status_code < 500, method
        assert not world.secrets_in(text), method


@pytest.mark.parametrize("name", ["people:person", "people:household", "people:person_list", "api:person"])
def test_what_is_looked_for_is_shown_on_ones_own_side(world, name):
    """Or the tests above would find nothing for want of anything to find."""
    [address] = [each for each in guarded if each.name == name]

    _response, text = world.ask(world.users["COORDINATOR"], "get", world.url(address))

    assert world.secrets_in(text, [OWN]) == [OWN]

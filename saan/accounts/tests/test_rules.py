from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from saan.accounts.forms import UserForm
from saan.accounts.permissions import Permission
from saan.accounts.rules import Rights, beyond

GRANT, READ, EDIT = Permission.USER_GRANT, "read", "edit"
DAYS = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 1, 5)))


def rights(*permissions, ranges=((10, 19),), until=None, organisation_id=1):
    return Rights(organisation_id, frozenset(permissions), ranges, until)


def test_what_one_holds_one_may_grant():
    assert not beyond(rights(READ), [rights(GRANT, READ)])


def test_without_the_right_to_grant_nothing_is_granted():
    assert beyond(rights(READ), [rights(READ)]) == {GRANT}


def test_a_permission_one_lacks_is_not_granted():
    assert beyond(rights(READ, EDIT), [rights(GRANT, READ)]) == {EDIT}


def test_a_wider_area_is_not_granted():
    assert beyond(rights(READ, ranges=((10, 20),)), [rights(GRANT, READ)])


def test_one_area_of_several_out_of_reach_refuses_the_grant():
    assert beyond(rights(READ, ranges=((10, 12), (30, 31))), [rights(GRANT, READ)])


def test_another_organisation_is_not_granted():
    assert beyond(rights(READ, organisation_id=2), [rights(GRANT, READ)])


def test_a_right_is_not_granted_for_longer_than_it_is_held():
    held = rights(GRANT, READ, until=date(2026, 1, 3))

    assert not beyond(rights(READ, until=date(2026, 1, 3)), [held])
    assert beyond(rights(READ, until=date(2026, 1, 4)), [held])
    assert beyond(rights(READ), [held])


def test_rights_of_two_roles_add_up():
    assert not beyond(rights(READ, EDIT), [rights(GRANT, READ), rights(EDIT)])


def test_the_right_to_grant_here_gives_nothing_there():
    here, there = rights(GRANT), rights(READ, ranges=((30, 39),))

    assert beyond(rights(READ, ranges=((30, 39),)), [here, there]) == {GRANT}


def test_a_role_without_areas_is_not_granted():
    assert beyond(rights(READ, ranges=()), [rights(GRANT, READ)])


places = st.integers(0, 6)
spans = st.tuples(places, places).map(lambda pair: tuple(sorted(pair)))
any_rights = st.builds(
    Rights,
    organisation_id=st.integers(1, 2),
    permissions=st.frozensets(st.sampled_from([GRANT, READ, EDIT])),
    ranges=st.lists(spans, max_size=2).map(tuple),
    until=DAYS,
)


def everything(holdings):
    """Each single right, one by one: (organisation, permission, place, day)."""
    days = [date(2026, 1, day) for day in range(1, 8)]
    return {
        (held.organisation_id, permission, place, day)
        for held in holdings
        for permission in held.permissions
        for low, high in held.ranges
        for place in range(low, high + 1)
        for day in days
        if held.until is None or day <= held.until
    }


@given(wish=any_rights, holdings=st.lists(any_rights, max_size=3))
def test_nobody_can_grant_beyond_their_own_rights(wish, holdings):
    if not beyond(wish, holdings):
        assert everything([wish]) <= everything(holdings)


@given(holdings=st.lists(any_rights, max_size=3), wishes=st.lists(any_rights, max_size=4))
def test_a_chain_of_grants_never_grows(holdings, wishes):
    at_first = everything(holdings)
    held = list(holdings)

    for wish in wishes:
        if not beyond(wish, held):
            held.append(wish)

    assert everything(held) == at_first


def test_a_citizen_id_may_begin_with_0():
    form = UserForm({"full_name": "สมหญิง", "username": "somying.j", "cid": "0-1234-56789-01-6"})

    assert form.is_valid(), form.errors
    assert not UserForm({"full_name": "สมหญิง", "username": "somying.j", "cid": "0123456789017"}).is_valid()

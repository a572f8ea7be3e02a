"""Who may ask the API what: every operation, with and without a key, on one's own side and beyond."""

import pytest
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.exchange.actions import make_key, revoke_key
from saan.partners.testing import organisation
from saan.people import testing as people
from saan.shared.testing import Side

pytestmark = pytest.mark.django_db
OWN, SIBLING = "930501", "930502"


@pytest.fixture
def sides():
    place("TH")
    made = {}
    for code in (OWN, SIBLING):
        area = place(code)
        owner = organisation(area)
        side = Side(area, owner, f"ลับเฉพาะ{code}", owner.pk)
        made[code] = side, people.examples(side)["people:person"]["pk"]
    return made


@pytest.fixture
def officer(sides):
    side, _pk = sides[OWN]
    return accounts.user("DATA_OFFICER", side.organisation, side.area)


@pytest.fixture
def key(officer):
    return make_key(user=officer, name="ทดสอบ", expires_on=None, at=timezone.now())


def ask(client, key, path, method="get", **more):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return getattr(client, method)(f"/api/v1/{path}", headers=headers, content_type="application/json", **more)


PATHS = ["areas/930501", "areas/930501/children", "organisations", "persons", "persons/1"]


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_is_turned_away(client, path):
    assert ask(client, None, path).status_code == 401
    assert ask(client, "saan_wrong", path).status_code == 401


def test_a_key_opens_what_its_owner_may_see(client, sides, key):
    _key, plain = key

    for path in [*PATHS[:-1], f"persons/{sides[OWN][1]}"]:
        assert ask(client, plain, path).status_code == 200, path


def test_a_person_beyond_ones_reach_is_not_found(client, sides, key):
    _key, plain = key

    assert ask(client, plain, f"persons/{sides[SIBLING][1]}").status_code == 404


def test_the_list_shows_only_ones_own_side(client, sides, key):
    _key, plain = key

    text = str(ask(client, plain, "persons").json())

    assert sides[OWN][0].mark in text
    assert sides[SIBLING][0].mark not in text


def test_a_known_person_of_another_side_is_not_given_away(client, sides, key):
    _key, plain = key
    row = {"given_name": "สมศรี", "family_name": sides[SIBLING][0].mark, "birth_date": "1/3/2493"}

    answer = ask(client, plain, "persons/known", "post", data=row)

    assert answer.status_code == 200
    assert sides[SIBLING][0].mark not in str(answer.json())


def test_a_known_person_of_ones_own_side_is_found(client, sides, key):
    _key, plain = key
    row = {"given_name": "สมศรี", "family_name": sides[OWN][0].mark, "birth_date": "1/3/2493"}

    answer = ask(client, plain, "persons/known", "post", data=row)

    assert [each["person"]["id"] for each in answer.json()][:1] == [sides[OWN][1]]


def test_a_revoked_key_opens_nothing(client, officer, key):
    row, plain = key

    revoke_key(key=row, by=officer, at=timezone.now())

    assert ask(client, plain, "persons").status_code == 401


def test_a_key_ends_with_the_right_it_stands_for(client, officer, key):
    _key, plain = key

    officer.assignments.update(revoked_at=timezone.now(), revoked_by=officer)

    assert ask(client, plain, "persons").status_code == 401


def test_the_citizen_id_is_masked(client, sides, key):
    _key, plain = key

    values = ask(client, plain, f"persons/{sides[OWN][1]}").json()["values"]

    [cid] = [value["value"] for value in values if value["field"] == "cid"]
    assert not cid.replace("-", "").isdecimal()

"""A phone is told whether one of its vaults is its user's, and nothing by which it could tell anybody else's."""

import pytest

from saan.accounts.testing import signed_in_client, user
from saan.areas.testing import place
from saan.people import testing

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return testing.organisation(place("930501"))


def marks(who, *salts):
    said = signed_in_client(who).post("/field/owner/", {"salts": list(salts)}, content_type="application/json")
    return said.json()["marks"]


def test_the_same_user_bears_the_same_mark_again(town):
    volunteer = user("VOLUNTEER", town)

    assert marks(volunteer, "a", "b") == marks(volunteer, "a", "b")


def test_a_mark_tells_neither_who_it_is_nor_that_two_vaults_are_of_one(town):
    volunteer, neighbour = user("VOLUNTEER", town), user("VOLUNTEER", town)

    seen = {*marks(volunteer, "a", "b"), *marks(neighbour, "a", "b")}

    assert len(seen) == 4
    assert all(len(mark) == 64 for mark in seen)


@pytest.mark.parametrize("body", ["", "[]", '{"salts": 7}', '{"salts": null}', "not json"])
def test_a_question_without_salts_has_no_answer_and_no_fault(town, body):
    client = signed_in_client(user("VOLUNTEER", town))

    said = client.post("/field/owner/", body, content_type="application/json")

    assert said.json() == {"marks": []}

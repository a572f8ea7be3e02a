"""The head of the list of people: a page counts few at once, and many only after it is shown."""

import pytest
from django.utils import timezone

from saan.accounts.testing import signed_in_client, user
from saan.areas.testing import place
from saan.audit.models import Event
from saan.people import deliveries, listing, searching, testing
from saan.people.models import Person

pytestmark = pytest.mark.django_db

COUNT = '<strong class="number">{} คน</strong>'


@pytest.fixture
def client():
    town = testing.organisation(place("930501"))
    rows = [testing.row(name, area=place("930501"), sex="F") for name in ("สมศรี ใจดี", "มานะ ขยัน", "ปิติ ยินดี")]
    deliveries.commit(testing.delivered(testing.source_list(town), *rows), by=None, at=timezone.now())
    return signed_in_client(user("DATA_OFFICER", town))


def test_few_are_counted_with_the_page(client):
    page = client.get("/people/").content.decode()

    assert COUNT.format(3) in page
    assert "หญิง <small>3</small>" in page
    assert "/people/counts/" not in page


def test_many_are_counted_after_the_page_is_shown(client, monkeypatch):
    monkeypatch.setattr(listing, "COUNTED", 2)

    page = client.get("/people/?sex=F").content.decode()
    head = client.get("/people/counts/?sex=F").content.decode()

    assert "มากกว่า 2 คน" in page
    assert 'hx-get="/people/counts/?sex=F"' in page
    assert "หญิง <small>" not in page
    assert COUNT.format(3) in head
    assert "/people/counts/" not in head


def test_a_search_that_finds_few_among_many_says_how_many(client, monkeypatch):
    monkeypatch.setattr(listing, "COUNTED", 2)

    page = client.get("/people/?q=มานะ").content.decode()

    assert COUNT.format(1) in page


def test_names_that_many_bear_are_shown_before_they_are_counted(client, monkeypatch):
    monkeypatch.setattr(searching, "FEW", 1)

    page = client.get("/people/?q=ศรี").content.decode()
    several = client.get("/people/?q=สมศรี ใจ").content.decode()
    monkeypatch.setattr(searching, "FEW", 0)
    many = client.get("/people/?q=ใจดี").content.decode()
    head = client.get("/people/counts/?q=ใจดี").content.decode()

    assert COUNT.format(1) in page
    assert COUNT.format(1) in several
    assert "มากกว่า 0 คน" in many
    assert "สมศรี" in many
    assert "มานะ" not in many
    assert COUNT.format(1) in head


def test_looking_at_a_list_and_searching_are_in_the_trail(client):
    [mana] = Person.objects.filter(given_name="มานะ").values_list("pk", flat=True)

    client.get("/people/?q=มานะ&sex=F")
    client.get("/search/?q=มานะ", headers={"HX-Request": "true"})
    client.get("/search/?q=ไม่มีใคร", headers={"HX-Request": "true"})
    client.post("/people/add/known/", {"given_name": "มานะ", "family_name": "ขยัน"})

    seen = {event.verb: event.detail for event in Event.objects.filter(is_read=True)}
    assert seen == {
        "people.list.looked": {"filter": "หญิง ที่ค้นหาพบ", "shown": 1},
        "people.list.searched": {"found": 1, "persons": [mana]},
        "people.known.asked": {"found": 1, "persons": [mana]},
    }

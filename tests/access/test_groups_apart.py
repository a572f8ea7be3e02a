"""Whoever shares the registry's core with an organisation has not shared house, phone and words about them with it."""

from datetime import date

import pytest
from django.utils import timezone

from saan.accounts.testing import signed_in_client, user
from saan.audit.models import Event
from saan.field.bundles import bundles
from saan.field.scope import Scope
from saan.forms.openrosa import entities
from saan.needs import planning
from saan.partners.testing import agreement
from saan.people import deliveries, editing
from saan.people.models import Person
from saan.people.testing import delivered, organisation, row, source_list
from saan.visits.testing import landed

pytestmark = pytest.mark.django_db
PHONE, HOUSE = "0891234567", "77/9"


@pytest.fixture
def ours():
    return organisation()


@pytest.fixture
def theirs(ours):
    made = organisation()
    agreement(made, ours, "REGISTRY")
    return made


@pytest.fixture
def persons(theirs):
    """Two of one house, on a list of theirs."""
    delivery = delivered(
        source_list(theirs),
        row("สมศรี แก้วใส", birth_date="1950-03-01", house_no=HOUSE, phone=PHONE),
        row("มานะ แก้วใส", birth_date="1948-07-12", house_no=HOUSE),
    )
    deliveries.commit(delivery, by="system", at=timezone.now())
    return list(Person.objects.order_by("pk"))


@pytest.fixture
def reader(ours):
    return user("COORDINATOR", ours)


@pytest.fixture
def browser(reader):
    return signed_in_client(reader)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_on_a_phone_tells_no_house_and_no_phone(persons, reader):
    listed = entities.persons(reader).decode()

    assert "แก้วใส" in listed
    assert PHONE not in listed
    assert HOUSE not in listed


def test_the_list_on_a_phone_tells_what_is_shared(persons, reader, ours, theirs):
    agreement(theirs, ours, "REGISTRY", "CONTACT")
    reader.forget_reach()

    listed = entities.persons(reader).decode()

    assert PHONE in listed
    assert HOUSE in listed


def test_the_page_tells_not_who_lives_together(persons, browser):
    page = text_of(browser.get(f"/people/{persons[0].pk}/"))

    assert f"/people/{persons[1].pk}/" not in page
    assert "/people/households/" not in page


def test_there_is_no_house_to_open(persons, browser):
    response = browser.get(f"/people/households/{persons[0].household_id}/")

    assert HOUSE not in response.content.decode()
    assert response.status_code == 404


def test_a_house_that_is_shared_can_be_opened(persons, browser, ours, theirs):
    agreement(theirs, ours, "REGISTRY", "CONTACT")

    page = text_of(browser.get(f"/people/households/{persons[0].household_id}/"))

    assert "มานะ" in page


def test_the_list_does_not_tell_a_phone_that_somebody_corrected_who_does_not_share_it(persons, browser, ours, theirs):
    agreement(theirs, ours, "REGISTRY", "CONTACT")
    third = organisation()
    agreement(theirs, third, "REGISTRY", "CONTACT")
    editing.choose(persons[0], "phone", "0877777777", by=user("COORDINATOR", third), at=timezone.now())

    listed = text_of(browser.get("/people/"))

    assert "087-777-7777" not in listed
    assert "089-123-4567" in listed


def test_the_thread_does_not_tell_why_a_value_was_chosen_that_is_not_shared(persons, browser, theirs):
    by, now = user("COORDINATOR", theirs), timezone.now()
    editing.choose(persons[0], "phone", "0877777777", by=by, at=now, reason="โทรหาลูกสาวแล้ว")
    editing.choose(persons[0], "given_name", "สมศรี", by=by, at=now, reason="เห็นบัตรประชาชน")

    page = text_of(browser.get(f"/people/{persons[0].pk}/"))

    assert "โทรหาลูกสาวแล้ว" not in page
    assert "เห็นบัตรประชาชน" in page


def test_the_thread_does_not_tell_a_consent_given_to_an_organisation_that_shares_nothing(persons, browser, theirs):
    third = organisation()
    agreement(theirs, third, "REGISTRY")
    by, now = user("COORDINATOR", third), timezone.now()
    consent = {"purpose": "ตรวจเลือดเอชไอวี", "version": "1", "channel": "PAPER", "given_on": date(2026, 1, 1)}
    editing.give_consent(persons[0], **consent, by=by, at=now)

    page = text_of(browser.get(f"/people/{persons[0].pk}/"))

    assert "ตรวจเลือดเอชไอวี" not in page


def test_the_thread_does_not_tell_what_was_done_by_a_care_plan_that_is_not_shared(persons, browser, theirs):
    by, now = user("COORDINATOR", theirs), timezone.now()
    plan = planning.make_plan(person=persons[0], goal="หายดี", starts_on=date(2026, 1, 1), by=by, at=now)
    planning.do(
        activity=planning.add_activity(plan=plan, what="ทำแผลกดทับ", due_on=date(2026, 2, 1), by=by, at=now),
        by=by,
        at=now,
    )

    page = text_of(browser.get(f"/people/{persons[0].pk}/"))

    assert "ทำแผลกดทับ" not in page


def readings(person):
    return Event.objects.filter(is_read=True, subject_type="people.person", subject_id=person.pk).count()


def test_whoever_opens_the_form_with_all_values_is_written_down(persons, browser):
    text_of(browser.get(f"/people/{persons[0].pk}/edit/"))

    assert readings(persons[0]) == 1


def test_whoever_compares_two_by_hand_is_written_down(persons, browser):
    text_of(browser.get(f"/people/{persons[0].pk}/merge/?other={persons[1].pk}"))

    assert [readings(person) for person in persons] == [1, 1]


def test_a_value_that_a_row_does_not_have_cannot_be_picked(persons, browser, theirs, ours):
    agreement(theirs, ours)
    record = persons[0].records.get()
    for field in ("birth_precision", "disability_types", "caregiver_name", "death_date"):
        response = browser.post(f"/people/{persons[0].pk}/pick/", {"field": field, "record": record.pk})
        assert response.status_code == 409, field
    nameless = delivered(source_list(theirs), row("วิชัย แก้วใส"))
    deliveries.commit(nameless, by="system", at=timezone.now())
    other = nameless.records.get()

    response = browser.post(f"/people/{other.person_id}/pick/", {"field": "birth_date", "record": other.pk})

    assert response.status_code == 409


def test_the_page_of_a_departure_tells_no_phone(persons, browser, ours, theirs):
    agreement(theirs, ours, "REGISTRY", "HEALTH")
    landed(persons[0], user("CARE_WORKER", theirs), roles={"outcome": "DIED"})

    page = text_of(browser.get(f"/visits/departures/{persons[0].departures.get().pk}/"))

    assert PHONE not in page


def test_a_phone_is_not_told_who_lives_together(persons, ours, theirs):
    scope = Scope(user("VOLUNTEER", ours), user("VOLUNTEER", ours).reach("field.use"))

    assert [one.get("hh") for one in bundles(persons, scope)] == [None, None]

    agreement(theirs, ours, "REGISTRY", "CONTACT")
    scope = Scope(user("VOLUNTEER", ours), user("VOLUNTEER", ours).reach("field.use"))
    assert len({one["hh"] for one in bundles(persons, scope)}) == 1

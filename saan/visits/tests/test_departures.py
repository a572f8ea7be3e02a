"""Who has died or moved away, as visitors say, is put to whoever keeps the registry, until the registry says so too."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.accounts.testing import signed_in_client
from saan.areas import testing as areas
from saan.partners import testing as partners
from saan.people import editing
from saan.visits import actions, departures, testing, versions
from saan.visits.models import Departure, VisitPart
from saan.worklist.models import Item

pytestmark = pytest.mark.django_db


def said(person, visitor, outcome="DIED", **when):
    return testing.landed(person, visitor, roles={"outcome": outcome}, **when)


def waiting(user):
    return list(Item.objects.waiting_for(user).filter(kind="visits.departure"))


def test_a_death_told_on_a_visit_waits_until_it_is_in_the_registry(person, visitor, officer):
    said(person, visitor)
    assert len(waiting(officer)) == 1

    editing.record_death(person, date(2026, 1, 5), by=officer, at=timezone.now())

    assert waiting(officer) == []
    assert Departure.objects.get().answer == "DONE"


def test_a_death_taken_back_in_the_registry_is_asked_again(person, visitor, officer):
    said(person, visitor)
    chosen = editing.record_death(person, None, by=officer, at=timezone.now())

    editing.undo_choice(chosen[0], by=officer, at=timezone.now())

    assert len(waiting(officer)) == 1


def test_a_move_waits_until_the_person_lives_elsewhere(person, visitor, officer, organisation):
    village = areas.village(organisation.area, 4, "บ้านใหม่")
    said(person, visitor, "MOVED")
    assert len(waiting(officer)) == 1

    editing.move(person, village, by=officer, at=timezone.now(), house_no="12")

    assert waiting(officer) == []


def test_said_twice_it_is_one_question(person, visitor, other_visitor, officer):
    said(person, visitor)
    said(person, other_visitor, said=timezone.now() - timedelta(days=2))

    assert len(waiting(officer)) == 1


def test_whoever_was_met_later_is_not_asked_about(person, visitor, officer):
    said(person, visitor, "MOVED", said=timezone.now() - timedelta(days=5))
    said(person, visitor, "MET")

    assert waiting(officer) == []


def test_a_visit_corrected_or_withdrawn_asks_nothing_more_and_again_when_brought_back(person, visitor, officer):
    now = timezone.now()
    actions.record_visit(person=person, on=timezone.localdate(), outcome="DIED", note="", by=visitor, at=now)
    part = VisitPart.objects.get()
    assert len(waiting(officer)) == 1

    versions.withdraw(part=part, by=visitor, at=now)
    assert waiting(officer) == []

    versions.restore(part=part, by=visitor, at=now)
    assert len(waiting(officer)) == 1


def test_a_human_says_that_it_is_not_so_and_takes_that_back(person, visitor, officer):
    said(person, visitor)
    departure = Departure.objects.get()

    departures.deny(departure=departure, by=officer, at=timezone.now())
    departures.settle([person.pk])
    assert waiting(officer) == []

    departures.reopen(departure=departure, by=officer, at=timezone.now())
    assert len(waiting(officer)) == 1


def test_the_one_button_opens_the_persons_death_with_the_day_and_the_source(person, visitor, officer):
    said(person, visitor)
    client = signed_in_client(officer)
    page = client.get(reverse("visits:departure", args=[Departure.objects.get().pk]))

    form = client.get(page.context["record_url"]).context["form"]

    assert form.initial["died_on"] == timezone.localdate()
    assert str(visitor) in form.initial["reason"]
    person_page = client.get(reverse("people:person", args=[person.pk])).content.decode()
    assert reverse("visits:departure", args=[Departure.objects.get().pk]) in person_page


@pytest.mark.parametrize(("groups", "is_shown"), [(("REGISTRY", "HEALTH"), False), ((), True)])
def test_the_phone_is_shown_to_whom_it_is_shared_with(person, visitor, officer, organisation, groups, is_shown):
    editing.choose(person, "phone", "0812345678", by=officer, at=timezone.now())
    said(person, visitor)
    hospital = partners.organisation(organisation.area, name="รพ.สต.ทดสอบ")
    partners.agreement(organisation, hospital, *groups)
    nurse = accounts.user("DATA_OFFICER", hospital)

    page = signed_in_client(nurse).get(reverse("visits:departure", args=[Departure.objects.get().pk]))

    assert page.status_code == 200
    assert ("081-234-5678" in page.content.decode()) == is_shown


def test_a_volunteer_cannot_record_it(person, visitor, other_visitor):
    said(person, visitor)
    url = reverse("visits:departure", args=[Departure.objects.get().pk])

    assert signed_in_client(other_visitor).get(url).status_code == 403

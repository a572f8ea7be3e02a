"""Care plans: dated things to do, on the My Work of whoever does them, done and taken back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.needs import planning
from saan.needs.models import CareActivity
from saan.needs.rules import next_due
from saan.needs.testing import somebody
from saan.people import testing as people
from saan.shared.errors import Refused
from saan.worklist.models import Item

DAY = date(2026, 11, 22)


def test_what_repeats_is_due_again_after_its_days():
    assert next_due(DAY, 7, DAY) == date(2026, 11, 29)


def test_done_early_keeps_its_rhythm_and_done_late_begins_anew():
    assert next_due(DAY, 7, DAY - timedelta(days=3)) == date(2026, 11, 29)
    assert next_due(DAY, 7, DAY + timedelta(days=3)) == date(2026, 12, 2)


@pytest.fixture
def organisation(db):
    return people.organisation()


@pytest.fixture
def nurse(organisation):
    return accounts.user("CARE_WORKER", organisation)


@pytest.fixture
def helper(organisation):
    return accounts.user("VOLUNTEER", organisation)


@pytest.fixture
def plan(organisation, nurse):
    person = somebody(organisation, organisation.area)
    return planning.make_plan(person=person, goal="ลุกนั่งเองได้", starts_on=DAY, by=nurse, at=timezone.now())


def add(plan, by, **what):
    what = {"what": "พลิกตัวทุก 2 ชั่วโมง", "due_on": DAY, **what}
    return planning.add_activity(plan=plan, by=by, at=timezone.now(), **what)


def waiting(user):
    return [item.facts["what"] for item in Item.objects.waiting_for(user).filter(kind=planning.KIND)]


def test_it_waits_for_whoever_does_it_and_for_nobody_else(plan, nurse, helper):
    add(plan, nurse, responsible=helper)

    assert waiting(helper) == ["พลิกตัวทุก 2 ชั่วโมง"]
    assert waiting(nurse) == []


def test_where_nobody_is_named_it_waits_for_those_who_plan(plan, nurse, helper):
    add(plan, nurse)

    assert (waiting(nurse), waiting(helper)) == (["พลิกตัวทุก 2 ชั่วโมง"], [])


def test_done_makes_the_next_and_taking_back_unmakes_it(plan, nurse):
    activity = add(plan, nurse, every_days=7)
    planning.do(activity=activity, by=nurse, at=timezone.now())

    assert CareActivity.objects.filter(follows=activity).exists()
    assert len(waiting(nurse)) == 1

    planning.undo(activity=activity, by=nurse, at=timezone.now())

    assert CareActivity.objects.get().done_at is None
    assert len(waiting(nurse)) == 1


def test_what_is_done_once_is_done(plan, nurse):
    planning.do(activity=add(plan, nurse), by=nurse, at=timezone.now())

    assert waiting(nurse) == []
    with pytest.raises(Refused):
        planning.do(activity=CareActivity.objects.get(), by=nurse, at=timezone.now())


def test_nothing_is_taken_back_under_a_next_one_that_is_done(plan, nurse):
    first = add(plan, nurse, every_days=7)
    planning.do(activity=first, by=nurse, at=timezone.now())
    planning.do(activity=first.next, by=nurse, at=timezone.now())

    with pytest.raises(Refused):
        planning.undo(activity=first, by=nurse, at=timezone.now())


def test_a_closed_plan_asks_for_nothing_until_it_goes_on(plan, nurse):
    add(plan, nurse)
    planning.close_plan(plan=plan, by=nurse, at=timezone.now())
    assert waiting(nurse) == []

    planning.reopen_plan(plan=plan, by=nurse, at=timezone.now())
    assert len(waiting(nurse)) == 1


def test_a_plan_is_made_and_worked_through_on_the_web(plan, nurse):
    client = accounts.signed_in_client(nurse)
    said = {"what": "ฝึกนั่ง", "due_on": "1/12/2569", "every_days": "7", "responsible": nurse.pk}

    client.post(reverse("needs:activity_add", args=[plan.pk]), said)
    activity = CareActivity.objects.get()
    assert (activity.due_on, activity.responsible) == (date(2026, 12, 1), nurse)

    client.post(reverse("needs:activity_done", args=[activity.uuid]))
    assert "ฝึกนั่ง" in client.get(reverse("needs:plan", args=[plan.pk])).content.decode()
    assert plan.goal in client.get(reverse("people:person", args=[plan.person_id])).content.decode()
    assert CareActivity.objects.count() == 2

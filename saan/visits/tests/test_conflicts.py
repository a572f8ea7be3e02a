"""Two visitors who contradict each other are put to a human; whatever is answered can be taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from saan.shared.errors import Refused
from saan.visits import conflicts, testing
from saan.visits.landing import land
from saan.visits.models import Alert, Conflict, Observation, Visit
from saan.worklist.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def measures():
    testing.measure("ADL", change_alert=-3)
    testing.measure("SBP")


def disagree(person, visitor, other_visitor, first=None, second=None):
    now = timezone.now()
    testing.landed(person, visitor, received_at=now, **(first or {"roles": {"outcome": "MET"}}))
    later = now + timedelta(seconds=1)
    testing.landed(person, other_visitor, received_at=later, **(second or {"roles": {"outcome": "DIED"}}))
    return Conflict.objects.get()


def test_dead_for_one_and_met_by_the_other_is_put_to_a_human(person, visitor, other_visitor, officer):
    conflict = disagree(person, visitor, other_visitor)

    assert (conflict.question, conflict.left.outcome, conflict.right.outcome) == ("OUTCOME", "MET", "DIED")
    assert Item.objects.waiting_for(officer).filter(kind="visits.conflict").exists()


def test_scores_of_one_day_too_far_apart_are_put_to_a_human(person, visitor, other_visitor):
    conflict = disagree(person, visitor, other_visitor, {"values": {"ADL": 14}}, {"values": {"ADL": 11}})

    assert (conflict.question, conflict.measure.code) == ("VALUE", "ADL")


@pytest.mark.parametrize("values", [({"ADL": 14}, {"ADL": 12}), ({"SBP": 120}, {"SBP": 160})])
def test_what_may_change_within_a_day_is_no_contradiction(person, visitor, other_visitor, values):
    for user, said in zip((visitor, other_visitor), values, strict=True):
        testing.landed(person, user, values=said)

    assert not Conflict.objects.exists()


def test_one_visitor_cannot_disagree_with_themselves(person, visitor):
    testing.landed(person, visitor, roles={"outcome": "MET"})
    testing.landed(person, visitor, roles={"outcome": "DIED"})

    assert not Conflict.objects.exists()


def test_two_corrections_of_one_form_are_put_to_a_human(person, visitor, other_visitor):
    first = testing.landed(person, visitor, values={"ADL": 14})
    testing.landed(person, visitor, values={"ADL": 13}, replaces=first)
    testing.landed(person, other_visitor, values={"ADL": 12}, replaces=first)

    assert Conflict.objects.get(question="EDIT").left.recorded_by == visitor


def test_both_in_one_batch_contradict_each_other_too(person, visitor, other_visitor):
    forms = [
        testing.submission(person, user, roles={"outcome": outcome})
        for user, outcome in ((visitor, "MET"), (other_visitor, "DIED"))
    ]

    land(forms)
    land(forms)

    assert Conflict.objects.count() == 1


def test_the_outcome_that_holds_is_that_of_both_visits_until_taken_back(person, visitor, other_visitor, officer):
    conflict = disagree(person, visitor, other_visitor)
    conflicts.decide(conflict=conflict, answer="LEFT", by=officer, at=timezone.now())

    assert set(Visit.objects.values_list("outcome", flat=True)) == {"MET"}
    assert not Item.objects.open().filter(kind="visits.conflict").exists()

    conflicts.reopen(conflict=conflict, by=officer, at=timezone.now())

    assert set(Visit.objects.values_list("outcome", flat=True)) == {"MET", "DIED"}
    assert Item.objects.open().filter(kind="visits.conflict").exists()


def test_the_value_that_does_not_hold_is_set_aside_until_taken_back(person, visitor, other_visitor, officer):
    conflict = disagree(person, visitor, other_visitor, {"values": {"ADL": 14}}, {"values": {"ADL": 8}})
    conflicts.decide(conflict=conflict, answer="RIGHT", by=officer, at=timezone.now())

    assert Observation.objects.get(is_current=True).value == 8

    conflicts.reopen(conflict=conflict, by=officer, at=timezone.now())

    assert Observation.objects.filter(is_current=True).count() == 2


def test_of_two_corrections_the_chosen_one_counts_and_nothing_else_changes_back(
    person, visitor, other_visitor, officer
):
    first = testing.landed(person, visitor, values={"ADL": 14})
    testing.landed(person, visitor, values={"ADL": 13}, replaces=first)
    testing.landed(person, other_visitor, values={"ADL": 12}, replaces=first)
    before = list(Observation.objects.order_by("pk").values())
    conflict = Conflict.objects.get(question="EDIT")

    conflicts.decide(conflict=conflict, answer="LEFT", by=officer, at=timezone.now())
    assert [each.value for each in Observation.objects.filter(is_current=True)] == [13]

    conflicts.reopen(conflict=conflict, by=officer, at=timezone.now())
    assert list(Observation.objects.order_by("pk").values()) == before


def test_a_conflict_is_decided_once(person, visitor, other_visitor, officer):
    conflict = disagree(person, visitor, other_visitor)
    conflicts.decide(conflict=conflict, answer="BOTH", by=officer, at=timezone.now())

    with pytest.raises(Refused):
        conflicts.decide(conflict=conflict, answer="LEFT", by=officer, at=timezone.now())


def current(person):
    found = Observation.objects.filter(person=person, measure__code="ADL", is_current=True)
    return sorted(found.values_list("value", flat=True))


def test_a_value_corrected_since_does_not_come_back_with_the_question(person, visitor, other_visitor, officer):
    conflict = disagree(person, visitor, other_visitor, {"values": {"ADL": 14}}, {"values": {"ADL": 11}})
    conflicts.decide(conflict=conflict, answer="LEFT", by=officer, at=timezone.now())
    testing.landed(person, other_visitor, values={"ADL": 13}, replaces=conflict.right.submission)

    conflicts.reopen(conflict=conflict, by=officer, at=timezone.now())

    assert current(person) == [13, 14]


def test_of_a_form_corrected_again_no_older_filling_comes_back(person, visitor, other_visitor, officer):
    first = testing.landed(person, visitor, values={"ADL": 14})
    testing.landed(person, visitor, values={"ADL": 13}, replaces=first)
    testing.landed(person, other_visitor, values={"ADL": 12}, replaces=first, is_current=False)
    conflict = Conflict.objects.get(question="EDIT")
    conflicts.decide(conflict=conflict, answer="RIGHT", by=officer, at=timezone.now())
    testing.landed(person, other_visitor, values={"ADL": 11}, replaces=conflict.right.submission)

    with pytest.raises(Refused):
        conflicts.reopen(conflict=conflict, by=officer, at=timezone.now())

    assert current(person) == [11]


def test_a_value_that_a_human_set_aside_alarms_nobody_until_the_answer_is_taken_back(
    person, visitor, other_visitor, officer
):
    testing.measure("ADL", ("BED", None, 4, "ALERT"), change_alert=-3)
    conflict = disagree(person, visitor, other_visitor, {"values": {"ADL": 14}}, {"values": {"ADL": 3}})
    waiting = Alert.objects.filter(answered_at=None)
    assert waiting.get().observation.value == 3

    conflicts.decide(conflict=conflict, answer="LEFT", by=officer, at=timezone.now())
    assert not waiting.exists()
    assert not Item.objects.waiting_for(visitor).filter(kind="visits.alert").exists()

    conflicts.reopen(conflict=conflict, by=officer, at=timezone.now())
    assert waiting.get().observation.value == 3

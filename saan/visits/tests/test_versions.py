"""What somebody wrote of a visit is corrected, withdrawn and chosen between; nothing of it is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts.testing import signed_in_client
from saan.shared.errors import Refused
from saan.visits import actions, due, testing, versions
from saan.visits.models import Conflict, Observation, Visit, VisitPart

pytestmark = pytest.mark.django_db


def write(person, by, outcome="MET", note="สบายดี"):
    return actions.record_visit(
        person=person, on=timezone.localdate(), outcome=outcome, note=note, by=by, at=timezone.now()
    )


def correct(part, by, **what):
    return versions.correct(
        part=part, by=by, at=timezone.now(),
        **{"on": timezone.localdate(), "outcome": "MET", "note": "สบายดี"} | what,
    )  # fmt: skip


def test_a_correction_counts_and_the_first_version_stays(person, visitor):
    visit = write(person, visitor)

    correct(visit.parts.get(), visitor, outcome="NOT_HOME", note="")

    visit.refresh_from_db()
    assert (visit.outcome, visit.note) == ("NOT_HOME", "")
    assert list(visit.parts.order_by("pk").values_list("note", "is_current")) == [("สบายดี", False), ("", True)]


def test_a_correction_to_another_day_moves_the_visit(person, visitor):
    visit = write(person, visitor)
    earlier = timezone.localdate() - timezone.timedelta(days=3)

    correct(visit.parts.get(), visitor, on=earlier)

    visit.refresh_from_db()
    assert timezone.localdate(visit.occurred_at) == earlier


def test_of_two_corrections_of_one_writing_a_human_lets_one_count_and_takes_it_back(person, visitor, officer):
    visit = write(person, visitor)
    first = visit.parts.get()
    mine = correct(first, visitor, note="ของฉัน")
    theirs = correct(first, officer, note="ของเจ้าหน้าที่")
    assert not theirs.is_current

    before = versions.let_count(part=theirs, by=officer, at=timezone.now())
    visit.refresh_from_db()
    assert (visit.note, before) == ("ของเจ้าหน้าที่", mine)

    versions.let_count(part=before, by=officer, at=timezone.now())
    visit.refresh_from_db()
    assert visit.note == "ของฉัน"


def test_a_withdrawn_visit_counts_nowhere_until_brought_back(person, visitor):
    due.load_rhythms()
    visit = write(person, visitor)
    versions.withdraw(part=visit.parts.get(), by=visitor, at=timezone.now())

    reach = visitor.reach("visits.read")
    home = due.with_due(due.living(reach), reach, timezone.localdate()).get()
    assert (Visit.objects.get().outcome, home.last_met_on) == ("VOID", None)
    assert not signed_in_client(visitor).get(reverse("visits:visit_list")).context["page"].rows

    versions.restore(part=visit.parts.get(), by=visitor, at=timezone.now())
    assert Visit.objects.get().outcome == "MET"


def test_what_came_by_a_form_is_not_corrected_by_hand(person, visitor):
    part = testing.landed(person, visitor).part

    with pytest.raises(Refused):
        correct(part, visitor)


def test_a_contradiction_that_one_took_back_waits_no_more(person, visitor, other_visitor):
    write(person, visitor)
    other = write(person, other_visitor, outcome="DIED")
    assert Conflict.objects.waiting().count() == 1

    correct(other.parts.get(), other_visitor, outcome="MET")

    assert not Conflict.objects.waiting().exists()


def test_the_page_corrects_withdraws_and_brings_back(person, visitor):
    client, visit = signed_in_client(visitor), write(person, visitor)
    part = visit.parts.get()
    today = timezone.localdate().isoformat()

    client.post(reverse("visits:part_edit", args=[part.pk]), {"on": today, "outcome": "MET", "note": "ใหม่"})
    text = client.get(reverse("visits:visit", args=[visit.uuid])).content.decode()
    assert "สบายดี" in text
    assert reverse("visits:part_count", args=[part.pk]) in text

    newer = VisitPart.objects.get(replaces=part)
    client.post(reverse("visits:part_withdraw", args=[newer.pk]))
    assert Visit.objects.get().outcome == "VOID"
    client.post(reverse("visits:part_restore", args=[newer.pk]))
    assert Visit.objects.get().note == "ใหม่"


def test_of_two_fillings_of_a_form_the_chosen_one_counts_with_its_values(person, visitor, other_visitor, officer):
    testing.measure("ADL", change_alert=-3)
    first = testing.landed(person, visitor, values={"ADL": 14})
    mine = testing.landed(person, visitor, values={"ADL": 13}, replaces=first)
    theirs = testing.landed(person, other_visitor, values={"ADL": 12}, replaces=first, is_current=False)
    client = signed_in_client(officer)

    client.post(reverse("forms:answer_count", args=[theirs.uuid]))
    assert [each.value for each in Observation.objects.filter(is_current=True)] == [12]
    assert Conflict.objects.get(question="EDIT").decided_by == officer

    client.post(reverse("forms:answer_count", args=[mine.uuid]))
    assert [each.value for each in Observation.objects.filter(is_current=True)] == [13]

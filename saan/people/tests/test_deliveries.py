import pytest
from django.db import connection
from django.utils import timezone

from saan.partners.testing import agreement
from saan.people import deliveries, linking, testing
from saan.people.models import MatchCase, Person, Proposal, SourceRecord, Standing
from saan.shared.errors import Refused
from saan.worklist.models import Item

pytestmark = pytest.mark.django_db


def commit(of_list, *rows, **when):
    delivery = testing.delivered(of_list, *rows, **when)
    linking.propose(delivery)
    deliveries.commit(delivery, by="system", at=timezone.now())
    return delivery


def undo(delivery):
    deliveries.undo(delivery, by="system", at=timezone.now())


def somchai(**values):
    return testing.row("สมชาย ใจดี", birth_date="1950-03-12", cid=testing.citizen_id(1), **values)


def malee(**values):
    return testing.row("มาลี แก้วมณี", birth_date="1944-07-01", cid=testing.citizen_id(2), **values)


def test_two_lists_with_the_same_person_make_one_person():
    commit(testing.source_list(), somchai(), malee())
    commit(testing.source_list(), somchai(phone="0811111111"))

    assert Person.objects.count() == 2
    assert Person.objects.get(given_name="สมชาย").phone == "0811111111"


def test_the_preview_says_what_committing_will_do():
    elders = testing.source_list()
    commit(elders, somchai(), malee())
    other = testing.row("บุญมา รักไทย", birth_date="1960-01-02")

    delivery = testing.delivered(elders, somchai(phone="0811111111"), other)
    linking.propose(delivery)

    counts = deliveries.diff(delivery)
    assert counts == {
        "added": 1,
        "changed": 1,
        "same": 0,
        "gone": 1,
        "known": 1,
        "new": 1,
        "perhaps": 0,
        "bad": 0,
        "aside": 0,
    }


def test_the_same_file_twice_changes_nothing():
    elders = testing.source_list()
    commit(elders, somchai(), malee())
    before = testing.registry()

    again = commit(elders, somchai(), malee())

    assert set(again.records.values_list("standing", flat=True)) == {Standing.SAME}
    after = testing.registry()
    assert {**after, "records": [row for row in after["records"] if row["standing"] != "SAME"]} == before


def test_undo_brings_the_registry_back_row_for_row():
    elders = testing.source_list()
    commit(elders, somchai(house_no="12"), malee(house_no="12"))
    before = testing.registry()

    undo(commit(elders, somchai(house_no="13", phone="0811111111"), testing.row("บุญมา รักไทย")))

    assert testing.registry() == before


def test_undo_of_the_first_delivery_leaves_nothing_but_its_rows():
    delivery = commit(testing.source_list(), somchai(), malee())

    undo(delivery)

    assert not Person.objects.exists()
    assert set(SourceRecord.objects.values_list("standing", flat=True)) == {Standing.UNDONE}


def test_a_person_with_evidence_from_elsewhere_stays_after_undo():
    first = commit(testing.source_list(), somchai())
    commit(testing.source_list(), somchai())

    undo(first)

    assert Person.objects.get().given_name == "สมชาย"


def test_an_older_delivery_waits_for_the_newer_one_to_be_undone():
    elders = testing.source_list()
    first = commit(elders, somchai())
    commit(elders, somchai(phone="0811111111"))

    with pytest.raises(Refused):
        undo(first)


def test_a_delivery_takes_effect_only_once():
    delivery = commit(testing.source_list(), somchai())

    with pytest.raises(Refused):
        deliveries.commit(delivery, by="system", at=timezone.now())


def test_rows_of_one_new_person_share_it():
    commit(testing.source_list(), somchai(key="1", house_no="12"), somchai(key="2", phone="0811111111"))

    assert Person.objects.count() == 1


def test_rows_of_one_new_person_share_it_when_the_planner_expects_one_row():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_proposal")  # while it is empty

    commit(testing.source_list(), somchai(key="1", house_no="12"), somchai(key="2", phone="0811111111"))

    assert Person.objects.count() == 1


def test_a_row_that_returns_to_its_list_is_the_person_it_was():
    elders = testing.source_list()
    commit(elders, testing.row("สมชาย"), malee())
    before = Person.objects.get(given_name="สมชาย").pk
    commit(elders, malee())

    commit(elders, testing.row("สมชาย"), malee())

    assert Person.objects.get(given_name="สมชาย").pk == before


def test_a_number_given_to_somebody_else_makes_a_new_person():
    clinic = testing.source_list()
    commit(clinic, testing.row("สมชาย ใจดี", birth_date="1950-03-12", key="HN1", cid=testing.citizen_id(1)))

    commit(clinic, testing.row("มาลี แก้วมณี", birth_date="1944-07-01", key="HN1", cid=testing.citizen_id(2)))

    assert Person.objects.count() == 2


def test_a_doubt_is_put_to_humans_and_waits_on_their_list(humans_decide):
    town, clinic = testing.source_list(), testing.source_list()
    agreement(town.organisation, clinic.organisation)
    commit(town, testing.row("สมชาย ใจดี", birth_date="1950-03-12", house_no="12", moo="3"))

    commit(clinic, testing.row("สมชาย ใจดี", birth_date="1950-03-21", house_no="21", moo="4"))

    case = MatchCase.objects.get()
    assert case.left_id < case.right_id
    assert {reason["field"] for reason in case.reasons} >= {"birth_date"}
    item = Item.objects.open().get()
    assert (item.kind, item.organisation_id, item.facts["count"]) == ("people.match", clinic.organisation_id, 1)


def test_a_doubt_about_somebody_unseen_waits_on_nobodys_list(humans_decide):
    commit(testing.source_list(), testing.row("สมชาย ใจดี", birth_date="1950-03-12", house_no="12", moo="3"))

    commit(testing.source_list(), testing.row("สมชาย ใจดี", birth_date="1950-03-21", house_no="21", moo="4"))

    assert MatchCase.objects.count() == 1
    assert not Item.objects.open().exists()


def test_undo_takes_its_questions_back(humans_decide):
    commit(testing.source_list(), testing.row("สมชาย ใจดี", birth_date="1950-03-12", house_no="12", moo="3"))

    undo(commit(testing.source_list(), testing.row("สมชาย ใจดี", birth_date="1950-03-21", house_no="21", moo="4")))

    assert not MatchCase.objects.exists()
    assert not Item.objects.open().exists()


def test_two_deliveries_read_at_the_same_time_do_not_make_the_person_twice():
    deliveries_read = [testing.delivered(testing.source_list(), somchai()) for _ in range(2)]
    for delivery in deliveries_read:
        linking.propose(delivery)

    for delivery in deliveries_read:
        deliveries.commit(delivery, by="system", at=timezone.now())

    assert Person.objects.count() == 1
    assert not Proposal.objects.exists()


def test_rows_about_nobody_are_kept_aside():
    elders = testing.source_list()
    total = testing.Row(elders.area, "total", {"note": "รวม 2 คน"}, is_aside=True)

    delivery = commit(elders, somchai(), total)

    assert Person.objects.count() == 1
    assert delivery.records.filter(standing=Standing.ASIDE).count() == 1

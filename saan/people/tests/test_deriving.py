import pytest
from django.utils import timezone

from saan.people import bulk, deriving, testing
from saan.people.deriving import derive
from saan.people.models import Household, KeyRing, MatchKey, Person, SourceRecord, Standing

pytestmark = pytest.mark.django_db


def one_person(*deliveries):
    """The id of a person whom every row of these deliveries is about."""
    (person_id,) = bulk.column("SELECT nextval('people_person_id_seq')")
    for delivery in deliveries:
        delivery.records.update(standing=Standing.CURRENT, person_id=person_id)
    derive([person_id], at=timezone.now(), delivery_id=deliveries[0].pk)
    return person_id


def test_a_person_is_derived_from_all_lists_that_hold_it():
    cid = testing.citizen_id()
    elders, disabled = testing.source_list(), testing.source_list(groups=["DISABLED"])

    person_id = one_person(
        testing.delivered(elders, testing.row("สมชาย ใจดี", cid=cid, house_no="12", moo="3")),
        testing.delivered(disabled, testing.row("สมชาย ใจดี", phone="0811111111")),
    )

    person = Person.objects.get(pk=person_id)
    assert (str(person), person.phone, person.groups) == ("สมชาย ใจดี", "0811111111", ["DISABLED"])
    assert person.holder_ids == sorted([elders.organisation_id, disabled.organisation_id])
    assert person.household.house_no == "12"
    assert person.cid_sealed
    assert not person.has_conflict


def test_of_many_the_persons_and_the_keys_are_those_of_few(monkeypatch):
    of_list = testing.source_list()
    ids = [one_person(testing.delivered(of_list, testing.row(f"สมชาย {name}", house_no="12"))) for name in "กขค"]
    before = testing.registry()
    MatchKey.objects.all().delete()
    KeyRing.objects.all().delete()
    Person.objects.update(given_name="", household=None)
    monkeypatch.setattr(deriving, "FEW", 2)

    derive(ids)

    assert testing.registry() == before


def test_the_same_evidence_gives_the_same_rows_again():
    person_id = one_person(testing.delivered(testing.source_list(), testing.row("สมชาย ใจดี", house_no="12")))
    before = testing.registry()

    derive([person_id])

    assert testing.registry() == before


def test_a_house_that_empties_and_fills_again_is_the_same_one():
    person_id = one_person(testing.delivered(testing.source_list(), testing.row("สมชาย ใจดี", house_no="12")))
    before = testing.registry()

    SourceRecord.objects.update(standing=Standing.UNDONE, person=None)
    derive([person_id])
    assert not Household.objects.exists()
    SourceRecord.objects.update(standing=Standing.CURRENT, person=person_id)
    derive([person_id])

    assert testing.registry() == before


def test_somebody_on_no_list_any_more_is_known_as_last_seen():
    person_id = one_person(testing.delivered(testing.source_list(), testing.row("สมชาย ใจดี", phone="0811111111")))

    SourceRecord.objects.update(standing=Standing.GONE)
    derive([person_id])

    person = Person.objects.get(pk=person_id)
    assert not person.is_listed
    assert person.phone == "0811111111"
    assert person.holder_ids

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.people import deliveries, editing, linking, testing
from saan.people.models import Delivery, Person
from saan.shared.crypto import blind_index
from saan.shared.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return accounts.user("DATA_OFFICER", testing.organisation())


@pytest.fixture
def somchai(officer):
    delivery = testing.delivered(
        testing.source_list(officer.acting_organisation),
        testing.row("สมชาย ใจดี", birth_date="1950-03-12", house_no="12", moo="3"),
    )
    linking.propose(delivery)
    deliveries.commit(delivery, by="system", at=timezone.now())
    return Person.objects.get()


def test_a_choice_stands_until_it_is_taken_back(officer, somchai):
    before = testing.registry()

    choice = editing.choose(somchai, "given_name", "สมชัย", by=officer, at=timezone.now(), reason="บัตรประชาชน")
    somchai.refresh_from_db()
    assert somchai.given_name == "สมชัย"
    editing.undo_choice(choice, by=officer, at=timezone.now())

    assert testing.registry() == before


def test_a_person_kept_by_a_choice_alone_goes_with_it(officer, somchai):
    choice = editing.choose(somchai, "given_name", "สมชัย", by=officer, at=timezone.now())
    deliveries.undo(Delivery.objects.get(), by=officer, at=timezone.now())
    assert Person.objects.filter(pk=somchai.pk).exists()

    answer = accounts.signed_in_client(officer).post(reverse("people:choice_undo", args=[choice.pk]), follow=True)

    assert answer.status_code == 200
    assert not Person.objects.exists()


def test_a_chosen_citizen_id_is_kept_sealed(officer, somchai):
    cid = testing.citizen_id()

    choice = editing.choose(somchai, "cid", cid, by=officer, at=timezone.now())

    somchai.refresh_from_db()
    assert choice.value is None
    assert somchai.cid_index == blind_index(cid)


def test_a_citizen_id_that_fails_its_check_is_refused(officer, somchai):
    with pytest.raises(Refused):
        editing.choose(somchai, "cid", "1234567890123", by=officer, at=timezone.now())


def test_somebody_can_move_out_of_reach(officer, somchai):
    elsewhere = place("340805")

    editing.move(somchai, elsewhere, by=officer, at=timezone.now(), house_no="99")

    somchai.refresh_from_db()
    assert (somchai.area_key, somchai.house_no, somchai.moo) == (elsewhere.key, "99", "")
    assert somchai.household.house_no == "99"


def test_a_death_is_recorded_with_its_day(officer, somchai):
    editing.record_death(somchai, date(2026, 2, 3), by=officer, at=timezone.now())

    somchai.refresh_from_db()
    assert (somchai.vital_status, somchai.death_date) == ("DEAD", date(2026, 2, 3))


def test_registering_somebody_known_asks_to_compare_first(officer, somchai):
    values = {"given_name": "สมชาย", "family_name": "ใจดี", "birth_date": "1950-03-12"}

    with pytest.raises(editing.PerhapsKnown) as refusal:
        editing.register_person(values, area=officer.acting_organisation.area, by=officer, at=timezone.now())

    assert refusal.value.candidates[0].person_id == somchai.pk


def test_who_was_compared_and_is_new_becomes_a_person(officer, somchai):
    values = {"given_name": "สมชาย", "family_name": "ใจดี", "birth_date": "1950-03-12"}
    home = officer.acting_organisation.area

    made = editing.register_person(values, area=home, by=officer, at=timezone.now(), is_new=True)

    assert made != somchai
    assert made.holder_ids == [officer.acting_organisation_id]


def test_registering_can_be_undone_though_others_were_registered_since(officer):
    home = officer.acting_organisation.area
    first = editing.register_person({"given_name": "บุญมา"}, area=home, by=officer, at=timezone.now())
    editing.register_person({"given_name": "มาลี"}, area=home, by=officer, at=timezone.now())

    deliveries.undo(first.records.get().delivery, by=officer, at=timezone.now())

    assert Person.objects.get().given_name == "มาลี"


def test_consent_is_given_and_withdrawn(officer, somchai):
    consent = editing.give_consent(
        somchai, purpose="ดูแลต่อเนื่อง", version="1", channel="paper", given_on=date(2026, 1, 5),
        by=officer, at=timezone.now(),
    )  # fmt: skip

    editing.withdraw_consent(consent, by=officer, at=timezone.now())

    consent.refresh_from_db()
    assert consent.withdrawn_at
    with pytest.raises(Refused):
        editing.withdraw_consent(consent, by=officer, at=timezone.now())

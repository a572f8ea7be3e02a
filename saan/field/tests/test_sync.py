"""What a phone holds after it has asked: whom, which values, and what becomes of it when things change."""

from datetime import date

import pytest
from django.utils import timezone

from saan.accounts.testing import assign, user
from saan.areas.testing import place
from saan.audit.models import Event
from saan.field import answers
from saan.field.testing import Phone, Wiped
from saan.forms.devices import revoke_key
from saan.forms.models import DeviceKey
from saan.partners.models import Agreement, DataGroup
from saan.people import deliveries, editing, merging, testing
from saan.people.models import Person
from saan.visits.models import Charge

# A cursor tells transactions apart, so each deed here has to be one.
pytestmark = pytest.mark.django_db(transaction=True)

HERE, BESIDE, DISTRICT = "930501", "930502", "9305"


@pytest.fixture
def town():
    return testing.organisation(place(HERE))


def registered(owner, *rows, area=None, **options):
    """Persons brought in by the real import, by name."""
    home = testing.source_list(owner, area=area or owner.area, **options)
    delivery = testing.delivered(home, *rows)
    deliveries.commit(delivery, by=None, at=timezone.now())
    return home


def named(phone):
    return sorted(one["n"] for one in phone.people.values())


def test_a_phone_holds_everybody_of_its_users_villages(town):
    registered(town, testing.row("สมศรี ใจดี", area=place(HERE)), testing.row("มานะ ขยัน", area=place(HERE)))
    phone = Phone(user("VOLUNTEER", town))

    phone.sync()

    assert named(phone) == ["มานะ ขยัน", "สมศรี ใจดี"]


def test_a_phone_holds_nobody_of_another_village(town):
    registered(town, testing.row("สมศรี ใจดี", area=place(BESIDE)))
    phone = Phone(user("VOLUNTEER", town))

    phone.sync()

    assert named(phone) == []


def test_over_a_whole_district_a_phone_holds_only_those_its_user_is_charged_with(town):
    registered(town, testing.row("สมศรี ใจดี", area=place(HERE)), testing.row("มานะ ขยัน", area=place(HERE)))
    nurse = user("CARE_WORKER", town, place(DISTRICT))
    charge(nurse, town, person=Person.objects.get(given_name="มานะ"))
    phone = Phone(nurse)

    phone.sync()

    assert named(phone) == ["มานะ ขยัน"]
    assert [one["mi"] for one in phone.people.values()] == [True]


def test_who_is_charged_with_an_area_holds_everybody_there(town):
    registered(town, testing.row("สมศรี ใจดี", area=place(HERE)), testing.row("มานะ ขยัน", area=place(BESIDE)))
    nurse = user("CARE_WORKER", town, place(DISTRICT))
    phone = Phone(nurse)
    phone.sync()
    charge(nurse, town, area=place(BESIDE))

    phone.sync()

    assert named(phone) == ["มานะ ขยัน"]


def test_a_phone_is_told_only_what_changed(town):
    rows = [testing.row("สมศรี ใจดี", area=place(HERE)), testing.row("มานะ ขยัน", area=place(HERE))]
    registered(town, *rows)
    phone = Phone(user("VOLUNTEER", town))
    phone.sync()
    editing.choose(Person.objects.get(given_name="มานะ"), "phone", "0812345678", by=phone.user, at=timezone.now())

    said = phone.ask()

    assert [one["ph"] for one in said["people"]] == ["0812345678"]
    assert not said["reset"]


def test_a_phone_that_has_everything_is_told_nothing(town):
    registered(town, testing.row("สมศรี ใจดี", area=place(HERE)))
    phone = Phone(user("VOLUNTEER", town))
    phone.sync()

    said = phone.ask()

    assert (said["people"], said["gone"], "forms" in said) == ([], [], False)


def test_nothing_new_is_304(town):
    phone = Phone(user("VOLUNTEER", town))
    phone.sync()
    address = f"/field/sync/{phone.key}/?cursor={phone.cursor}&scope={phone.scope}"

    first = phone.client.get(address)
    town.save()  # a transaction that says nothing of anybody
    again = phone.client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_somebody_who_moves_away_is_gone_from_one_phone_and_new_on_another(town):
    beside = testing.organisation(place(BESIDE))
    home = registered(town, testing.row("สมศรี ใจดี", area=place(HERE), key="1"))
    share(town, beside)
    here, there = Phone(user("VOLUNTEER", town)), Phone(user("VOLUNTEER", beside))
    here.sync(), there.sync()
    moved = testing.delivered(home, testing.row("สมศรี ใจดี", area=place(BESIDE), key="1"), as_of=date(2026, 2, 1))
    deliveries.commit(moved, by=None, at=timezone.now())

    here.sync(), there.sync()

    assert (named(here), named(there)) == ([], ["สมศรี ใจดี"])


def test_one_who_was_joined_with_another_is_gone_and_comes_back(town):
    registered(town, testing.row("สมศรี ใจดี", area=place(HERE)), testing.row("มานะ ขยัน", area=place(HERE)))
    phone, by = Phone(user("VOLUNTEER", town)), user("COORDINATOR", town)
    phone.sync()
    merge = merging.merge(*Person.objects.order_by("pk"), by=by, at=timezone.now())
    phone.sync()
    assert len(phone.people) == 1

    merging.unmerge(merge, by=by, at=timezone.now())
    phone.sync()

    assert named(phone) == ["มานะ ขยัน", "สมศรี ใจดี"]


def test_a_person_who_never_was_is_gone_by_name(town):
    home = testing.source_list(town)
    delivery = testing.delivered(home, testing.row("สมศรี ใจดี", area=place(HERE)))
    deliveries.commit(delivery, by=None, at=timezone.now())
    phone = Phone(user("VOLUNTEER", town))
    phone.sync()
    deliveries.undo(delivery, by=user("COORDINATOR", town), at=timezone.now())

    phone.sync()

    assert named(phone) == []


def test_one_organisation_gives_another_only_the_values_that_an_agreement_names(town):
    other = testing.organisation(place(HERE))
    registered(other, testing.row("สมศรี ใจดี", area=place(HERE), phone="0812345678", disability_types=["3"]))
    share(other, town, "REGISTRY")
    phone = Phone(user("VOLUNTEER", town))
    phone.sync()
    [before] = phone.people.values()
    share(other, town, "CONTACT")

    phone.sync()

    [after] = phone.people.values()
    assert ("ph" in before, "di" in before) == (False, False)
    assert (after["ph"], "di" in after) == ("0812345678", False)


def test_another_scope_begins_anew(town):
    registered(town, testing.row("สมศรี ใจดี", area=place(BESIDE)))
    somebody = user("VOLUNTEER", town)
    phone = Phone(somebody)
    phone.sync()
    assign(somebody, "VOLUNTEER", town, place(BESIDE))

    said = phone.ask()

    assert (said["reset"], [one["n"] for one in said["people"]]) == (True, ["สมศรี ใจดี"])


def test_a_role_that_ended_leaves_an_empty_phone_that_may_still_send(town):
    registered(town, testing.row("สมศรี ใจดี", area=place(HERE)))
    somebody = user("VOLUNTEER", town)
    phone = Phone(somebody)
    phone.sync()
    somebody.assignments.update(revoked_at=timezone.now())

    phone.sync()

    assert named(phone) == []


def test_a_revoked_key_empties_the_phone(town):
    phone = Phone(user("VOLUNTEER", town))
    phone.sync()
    key = DeviceKey.objects.get(pk=phone.device)
    revoke_key(key=key, by=user("COORDINATOR", town), at=timezone.now())

    with pytest.raises(Wiped):
        phone.sync()


def test_an_unknown_key_empties_the_phone(client):
    response = client.get("/field/sync/nobody/")

    assert (response.status_code, response.json()) == (403, {"wipe": True})


def test_a_part_that_was_lost_is_asked_for_again_and_the_rest_goes_on(town, monkeypatch):
    monkeypatch.setattr(answers, "PART", 2)
    registered(town, *(testing.row(f"คนที่{number} ทดสอบ", area=place(HERE)) for number in range(5)))
    phone = Phone(user("VOLUNTEER", town))
    phone.sync(parts=1)
    phone.ask()  # never arrives

    asked = phone.sync()

    assert (asked, len(phone.people)) == (2, 5)


def test_what_changes_between_two_parts_comes_with_the_next_sync(town, monkeypatch):
    monkeypatch.setattr(answers, "PART", 2)
    registered(town, *(testing.row(f"คนที่{number} ทดสอบ", area=place(HERE)) for number in range(5)))
    phone = Phone(user("VOLUNTEER", town))
    phone.sync(parts=1)
    first = Person.objects.order_by("pk").first()
    editing.choose(first, "phone", "0812345678", by=phone.user, at=timezone.now())
    phone.sync()

    phone.sync()

    assert phone.people[str(first.uuid)]["ph"] == "0812345678"


def test_a_scope_that_changes_between_two_parts_begins_anew(town, monkeypatch):
    monkeypatch.setattr(answers, "PART", 2)
    registered(town, *(testing.row(f"คนที่{number} ทดสอบ", area=place(HERE)) for number in range(5)))
    somebody = user("VOLUNTEER", town)
    phone = Phone(somebody)
    phone.sync(parts=1)
    assign(somebody, "VOLUNTEER", town, place(BESIDE))
    somebody.assignments.filter(areas=place(HERE)).update(revoked_at=timezone.now())

    phone.sync()

    assert named(phone) == []


@pytest.mark.parametrize("words", ["'", "1:1:1", "9:1:", "0:0:", "9" * 40, "e30=", "W10=", "5:9:9,7"])
def test_nonsense_is_answered_with_everything(town, words):
    registered(town, testing.row("สมศรี ใจดี", area=place(HERE)))
    phone = Phone(user("VOLUNTEER", town))
    phone.sync()

    for name in ("cursor", "scope", "lists", "part"):
        said = phone.ask(**{name: words})

        assert said["v"] == 1
    assert phone.ask(cursor=words)["reset"]


def test_a_cursor_of_another_life_of_the_database_is_not_believed(town):
    phone = Phone(user("VOLUNTEER", town))
    phone.sync()

    assert phone.ask(cursor="999999999999:999999999999:")["reset"]


def test_whom_a_phone_took_along_is_written_down(town):
    registered(town, testing.row("สมศรี ใจดี", area=place(HERE)))
    phone = Phone(user("VOLUNTEER", town))

    phone.sync()
    phone.sync()

    event = Event.objects.get(verb="field.people.taken")
    assert event.is_read
    assert event.detail == {"count": 1, "persons": [Person.objects.get().pk]}


def charge(visitor, organisation, **whom):
    area = whom.get("area") or whom["person"].area
    made = {"given_at": timezone.now(), "given_by": visitor, "area_key": area.key}
    return Charge.objects.create(organisation=organisation, visitor=visitor, **whom, **made)


def share(giver, receiver, *groups):
    today = timezone.localdate()
    Agreement.objects.create(
        giver=giver, receiver=receiver, groups=list(groups or DataGroup.values), purpose="ดูแล",
        legal_basis="PUBLIC_TASK", starts_on=today, ends_on=today,
    )  # fmt: skip

from datetime import date, timedelta

import pytest
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.partners.models import Agreement, DataGroup
from saan.people import deliveries, editing, linking, queries, searching, testing
from saan.people.models import Person
from saan.people.permissions import Permission
from saan.shared.access import wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return accounts.user("DATA_OFFICER", testing.organisation())


@pytest.fixture
def reach(officer):
    return officer.reach(Permission.PERSON_READ)


def commit(of_list, *rows, **when):
    delivery = testing.delivered(of_list, *rows, **when)
    linking.propose(delivery)
    deliveries.commit(delivery, by="system", at=timezone.now())
    return delivery


def somchai(**values):
    return testing.row("สมชาย ใจดี", birth_date="1950-03-12", cid=testing.citizen_id(1), **values)


def agreement(giver, receiver, *groups):
    today = timezone.localdate()
    return Agreement.objects.create(
        giver=giver, receiver=receiver, groups=[*groups], purpose="ดูแล", legal_basis="PUBLIC_TASK",
        starts_on=today, ends_on=today + timedelta(days=30),
    )  # fmt: skip


def test_every_value_tells_where_it_is_written(officer, reach):
    delivery = commit(testing.source_list(officer.acting_organisation), somchai(phone="0811111111"))

    view = queries.person_view(Person.objects.get(), reach)

    phone = view.values["phone"]
    assert phone.value == "0811111111"
    assert phone.source.organisation == str(officer.acting_organisation)
    assert (phone.source.row, phone.source.as_of) == (1, delivery.as_of)


def test_disagreeing_values_stand_side_by_side_until_somebody_picks(officer, reach):
    ours = officer.acting_organisation
    commit(testing.source_list(ours), somchai())
    commit(testing.source_list(ours), testing.row("สมชัย ใจดี", birth_date="1950-03-12", cid=testing.citizen_id(1)))
    person = Person.objects.get()

    shown = queries.person_view(person, reach).values["given_name"]
    assert shown.is_disputed
    assert {other.value for other in shown.others} == {"สมชาย", "สมชัย"}

    editing.choose(person, "given_name", "สมชาย", by=officer, at=timezone.now())
    shown = queries.person_view(person, reach).values["given_name"]
    assert (shown.value, shown.is_disputed, shown.choice.chosen_by) == ("สมชาย", False, officer)


def test_nothing_beyond_the_core_shows_from_an_organisation_without_agreement(officer, reach):
    commit(testing.source_list(officer.acting_organisation), somchai(phone="0811111111"), as_of=date(2026, 1, 1))
    commit(testing.source_list(), somchai(phone="0822222222", conditions="เบาหวาน"), as_of=date(2026, 2, 1))

    view = queries.person_view(Person.objects.get(), reach)

    assert view["phone"] == "0811111111"
    assert view["conditions"] is None
    assert not view.values["phone"].others


def test_an_agreement_opens_the_groups_it_names_and_no_other(officer):
    clinic = testing.source_list()
    agreement(clinic.organisation, officer.acting_organisation, DataGroup.REGISTRY, DataGroup.HEALTH)
    commit(clinic, somchai(phone="0822222222", conditions="เบาหวาน"))

    view = queries.person_view(Person.objects.get(), officer.reach(Permission.PERSON_READ))

    assert view["conditions"] == "เบาหวาน"
    assert view["phone"] is None
    assert view["cid"] is None


def test_the_thread_tells_what_came_and_what_was_decided(officer, reach):
    elders = testing.source_list(officer.acting_organisation)
    commit(elders, somchai())
    commit(elders, somchai(phone="0811111111"))
    person = Person.objects.get()
    editing.choose(person, "given_name", "สมชัย", by=officer, at=timezone.now())

    kinds = [step.kind for step in queries.thread(person, reach)]

    assert kinds == ["people.value.chosen", "record.changed", "record.arrived"]


@pytest.mark.parametrize(
    "text",
    [
        *("สมชาย", "ใจดี", "สมชาย ใจดี", "นายสมชัย ใจดี", "สมชย ใจดี", "สม", "นาย สมชาย", "นายใจดี", "ตาสมชาย"),
        *("สม ใจดี", "ชาย ดี", "ใจดี สมชาย", "นาย ใจดี สม", "สมชาน", "สมชายย"),
        *(
            "0811111111",
            "๐๘๑-๑๑๑-๑๑๑๑",
            "12/3",
            "12/3 ม.3",
            "12/3 สมชาย",
            "ใจดี 12/3",
            "12/3 หมู่ 3 ต.{here}",
            "12/3 {here}",
        ),
    ],
)
def test_a_person_is_found_by_what_one_knows(officer, reach, text):
    commit(
        testing.source_list(officer.acting_organisation),
        somchai(phone="0811111111", house_no="12/3", moo="3"),
        testing.row("มาลี แก้วมณี", birth_date="1944-07-01", house_no="12", moo="3"),
    )
    text = text.format(here=Person.objects.first().area.name_th)

    with wall(reach):
        assert [person.given_name for person in searching.suggest(text, reach)] == ["สมชาย"]


@pytest.mark.parametrize("text", ["หมู่ 3", "ม.3", "หมู่ที่ ๓", "หมู่ 03 ต.{here}", "สมชาย ม.3", "หมู่บ้านที่ 3"])
def test_the_number_of_a_village_is_not_that_of_a_house(officer, reach, text):
    commit(
        testing.source_list(officer.acting_organisation),
        somchai(house_no="12", moo="3"),
        testing.row("มาลี แก้วมณี", birth_date="1944-07-01", house_no="3", moo="4"),
    )

    with wall(reach):
        found = searching.suggest(text.format(here=Person.objects.first().area.name_th), reach)

    assert [person.given_name for person in found] == ["สมชาย"]


def test_a_village_number_that_the_page_hides_finds_nobody(officer, reach):
    commit(testing.source_list(officer.acting_organisation), somchai())
    commit(testing.source_list(), somchai(moo="3"))
    assert Person.objects.get().moo == "3"

    assert not searching.suggest("หมู่ 3", reach)


def test_a_house_elsewhere_is_not_found(officer, reach):
    commit(testing.source_list(officer.acting_organisation), somchai(house_no="12/3"))

    assert not searching.suggest("12/3 กระบี่", reach)
    assert not searching.suggest("12/3 มาลี", reach)


def test_a_person_is_found_by_citizen_id(officer, reach):
    commit(testing.source_list(officer.acting_organisation), somchai())
    cid = testing.citizen_id(1)

    with wall(reach):
        assert searching.suggest(f"{cid[0]}-{cid[1:]}", reach)


def test_search_does_not_tell_a_phone_number_that_the_page_hides(officer, reach):
    commit(testing.source_list(officer.acting_organisation), somchai())
    commit(testing.source_list(), somchai(phone="0822222222"))
    assert Person.objects.get().phone == "0822222222"

    assert not searching.suggest("0822222222", reach)


def test_search_does_not_tell_what_an_organisation_that_shares_nothing_has_decided(officer, reach):
    commit(testing.source_list(officer.acting_organisation), somchai(phone="0811111111"))
    stranger = accounts.user("DATA_OFFICER", testing.organisation())
    editing.choose(Person.objects.get(), "phone", "0822222222", by=stranger, at=timezone.now())
    assert Person.objects.get().phone == "0822222222"

    assert not searching.suggest("0822222222", reach)


def test_of_many_those_are_suggested_whose_name_begins_so(officer, reach, monkeypatch):
    monkeypatch.setattr(searching, "FEW", 1)
    ours = officer.acting_organisation
    commit(testing.source_list(ours), *(testing.row(name) for name in ("ดวงใจ สมชาย", "สมชาย ใจดี", "สมชาย แก้วมณี")))

    with wall(reach):
        assert [str(person) for person in searching.suggest("สมชาย", reach)] == ["สมชาย แก้วมณี", "สมชาย ใจดี"]


def test_nobody_is_found_beyond_the_reach(officer, reach):
    commit(testing.source_list(), somchai())

    assert not searching.suggest("สมชาย", reach)


@pytest.mark.parametrize("text", ["", " ", "%", "_", "\x00", "'", "12/", "ก" * 500, "\U0001f642"])
def test_any_text_can_be_typed(reach, text):
    assert searching.suggest(text, reach) == []

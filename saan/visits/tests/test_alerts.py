"""Values that alarm reach whoever answers for the place, once, and leave when somebody says what was done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.needs import planning
from saan.partners import testing as partners
from saan.partners.actions import end_agreement
from saan.partners.models import NeedKind
from saan.people import editing
from saan.people import testing as people
from saan.shared.errors import Refused
from saan.visits import alerts, testing, versions
from saan.visits.landing import land
from saan.visits.models import Alert
from saan.worklist.models import Item
from saan.worklist.queries import MOST_OF_ONE, MOST_SHOWN, my_work

pytestmark = pytest.mark.django_db
LATER = timedelta(days=7)


@pytest.fixture(autouse=True)
def measures():
    testing.measure("SBP", ("FINE", None, 139, "FINE"), ("HIGH", 140, None, "ALERT"))
    testing.measure("Q8", ("NONE", 0, 0, "FINE"), ("SOME", 1, None, "TODAY"))
    testing.measure("ADL", change_alert=-3)


def waiting(user):
    return list(Item.objects.waiting_for(user).values_list("kind", flat=True))


def test_a_value_beyond_its_cut_off_waits_on_my_work(person, visitor):
    testing.landed(person, visitor, values={"SBP": 170})

    alert = Alert.objects.get()
    item = Item.objects.get()
    assert (alert.severity, alert.observation.value) == ("ALERT", 170)
    assert waiting(visitor) == ["visits.alert"]
    assert item.facts["person"] == str(person)
    assert str(alert.uuid) in item.url


def test_a_value_as_it_should_be_is_no_alert(person, visitor):
    testing.landed(person, visitor, values={"SBP": 128})

    assert not Alert.objects.exists()


def test_a_positive_8q_is_due_the_same_thai_day(person, visitor):
    testing.landed(person, visitor, values={"Q8": 1})

    alert = Alert.objects.get()
    assert alert.severity == "TODAY"
    assert timezone.localdate(alert.due_at) == timezone.localdate(alert.raised_at)


@pytest.mark.parametrize(("after", "alarms"), [(9, True), (10, False), (15, False)])
def test_adl_that_dropped_by_three_alarms(person, visitor, after, alarms):
    now = timezone.now()
    testing.landed(person, visitor, values={"ADL": 12}, received_at=now - LATER)
    testing.landed(person, visitor, values={"ADL": after}, received_at=now)

    assert [alert.before.value for alert in Alert.objects.all()] == ([12] if alarms else [])


def test_landing_again_raises_no_second_alert(person, visitor):
    form = testing.landed(person, visitor, values={"SBP": 170})
    land([form])

    assert (Alert.objects.count(), Item.objects.count()) == (1, 1)


def test_measured_again_before_somebody_answered_it_is_the_same_alert(person, visitor):
    now = timezone.now()
    testing.landed(person, visitor, values={"SBP": 150}, received_at=now - LATER)
    testing.landed(person, visitor, values={"SBP": 190}, received_at=now)

    assert (Alert.objects.get().observation.value, Item.objects.count()) == (190, 1)


def test_a_corrected_value_that_is_fine_ends_the_alert(person, visitor):
    first = testing.landed(person, visitor, values={"SBP": 210})
    testing.landed(person, visitor, values={"SBP": 120}, replaces=first)

    assert Alert.objects.get().deed == "CORRECTED"
    assert waiting(visitor) == []


def test_a_corrected_value_that_alarms_too_is_the_same_alert(person, visitor):
    first = testing.landed(person, visitor, values={"SBP": 210})
    testing.landed(person, visitor, values={"SBP": 160}, replaces=first)

    assert (Alert.objects.get().observation.value, Alert.objects.get().answered_at) == (160, None)


def test_an_answered_alert_leaves_my_work_and_comes_back_when_taken_back(person, visitor):
    testing.landed(person, visitor, values={"SBP": 170})
    alert = Alert.objects.get()

    alerts.answer(alert=alert, deed="CALLED", answer="นัดพบแพทย์พรุ่งนี้", by=visitor, at=timezone.now())
    assert waiting(visitor) == []

    alerts.reopen(alert=alert, by=visitor, at=timezone.now())
    assert waiting(visitor) == ["visits.alert"]


def test_an_alert_is_answered_once(person, visitor):
    testing.landed(person, visitor, values={"SBP": 170})
    alert = Alert.objects.get()
    alerts.answer(alert=alert, deed="CALLED", answer="", by=visitor, at=timezone.now())

    with pytest.raises(Refused):
        alerts.answer(alert=alert, deed="CAME", answer="", by=visitor, at=timezone.now())


def test_whoever_answers_for_care_there_and_may_see_it_is_told_too(person, visitor, organisation):
    hospital = partners.organisation(organisation.area, name="รพ.สต.ทดสอบ")
    partners.answers_for(hospital, "HOME_VISIT", organisation.area)
    partners.agreement(organisation, hospital)
    nurse = accounts.user("CARE_WORKER", hospital)

    testing.landed(person, visitor, values={"SBP": 170})

    assert waiting(nurse) == ["visits.alert"]


def test_whoever_nothing_is_shared_with_is_not_told(person, visitor, organisation):
    hospital = partners.organisation(organisation.area, name="รพ.สต.ทดสอบ")
    partners.answers_for(hospital, "HOME_VISIT", organisation.area)
    nurse = accounts.user("CARE_WORKER", hospital)

    testing.landed(person, visitor, values={"SBP": 170})

    assert waiting(nurse) == []


def test_a_drop_alarms_though_the_older_value_arrives_last(person, visitor):
    now = timezone.now()
    testing.landed(person, visitor, values={"ADL": 8}, said=now, received_at=now)
    testing.landed(person, visitor, values={"ADL": 14}, said=now - LATER, received_at=now + timedelta(minutes=1))

    alert = Alert.objects.get()
    assert (alert.observation.value, alert.before.value) == (8, 14)


def test_a_drop_that_only_a_correction_shows_alarms(person, visitor):
    now = timezone.now()
    first = testing.landed(person, visitor, values={"ADL": 8}, said=now - LATER, received_at=now - LATER)
    testing.landed(person, visitor, values={"ADL": 8}, said=now, received_at=now)
    testing.landed(person, visitor, values={"ADL": 14}, said=now - LATER, received_at=now, replaces=first)

    assert Alert.objects.get().before.value == 14


def test_a_value_that_somebody_answered_for_does_not_alarm_again_by_one_that_arrives_late(person, visitor):
    now = timezone.now()
    testing.landed(person, visitor, values={"ADL": 12}, said=now - 2 * LATER, received_at=now - LATER)
    testing.landed(person, visitor, values={"ADL": 8}, said=now, received_at=now)
    alerts.answer(alert=Alert.objects.get(), deed="CAME", answer="", by=visitor, at=now)
    testing.landed(person, visitor, values={"ADL": 14}, said=now - LATER, received_at=now)

    assert not Alert.objects.filter(answered_at=None).exists()


@pytest.mark.parametrize("is_shared", [True, False])
def test_a_value_is_compared_with_another_organisations_only_where_that_is_shared(person, visitor, is_shared):
    hospital = people.organisation()
    nurse = accounts.user("CARE_WORKER", hospital)
    if is_shared:
        partners.agreement(visitor.acting_organisation, hospital)
    now = timezone.now()
    testing.landed(person, visitor, values={"ADL": 14}, said=now - LATER, received_at=now - LATER)
    testing.landed(person, nurse, values={"ADL": 8}, said=now, received_at=now)

    assert Alert.objects.exists() == is_shared


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_value_that_counts_again_waits_again_unless_somebody_answered(person, visitor, officer, is_answered):
    first = testing.landed(person, visitor, values={"SBP": 210})
    if is_answered:
        alerts.answer(alert=Alert.objects.get(), deed="CAME", answer="", by=visitor, at=timezone.now())
    second = testing.landed(person, visitor, values={"SBP": 120}, replaces=first)

    versions.stand(holds=first, yields=second, by=officer, at=timezone.now())

    assert waiting(visitor) == ([] if is_answered else ["visits.alert"])


def test_what_waits_is_told_no_more_when_the_agreement_ends(person, visitor):
    ours = partners.organisation(person.area, name="โรงพยาบาลข้างเคียง")
    agreed = partners.agreement(visitor.acting_organisation, ours)
    partners.answers_for(ours, NeedKind.objects.filter(group="CARE").first().code, person.area)
    nurse = accounts.user("CARE_WORKER", ours)
    testing.landed(person, visitor, values={"SBP": 170})
    assert waiting(nurse) == ["visits.alert"]

    end_agreement(agreement=agreed, on=timezone.localdate(), by="test", at=timezone.now())

    nurse.forget_reach()
    assert waiting(nurse) == []
    assert waiting(visitor) == ["visits.alert"]


def test_what_waits_goes_where_the_person_goes(person, visitor, officer):
    ours, there = visitor.acting_organisation, place("930502")
    testing.landed(person, visitor, values={"SBP": 170}, roles={"outcome": "DIED"})
    plan = planning.make_plan(person=person, goal="หายดี", starts_on=timezone.localdate(), by=visitor, at=timezone.now())
    planning.add_activity(plan=plan, what="ทำแผล", due_on=timezone.localdate(), by=visitor, at=timezone.now())
    neighbour = accounts.user("CARE_WORKER", ours, there)
    assert waiting(neighbour) == []
    before = sorted(waiting(visitor))

    editing.move(person, there, by=officer, at=timezone.now())

    assert before == ["needs.activity", "visits.alert", "visits.departure"]
    assert sorted(waiting(neighbour)) == before
    assert waiting(visitor) == []


def test_of_very_much_work_so_much_is_shown_as_one_can_go_through(visitor):
    ours = visitor.acting_organisation
    waits = {"organisation_id": ours.pk, "permission": "visits.alert_answer", "area_key": ours.area.key, "url": "/"}
    waits |= {"facts": {"person": "สมศรี", "what": "170"}, "raised_at": timezone.now(), "kind": "visits.alert"}
    Item.objects.bulk_create(Item(key=f"test:{number}", **waits) for number in range(MOST_OF_ONE + 10))

    [some], [all_of_it] = my_work(visitor), my_work(visitor, "visits.alert")

    assert (len(some.items), some.total) == (MOST_SHOWN, MOST_OF_ONE + 10)
    assert (len(all_of_it.items), all_of_it.more) == (MOST_OF_ONE, 10)

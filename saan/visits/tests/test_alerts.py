"""Values that alarm reach whoever answers for the place, once, and leave when somebody says what was done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.partners import testing as partners
from saan.shared.errors import Refused
from saan.visits import alerts, testing
from saan.visits.landing import land
from saan.visits.models import Alert
from saan.worklist.models import Item

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


def test_an_older_value_that_arrives_late_is_compared_with_what_was_before_it(person, visitor):
    now = timezone.now()
    testing.landed(person, visitor, values={"ADL": 8}, said=now, received_at=now)
    testing.landed(person, visitor, values={"ADL": 14}, said=now - LATER, received_at=now + timedelta(minutes=1))

    assert not Alert.objects.exists()

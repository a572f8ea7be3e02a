"""What the answers of forms make of visits, in whatever order and however often they come."""

from datetime import date, timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.utils import timezone

from saan.needs.models import Need
from saan.visits import testing
from saan.visits.landing import land
from saan.visits.models import Observation, Visit

pytestmark = pytest.mark.django_db
NEED = {"kind": "WHEELCHAIR", "whose": "PATIENT", "urgency": "URGENT", "since": "2026-10-01", "note": "ล้อหัก"}


@pytest.fixture(autouse=True)
def measures():
    testing.measure("ADL", change_alert=-3)
    testing.measure("SBP", ("FINE", None, 139, "FINE"), ("HIGH", 140, None, "ALERT"))


def test_a_form_makes_a_visit_with_what_was_found(person, visitor):
    roles = {"outcome": "MET", "visit_note": "นอนหลับดี"}
    testing.landed(person, visitor, values={"SBP": 128}, roles=roles, needs=[NEED], latitude=7.7, longitude=100.1)

    visit = Visit.objects.get()
    assert (visit.person, visit.visitor, visit.outcome, visit.note) == (person, visitor, "MET", "นอนหลับดี")
    assert (visit.latitude, visit.area_key) == (7.7, person.area_key)
    observation = visit.observations.get()
    assert (observation.value, observation.band.code, observation.is_current) == (128, "FINE", True)
    need = Need.objects.get()
    assert (need.kind.code, need.urgency, need.since, need.note) == ("WHEELCHAIR", "URGENT", date(2026, 10, 1), "ล้อหัก")


def test_forms_of_one_call_are_one_visit(person, visitor):
    call = uuid4()
    forms = [
        testing.submission(person, visitor, visit=call, values={"SBP": 120}),
        testing.submission(person, visitor, visit=call, values={"ADL": 12}, roles={"visit_note": "เดินได้"}),
    ]

    land(forms)

    visit = Visit.objects.get()
    assert (visit.uuid, visit.parts.count(), visit.observations.count(), visit.note) == (call, 2, 2, "เดินได้")


def test_forms_that_name_no_visit_are_one_visit_a_day(person, visitor):
    testing.landed(person, visitor, values={"SBP": 120})
    testing.landed(person, visitor, values={"ADL": 12})
    testing.landed(person, visitor, values={"ADL": 12}, said=timezone.now() - timedelta(days=2))

    assert Visit.objects.count() == 2


def test_the_day_is_the_thai_one(person, visitor):
    # 23:30 and 00:30 in Thailand: the same day in London
    late = timezone.make_aware(timezone.datetime(2026, 11, 20, 23, 30))
    for said in (late, late + timedelta(hours=1)):
        testing.landed(person, visitor, values={"ADL": 12}, said=said, received_at=late + timedelta(days=1))

    assert Visit.objects.count() == 2


def test_a_form_without_a_name_joins_the_named_visit_of_that_day(person, visitor):
    testing.landed(person, visitor, values={"SBP": 120}, visit=uuid4())
    testing.landed(person, visitor, values={"ADL": 12})

    assert Visit.objects.get().parts.count() == 2


def test_two_visitors_make_two_visits(person, visitor, other_visitor):
    testing.landed(person, visitor, values={"SBP": 120})
    testing.landed(person, other_visitor, values={"SBP": 121})

    assert Visit.objects.count() == 2


def test_landing_again_changes_nothing(person, visitor):
    form = testing.submission(person, visitor, values={"SBP": 170}, needs=[NEED], visit=uuid4())
    land([form])
    before = [list(model.objects.values()) for model in (Visit, Observation, Need)]

    land([form])

    assert before == [list(model.objects.values()) for model in (Visit, Observation, Need)]


def test_the_visit_is_the_same_in_whatever_order_its_forms_come(person, visitor):
    now = timezone.now()
    call = uuid4()
    said = [
        {"roles": {"outcome": "MET", "visit_note": "ก"}, "values": {"SBP": 120}, "said": now - timedelta(hours=2)},
        {"roles": {"visit_note": "ข"}, "values": {"ADL": 9}, "said": now - timedelta(hours=3)},
        {"roles": {"outcome": "NOT_HOME"}, "said": now - timedelta(hours=1)},
    ]
    results = []
    for order in permutations(range(3)):
        forms = [
            testing.submission(person, visitor, visit=call, received_at=now + timedelta(seconds=at), **each)
            for at, each in enumerate(said)
        ]
        for at in order:
            land([forms[at]])
        names = ("occurred_at", "outcome", "note")
        results.append(Visit.objects.values(*names).get())
        Observation.objects.all().delete()
        Visit.objects.get().parts.all().delete()
        Visit.objects.all().delete()

    assert results == [results[0]] * 6
    assert results[0]["outcome"] == "NOT_HOME"


def test_a_correction_takes_the_place_and_the_older_stays_in_the_history(person, visitor):
    first = testing.landed(person, visitor, visit=(call := uuid4()), values={"SBP": 128}, roles={"visit_note": "เดิม"})
    testing.landed(person, visitor, visit=call, values={"SBP": 182}, roles={"visit_note": "แก้แล้ว"}, replaces=first)

    visit = Visit.objects.get()
    assert visit.note == "แก้แล้ว"
    assert list(visit.observations.order_by("pk").values_list("value", "is_current")) == [(128, False), (182, True)]


def test_a_correction_that_comes_first_still_holds(person, visitor):
    now = timezone.now()
    first = testing.submission(person, visitor, visit=(call := uuid4()), values={"SBP": 128}, needs=[NEED])
    second = testing.submission(
        person, visitor, visit=call, values={"SBP": 150}, replaces=first, received_at=now + timedelta(minutes=1)
    )
    first.refresh_from_db()
    meaning = first.meaning

    land([second])
    first.meaning = meaning
    land([first])

    assert Observation.objects.get(is_current=True).value == 150
    assert not Need.objects.open().exists()


def test_a_need_the_corrected_form_does_not_say_is_withdrawn(person, visitor):
    first = testing.landed(person, visitor, needs=[NEED])
    testing.landed(person, visitor, replaces=first)

    assert Need.objects.get().state == "WITHDRAWN"


def test_a_need_said_again_is_the_same_need_said_anew(person, visitor, other_visitor):
    testing.landed(person, visitor, needs=[NEED])
    testing.landed(
        person, other_visitor, needs=[{**NEED, "urgency": "VERY_URGENT", "since": "2026-11-01", "note": ""}],
        received_at=timezone.now() + timedelta(minutes=1),
    )  # fmt: skip

    need = Need.objects.get()
    assert (need.urgency, need.since, need.note) == ("VERY_URGENT", date(2026, 10, 1), "ล้อหัก")
    assert need.mentions.count() == 2


def test_a_need_that_was_met_and_is_said_again_is_a_new_one(person, visitor):
    testing.landed(person, visitor, needs=[NEED])
    Need.objects.update(state="MET")
    testing.landed(person, visitor, needs=[NEED])

    assert sorted(Need.objects.values_list("state", flat=True)) == ["MET", "OPEN"]


def test_a_clock_ten_years_ahead_moves_no_visit_into_the_future(person, visitor):
    now = timezone.now()
    testing.landed(person, visitor, values={"SBP": 120}, said=now.replace(year=now.year + 10), received_at=now)

    visit = Visit.objects.get()
    assert (visit.occurred_at, visit.is_clock_doubtful) == (now, True)
    assert Observation.objects.get().effective_at == now


def test_a_form_about_nobody_makes_no_visit(person, visitor):
    form = testing.submission(person, visitor)
    form.person = None

    land([form])

    assert not Visit.objects.exists()


def test_somebody_elses_visit_is_not_taken_over(person, visitor, officer):
    from saan.people.models import Person

    neighbour = Person.objects.create(
        given_name="มาลี", area=person.area, area_key=person.area_key, holder_ids=person.holder_ids,
        created_at=timezone.now(),
    )  # fmt: skip
    call = uuid4()
    testing.landed(person, visitor, visit=call)
    testing.landed(neighbour, visitor, visit=call)

    assert set(Visit.objects.values_list("person", flat=True)) == {person.pk, neighbour.pk}


def test_many_forms_take_as_few_statements_as_one(person, visitor, django_assert_max_num_queries):
    forms = [testing.submission(person, visitor, visit=uuid4(), values={"SBP": 120}) for _ in range(30)]

    with django_assert_max_num_queries(8):
        land(forms)

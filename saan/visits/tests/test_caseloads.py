"""Whose homes are whose, and which of them are due."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.areas import testing as areas
from saan.needs.testing import somebody
from saan.people import bulk
from saan.people.models import Person
from saan.shared.access import wall
from saan.shared.errors import Refused
from saan.visits import caseloads, coverage, due, rules, testing
from saan.visits.models import Charge, Rhythm, Visit
from saan.visits.permissions import Permission

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def rhythms():
    due.load_rhythms()


def give(officer, **what):
    return caseloads.give(by=officer, at=timezone.now(), **what)


def met(person, visitor, days_ago):
    at = timezone.now() - days_ago * DAY
    return testing.visit(person, visitor, said=at, received_at=at)


def copy_of(row, **changed):
    """Another row like this one, not yet saved."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    return type(row)(**kept | changed)


def homes(user):
    return list(caseloads.caseload_of(user, TODAY()))


def test_the_rhythms_are_loaded_once_and_a_change_is_kept():
    Rhythm.objects.filter(group="BED_BOUND").update(every_days=10)

    assert due.load_rhythms() == 0
    assert Rhythm.objects.get(group="BED_BOUND").every_days == 10


def test_a_person_given_to_a_visitor_is_their_home(person, visitor, other_visitor, officer):
    give(officer, visitor=visitor, person=person)

    assert homes(visitor) == [person]
    assert homes(other_visitor) == []


def test_a_village_given_to_a_pair_is_the_home_of_both(organisation, visitor, other_visitor, officer):
    village = areas.village(organisation.area, 3, "บ้านปากคลอง")
    inside = somebody(organisation, village, "บุญมี สมมุติ")
    somebody(organisation, organisation.area, "นอกหมู่บ้าน สมมุติ")
    pair = caseloads.make_pair(
        name="คู่หนึ่ง", area=village, adult=visitor, youth=other_visitor, by=officer, at=timezone.now()
    )
    give(officer, pair=pair, area=village)

    assert homes(visitor) == homes(other_visitor) == [inside]

    caseloads.end_pair(pair=pair, by=officer, at=timezone.now())
    assert homes(visitor) == []


def test_given_twice_is_one_charge_and_an_ended_one_comes_back(person, visitor, officer):
    charge = give(officer, visitor=visitor, person=person)
    assert give(officer, visitor=visitor, person=person, every_days=5) == charge

    caseloads.end(charge=charge, by=officer, at=timezone.now())
    assert homes(visitor) == []

    caseloads.restore(charge=charge, by=officer, at=timezone.now())
    assert homes(visitor) == [person]


@pytest.mark.parametrize("every_days", [None, 5])
@pytest.mark.parametrize("days_ago", [None, 3, 20])
def test_the_database_counts_as_the_rule_says(person, visitor, officer, every_days, days_ago):
    give(officer, visitor=visitor, person=person, every_days=every_days)
    if days_ago is not None:
        met(person, visitor, days_ago)

    [home] = homes(visitor)

    days = dict(Rhythm.objects.values_list("group", "every_days"))
    rhythm = every_days or rules.rhythm_of(person.groups, True, days)
    last = days_ago and TODAY() - days_ago * DAY
    assert home.every_days == rhythm
    assert home.due_on == rules.due_on(last, rhythm, TODAY())


@pytest.mark.parametrize("every_days", [None, 5])
@pytest.mark.parametrize("days_ago", [None, 3, 20])
@pytest.mark.parametrize("charged", [True, False])
def test_of_one_person_the_page_says_what_the_database_counts(person, visitor, officer, every_days, days_ago, charged):
    reach = visitor.reach("visits.read")
    charges = [give(officer, visitor=visitor, person=person, every_days=every_days)] if charged else []
    if days_ago is not None:
        met(person, visitor, days_ago)
    person.refresh_from_db()

    counted = due.with_due(due.living(reach), reach, TODAY()).get()

    home = due.home_of(person, charges, reach, TODAY())
    assert (home.every_days, home.due_on) == (counted.every_days, counted.due_on)


def test_nobody_at_home_is_no_visit_in_time(person, visitor, officer):
    give(officer, visitor=visitor, person=person)
    testing.visit(person, visitor, roles={"outcome": "NOT_HOME"})

    assert homes(visitor)[0].last_met_on is None


def test_a_place_counts_who_was_visited_in_time_and_who_not(organisation, visitor, person):
    reach = visitor.reach("visits.read")
    late = somebody(organisation, organisation.area, "สายไป สมมุติ")
    somebody(organisation, organisation.area, "ไม่เคย สมมุติ")
    met(person, visitor, 1)
    met(late, visitor, 60)

    counted = coverage.of(organisation.area, reach, TODAY())

    assert (counted.homes, counted.in_time, counted.overdue, counted.never) == (3, 1, 2, 1)


def test_behind_the_wall_a_person_is_not_compared_with_the_visits_of_all_others(organisation, person, visitor):
    visit, many = met(person, visitor, 1), 300
    everybody = Person.objects.bulk_create([copy_of(person, uuid=uuid4()) for _each in range(many)])
    Visit.objects.bulk_create([copy_of(visit, person=each, uuid=uuid4()) for each in everybody])
    reach = visitor.reach(Permission.VISIT_READ)

    with wall(reach):
        sql, parameters = due.homes_sql(coverage.people_of(organisation.area, reach), reach, TODAY())
        [[plan]] = bulk.fetch(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", *parameters)
        rows = bulk.fetch(sql, *parameters)

    assert len(rows) == many + 1
    assert sum(map(int, re.findall(r'"Rows Removed by Join Filter": (\d+)', json.dumps(plan)))) < many


def test_a_pair_is_counted_by_its_own_homes(organisation, person, visitor, other_visitor, officer):
    pair = caseloads.make_pair(
        name="คู่หนึ่ง", area=organisation.area, adult=visitor, youth=other_visitor, by=officer, at=timezone.now()
    )
    give(officer, pair=pair, person=person)
    somebody(organisation, organisation.area, "ของคนอื่น สมมุติ")
    met(person, visitor, 1)

    [row] = coverage.by_team(organisation.area, officer.reach("visits.read"), TODAY())

    assert (row.of, row.homes, row.in_time) == (pair, 1, 1)


def test_the_visit_of_somebody_in_a_pair_is_the_pairs(organisation, person, visitor, other_visitor, officer):
    pair = caseloads.make_pair(
        name="คู่หนึ่ง", area=organisation.area, adult=visitor, youth=other_visitor, by=officer, at=timezone.now()
    )
    met(person, visitor, 0)

    assert Visit.objects.get().pair == pair


def test_a_coordinator_gives_homes_on_the_web_and_takes_them_back(organisation, person, visitor, officer):
    client = accounts.signed_in_client(officer)
    client.post(reverse("visits:charge_add_person", args=[person.pk]), {"who": f"user-{visitor.pk}"})
    [home] = homes(visitor)
    charge = home.charges.get()

    assert visitor.full_name in client.get(reverse("visits:caseload_list")).content.decode()
    client.post(reverse("visits:charge_end", args=[charge.pk]))
    assert homes(visitor) == []


def test_my_homes_and_the_coverage_of_the_place_open(organisation, person, visitor, officer):
    give(officer, visitor=visitor, person=person)
    client = accounts.signed_in_client(visitor)

    assert str(person) in client.get(reverse("visits:my_homes")).content.decode()
    response = client.get(reverse("visits:coverage"), {"area": organisation.area.code})
    assert response.context["total"].homes == 1


def test_a_pair_outside_ones_area_is_refused_kindly(officer, visitor, other_visitor):
    elsewhere = areas.place("341501")
    said = {"name": "คู่", "area": elsewhere.code, "adult": visitor.pk, "youth": other_visitor.pk}

    response = accounts.signed_in_client(officer).post(reverse("visits:pair_add"), said)

    assert response.context["form"].errors["area"]


def test_where_no_rhythm_is_known_nobody_is_due(person, visitor, officer):
    Rhythm.objects.all().delete()
    give(officer, visitor=visitor, person=person)

    assert (homes(visitor)[0].due_on, coverage.of(person.area, visitor.reach("visits.read"), TODAY()).homes) == (
        None,
        0,
    )


def test_whoever_is_charged_with_nothing_has_no_homes_and_a_page_that_says_so(person, visitor):
    response = accounts.signed_in_client(visitor).get(reverse("visits:my_homes"))

    assert (response.status_code, response.context["total"]) == (200, 0)


def test_a_charge_that_was_given_again_is_not_brought_back_beside_itself(person, visitor, officer):
    first = give(officer, visitor=visitor, person=person)
    caseloads.end(charge=first, by=officer, at=timezone.now())
    again = give(officer, visitor=visitor, person=person)

    with pytest.raises(Refused):
        caseloads.restore(charge=first, by=officer, at=timezone.now())

    assert give(officer, visitor=visitor, person=person, every_days=7) == again


def test_of_charges_that_stand_twice_giving_again_breaks_nothing(person, visitor, officer):
    first = give(officer, visitor=visitor, person=person)
    Charge.objects.create(
        organisation=first.organisation, visitor=visitor, person=person, area_key=person.area_key,
        given_at=timezone.now(), given_by=officer,
    )  # fmt: skip

    assert give(officer, visitor=visitor, person=person) == first

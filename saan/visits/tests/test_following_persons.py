"""Visits, observations, alerts and needs go where their person goes, whatever is done, and come back exactly."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.needs.testing import need
from saan.people import deliveries, editing, merging, testing
from saan.people.hooks import FOLLOWERS
from saan.people.models import Person
from saan.visits.testing import landed, measure

pytestmark = pytest.mark.django_db

NAMES = ("สมชาย ใจดี", "มาลี แก้วมณี", "ประเสริฐ ทองคำ", "วิไล ศรีสุข")
DEEDS = st.tuples(st.sampled_from(["merge", "move", "deliver"]), st.integers(0, 99))
PROVE = settings(
    max_examples=3, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck), database=None
)


class World:
    """Four persons who were all visited and all lack something, and deeds on them with what takes each back."""

    def __init__(self):
        self.officer = accounts.user("COORDINATOR", testing.organisation())
        self.list = testing.source_list(self.officer.acting_organisation)
        self.area = self.officer.acting_organisation.area
        self._deliver(NAMES)
        measure("TEST_SCORE", ("LOW", None, 4, "ALERT"))
        for person in Person.objects.order_by("pk"):
            landed(person, self.officer, values={"TEST_SCORE": 4}, roles={"visit_note": "บันทึก"})
            need(person, self.officer)

    @property
    def who(self):
        return {"by": self.officer, "at": timezone.now()}

    def merge(self, number):
        persons = list(Person.objects.present().order_by("pk"))
        if len(persons) < 2:
            return None
        one = persons.pop(number % len(persons))
        made = merging.merge(one, persons[number % len(persons)], **self.who)
        return lambda: merging.unmerge(made, **self.who)

    def move(self, number):
        persons = list(Person.objects.present().order_by("pk"))
        choices = editing.move(persons[number % len(persons)], place("930601"), house_no="9", **self.who)
        return lambda: [editing.undo_choice(choice, **self.who) for choice in reversed(choices)]

    def deliver(self, number):
        """The list again without one of them, who stays because of what is known about them."""
        made = self._deliver([name for name in NAMES if name != NAMES[number % len(NAMES)]])
        return lambda: deliveries.undo(made, **self.who)

    def _deliver(self, names):
        rows = [
            testing.row(
                name, cid=testing.citizen_id(NAMES.index(name)), house_no=str(NAMES.index(name) + 1), area=self.area
            )
            for name in names
        ]
        made = testing.delivered(self.list, *rows, as_of=date(2026, 1, 1))
        deliveries.commit(made, **self.who)
        return made


def followers():
    """(table, row, person, area) of everything that is about a person."""
    with connection.cursor() as cursor:
        parts = (f"SELECT '{table}' AS name, id::text, person_id, area_key FROM {table}" for table in FOLLOWERS)
        cursor.execute(f"SELECT * FROM ({' UNION ALL '.join(parts)}) AS found ORDER BY 1, 2")
        return cursor.fetchall()


def all_are_with_a_present_person():
    present = dict(Person.objects.present().values_list("pk", "area_key"))
    return all(present.get(person) == area_key for _table, _pk, person, area_key in followers())


@pytest.fixture
def world():
    return World()


@PROVE
@given(st.lists(DEEDS, min_size=2, max_size=6))
@example([("deliver", 1), ("merge", 0), ("move", 1), ("deliver", 2), ("merge", 1)])
def test_what_is_known_of_a_person_goes_with_them_and_comes_back(world, steps):
    taken_back, number = [], len(followers())
    with transaction.atomic():
        for deed, chosen in steps:
            before = testing.registry(), followers()
            if taking_back := getattr(world, deed)(chosen):
                taken_back.append((deed, before, taking_back))
            assert len(followers()) == number
            assert all_are_with_a_present_person()
        for deed, before, taking_back in reversed(taken_back):
            taking_back()
            assert (testing.registry(), followers()) == before, deed
        transaction.set_rollback(True)


def test_there_is_something_that_follows(world):
    assert {table for table, *_ in followers()} >= {"visits_visit", "visits_observation", "visits_alert", "needs_need"}

"""Whatever is done in whatever order: undone, it leaves the registry as it was; and no row is ever lost."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import date

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from saan.accounts import testing as accounts
from saan.people import deliveries, editing, linking, merging, reviews, testing
from saan.people.deriving import derive
from saan.people.models import MatchCase, Merge, Person, SourceRecord, Standing
from saan.shared.errors import Refused

NAMES = ("สมชาย ใจดี", "สมชัย ใจดี", "มาลี แก้วมณี")
ROWS = st.fixed_dictionaries(
    {"key": st.sampled_from(["1", "2", "3"]), "name": st.sampled_from(NAMES)},
    optional={
        "birth_date": st.sampled_from(["1950-03-12", "1950-12-03"]),
        "cid": st.sampled_from([testing.citizen_id(1), testing.citizen_id(2)]),
        "phone": st.sampled_from(["0811111111", "0822222222"]),
        "house_no": st.sampled_from(["12", "12/1"]),
    },
)
DELIVERY = st.tuples(
    st.integers(0, 1), st.lists(ROWS, min_size=1, max_size=3, unique_by=lambda row: row["key"]), st.integers(1, 9)
)
DEED = st.one_of(
    st.tuples(st.just("deliver"), DELIVERY),
    st.tuples(st.sampled_from(["merge", "same", "different", "choose"]), st.integers(0, 99)),
)
STEP = st.one_of(DEED, st.tuples(st.just("back"), st.integers(0, 99)))
PROVE = hypothesis_settings(
    max_examples=int(os.environ.get("SAAN_EXAMPLES", 8)),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class World:
    """Deeds on a registry, each with what takes it back."""

    def __init__(self):
        self.officer = accounts.user("DATA_OFFICER", testing.organisation())
        self.lists = [testing.source_list(self.officer.acting_organisation, is_complete=flag) for flag in (True, False)]
        self.who = {"by": self.officer, "at": timezone.now()}
        self.done = []

    def do(self, deed, number):
        before = testing.registry()
        if taking_back := getattr(self, deed)(number):
            self.done.append((before, taking_back))

    def deliver(self, delivery):
        of_list, rows, day = delivery
        made = testing.delivered(self.lists[of_list], *(testing.row(**row) for row in rows), as_of=date(2026, 1, day))
        linking.propose(made)
        deliveries.commit(made, by=self.officer, at=timezone.now())
        return lambda: deliveries.undo(made, **self.who)

    def merge(self, number):
        persons = list(Person.objects.present().order_by("pk"))
        if len(persons) < 2:
            return None
        left = persons.pop(number % len(persons))
        merge = merging.merge(left, persons[number % len(persons)], by=self.officer, at=timezone.now())
        return lambda: merging.unmerge(merge, **self.who)

    def same(self, number):
        return self._decide(number, reviews.SAME)

    def different(self, number):
        return self._decide(number, reviews.DIFFERENT)

    def _decide(self, number, verdict):
        waiting = list(MatchCase.objects.filter(state="OPEN").order_by("pk"))
        if not waiting:
            return None
        case = waiting[number % len(waiting)]
        if verdict == reviews.DIFFERENT and len(set(reviews.sides(case))) == 1:
            return None
        reviews.decide(case, verdict, by=self.officer, at=timezone.now())
        return lambda: self._reopen(case)

    def _reopen(self, case):
        """Unless the question went with its persons, when the delivery that had brought them was taken back."""
        if MatchCase.objects.filter(pk=case.pk).exists():
            reviews.undo(case, **self.who)

    def choose(self, number):
        persons = list(Person.objects.present().order_by("pk"))
        if not persons:
            return None
        choice = editing.choose(persons[number % len(persons)], "given_name", "บุญมา", **self.who)
        return lambda: editing.undo_choice(choice, **self.who)

    def back(self, number):
        """Take back any one deed, not only the last; refused kindly where others are built on it."""
        if self.done:
            place = number % len(self.done)
            try:
                with transaction.atomic():
                    self.done[place][1]()
            except Refused:
                return
            self.done.pop(place)


def is_sound():
    """Deriving everything anew changes nothing; every row that counts has a person; every person has a reason."""
    before = testing.registry()
    derive(Person.objects.values_list("pk", flat=True))
    assert testing.registry() == before
    counted = SourceRecord.objects.filter(standing__in=[Standing.CURRENT, Standing.SAME, Standing.GONE])
    assert not counted.filter(person=None).exists()
    assert not counted.exclude(person__merged_into=None).exists()
    for person in Person.objects.all():
        absorbing = Merge.objects.filter(survivor=person, undone_at=None)
        assert person.merged_into_id or person.records.exists() or person.choices.exists() or absorbing.exists()


@contextmanager
def a_world():
    """A registry of its own for each example."""
    with transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.mark.django_db
@PROVE
@given(st.lists(DEED, min_size=2, max_size=7))
def test_whatever_was_done_is_undone_exactly_in_the_opposite_order(steps):
    with a_world() as world:
        for deed, number in steps:
            world.do(deed, number)
        is_sound()
        for before, taking_back in reversed(world.done):
            taking_back()
            assert testing.registry() == before


@pytest.mark.django_db
@PROVE
@given(st.lists(STEP, min_size=3, max_size=9))
def test_deeds_taken_back_in_any_order_leave_a_sound_registry_and_in_the_end_nothing(steps):
    with a_world() as world:
        for deed, number in steps:
            world.do(deed, number)
            is_sound()
        while world.done:
            standing = len(world.done)
            for place in range(standing - 1, -1, -1):
                world.back(place)
            assert len(world.done) < standing
        is_sound()
        assert not Person.objects.exists()


KILLED = """
import os, signal, sys
import django
django.setup()
from django.utils import timezone
from saan.people import deliveries
from saan.people.models import Delivery
def beat(done, total):
    os.kill(os.getpid(), signal.SIGKILL)
getattr(deliveries, sys.argv[1])(Delivery.objects.get(pk=sys.argv[2]), by="system", at=timezone.now(), beat=beat)
"""


def killed_in_the_middle_of(deed, delivery):
    place = connection.settings_dict
    address = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
    child = subprocess.run(
        [sys.executable, "-c", KILLED, deed, str(delivery.pk)],
        env={**os.environ, "DATABASE_URL": address, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
        cwd=settings.BASE_DIR,
        timeout=120,
        check=False,
    )
    assert child.returncode == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_half_done():
    elders = testing.source_list()
    deliveries.commit(testing.delivered(elders, *map(testing.row, NAMES)), by="system", at=timezone.now())
    second = testing.delivered(elders, *(testing.row(name, phone="0811111111") for name in NAMES))
    before = testing.registry()

    killed_in_the_middle_of("commit", second)
    assert testing.registry() == before
    deliveries.commit(second, by="system", at=timezone.now())
    committed = testing.registry()
    assert committed != before

    killed_in_the_middle_of("undo", second)
    assert testing.registry() == committed
    deliveries.undo(second, by="system", at=timezone.now())
    assert testing.registry() == before

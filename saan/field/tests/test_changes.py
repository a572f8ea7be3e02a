"""No change is missed, whatever order transactions begin and end in: real connections side by side."""

import time
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.accounts.testing import user
from saan.areas.testing import place
from saan.field import changes
from saan.field.models import Trace
from saan.field.testing import Phone
from saan.partners.models import NeedKind
from saan.people import bulk, deliveries, testing
from saan.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

NEED = """
    INSERT INTO needs_need (uuid, person_id, area_key, organisation_id, kind_id, whose, urgency, since, note,
                            recorded_at, state, end_note)
    VALUES (%s, %s, %s, %s, %s, 'PATIENT', 'URGENT', '2026-01-01', '', now(), 'OPEN', '')
"""


class Writer:
    """A connection of its own, on which transactions are opened and ended by hand."""

    def __init__(self, town, kind):
        self.connection = connection.copy()
        self.connection.ensure_connection()
        self.town, self.kind = town, kind

    def begin(self):
        self.connection.set_autocommit(False)

    def write(self, person):
        """Somebody records a need of this person; its name."""
        uuid = str(uuid4())
        with self.connection.cursor() as cursor:
            cursor.execute(NEED, [uuid, person.pk, person.area_key, self.town.pk, self.kind.pk])
        return uuid

    def end(self, keep=True):
        self.connection.commit() if keep else self.connection.rollback()
        self.connection.set_autocommit(True)


@pytest.fixture
def town():
    town = testing.organisation(place("930501"))
    rows = [testing.row(f"คนที่{number} ทดสอบ", area=place("930501")) for number in range(4)]
    deliveries.commit(testing.delivered(testing.source_list(town), *rows), by=None, at=timezone.now())
    return town


@pytest.fixture
def writers(town):
    with ExitStack() as stack:
        made = [Writer(town, NeedKind.objects.first()) for _number in range(3)]
        for writer in made:
            stack.callback(writer.connection.close)
        yield made


def until_all_have_ended():
    """Nothing that ran until now runs any more, in other databases of the cluster neither."""
    latest = bulk.column("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::int8")[0]
    for _turn in range(600):
        if bulk.column("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::int8 >= %s", latest)[0]:
            return
        time.sleep(0.1)
    pytest.fail("a transaction of somebody else has run for a minute")


def needs(phone):
    return {need[0] for one in phone.people.values() for need in one.get("ne", ())}


def test_what_began_earlier_and_was_committed_later_is_told(town, writers):
    early, late = writers[:2]
    person = Person.objects.first()
    phone = Phone(user("VOLUNTEER", town))
    early.begin()
    slow = early.write(person)
    quick = late.write(person)
    phone.sync()
    assert needs(phone) == {quick}
    early.end()

    phone.sync()

    assert needs(phone) == {slow, quick}


def test_news_is_told_once_while_somebody_writes_for_an_hour(town, writers):
    writers[0].begin()
    writers[0].write(Person.objects.first())
    phone = Phone(user("VOLUNTEER", town))
    phone.sync()
    writers[1].write(Person.objects.last())
    phone.sync()

    said = phone.ask()

    assert said["people"] == []
    writers[0].end(keep=False)


def test_two_who_write_about_one_person_do_not_wait_for_each_other(writers):
    person = Person.objects.first()
    for writer in writers:
        writer.begin()
        with writer.connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1s'")

    for writer in writers:
        writer.write(person)

    for writer in writers:
        writer.end()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), st.integers(0, 2)),
        st.tuples(st.just("write"), st.integers(0, 2), st.integers(0, 3)),
        st.tuples(st.just("commit"), st.integers(0, 2)),
        st.tuples(st.just("roll back"), st.integers(0, 2)),
        st.tuples(st.just("sync"), st.integers(0, 1)),
        st.tuples(st.just("tidy")),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_whatever_the_order_all_copies_are_the_same_in_the_end(town, writers, phones, steps):
    persons, opened = list(Person.objects.order_by("pk")), set()
    for what, *which in steps:
        writer = writers[which[0]] if which else None
        if what == "begin" and which[0] not in opened:
            writer.begin()
            opened.add(which[0])
        elif what == "write":
            writer.write(persons[which[1]])
        elif what in ("commit", "roll back") and which[0] in opened:
            writer.end(keep=what == "commit")
            opened.discard(which[0])
        elif what == "sync":
            phones[which[0]].sync()
        elif what == "tidy":
            changes.tidy()
    for number in opened:
        writers[number].end()

    fresh = Phone(phones[0].user)
    for phone in (fresh, *phones):
        phone.sync()
        assert phone.people == fresh.people


@pytest.fixture
def phones(town):
    somebody = user("VOLUNTEER", town)
    return [Phone(somebody), Phone(somebody)]


def test_tidying_keeps_the_newest_trace_of_each(town, writers):
    person = Person.objects.first()
    for _number in range(3):
        until_all_have_ended()
        writers[0].write(person)
    before = Trace.objects.filter(person_id=person.pk).order_by("-xid").values_list("xid", flat=True)[0]

    changes.tidy()

    assert list(Trace.objects.filter(person_id=person.pk).values_list("xid", flat=True)) == [before]


def test_tidying_loses_nothing_that_was_committed_out_of_order(town, writers):
    early, late = writers[:2]
    person = Person.objects.first()
    phone = Phone(user("VOLUNTEER", town))
    early.begin()
    slow = early.write(person)
    quick = late.write(person)
    phone.sync()
    early.end()
    changes.tidy()

    phone.sync()

    assert needs(phone) == {slow, quick}


def test_traces_of_a_later_life_of_the_database_are_swept_out(town):
    """Restored from a copy, it counts its transactions anew."""
    Trace.objects.create(xid=2**61, person_id=1, area_key=1, settled=0)

    changes.tidy()

    assert not Trace.objects.filter(xid=2**61).exists()


@contextmanager
def counted():
    """How many traces were left meanwhile."""
    before = Trace.objects.count()
    told = []
    yield told
    told.append(Trace.objects.count() - before)


def test_one_transaction_leaves_one_trace_of_a_person_however_much_it_writes(town, writers):
    person = Person.objects.first()
    with counted() as told:
        writers[0].begin()
        for _number in range(5):
            writers[0].write(person)
        writers[0].end()

    assert told == [1]


def test_what_was_rolled_back_leaves_no_trace(town):
    with counted() as told, transaction.atomic():
        Person.objects.update(phone="0812345678")
        transaction.set_rollback(True)

    assert told == [0]


def test_rows_that_wait_for_a_human_leave_no_trace(town):
    with counted() as told:
        testing.delivered(testing.source_list(town), testing.row("สมศรี ใจดี", area=place("930501")))

    assert told == [0]

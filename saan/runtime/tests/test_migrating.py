"""Tables are changed while others use them."""

import threading

import psycopg
import pytest
from django.db import OperationalError, connection

from saan.runtime.errors import CannotRun
from saan.runtime.migrating import migrate, patiently

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.fixture
def other(db):
    """A connection of somebody else."""
    place = connection.settings_dict
    address = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
    with psycopg.connect(address) as made:
        yield made


@pytest.fixture
def table(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE shelf (id int PRIMARY KEY); INSERT INTO shelf VALUES (1)")
        yield "shelf"
        cursor.execute("DROP TABLE IF EXISTS shelf")


def widen():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE shelf ADD width int")


def test_change_waits_for_whoever_uses_the_table_and_is_made_once_they_are_done(table, other):
    said = []
    other.execute("UPDATE shelf SET id = 2")

    def refused(sentence):
        said.append(sentence)
        other.commit()

    patiently(widen, refused)

    assert len(said) == 1
    assert other.execute("SELECT width FROM shelf").fetchall() == [(None,)]


def test_whoever_comes_while_a_change_waits_is_not_kept_waiting(table, other):
    place, passed = connection.settings_dict, []
    address = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
    other.execute("UPDATE shelf SET id = 2")

    def come():
        # The one before still holds the table: this one gets past the change that stands between them.
        with psycopg.connect(address) as third:
            third.execute("INSERT INTO shelf VALUES (7)")
            passed.append(True)
        other.commit()

    comer = threading.Thread(target=come)
    patiently(widen, lambda said: None if comer.ident else comer.start())
    comer.join()

    assert passed


def test_change_that_never_gets_its_table_says_so_and_has_changed_nothing(table, other):
    other.execute("UPDATE shelf SET id = 2")

    with pytest.raises(CannotRun, match="in use"):
        patiently(widen, lambda said: None, patience=0)

    with pytest.raises(psycopg.errors.UndefinedColumn):
        other.execute("SELECT width FROM shelf")
    other.rollback()


def test_a_fault_of_the_change_itself_is_not_tried_again(table):
    def wrong():
        raise OperationalError("the disk is full")

    with pytest.raises(OperationalError, match="disk"):
        patiently(wrong, pytest.fail)


def test_afterwards_locks_are_waited_for_as_before(table):
    migrate(pytest.fail)

    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)

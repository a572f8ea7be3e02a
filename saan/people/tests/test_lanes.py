"""Two lanes over one connection."""

import threading

import polars as pl
import pytest
from django.db import DatabaseError, connection, transaction

from saan.people import bulk, lanes

pytestmark = pytest.mark.django_db


def written(name, rows):
    bulk.run(f"CREATE TEMP TABLE {name} (n int) ON COMMIT DROP")
    for start in range(0, rows, 100):
        bulk.copy_frame(pl.DataFrame({"n": range(start, start + 100)}), name)
        bulk.run(f"UPDATE {name} SET n = n WHERE n = %s", start)
    return bulk.column(f"SELECT count(*) FROM {name}")[0]


def test_two_lanes_copy_and_ask_in_one_transaction_without_cutting_into_each_other():
    assert lanes.beside(lambda: written("one", 5_000), lambda: written("other", 5_000)) == (5_000, 5_000)
    assert bulk.column("SELECT count(*) FROM one CROSS JOIN LATERAL (SELECT FROM other LIMIT 1) x") == [5_000]


def test_the_earlier_of_two_failures_is_told_and_the_connection_is_ours_again():
    failed = threading.Event()

    def fails():
        try:
            bulk.run("SELECT 1 / 0")
        finally:
            failed.set()

    def comes_later():
        failed.wait()
        bulk.run("SELECT 1")

    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic():
        lanes.beside(comes_later, fails)

    assert bulk.column("SELECT 1") == [1]
    assert not connection.allow_thread_sharing


def test_what_is_made_ahead_comes_in_order_and_its_failure_too():
    def made():
        yield from "abc"
        raise ValueError("the fourth")

    pieces = lanes.ahead(made())

    assert [next(pieces) for _ in "abc"] == ["a", "b", "c"]
    with pytest.raises(ValueError, match="the fourth"):
        next(pieces)

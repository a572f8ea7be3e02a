"""Work for both the processor and the database, side by side over one connection and in one transaction.

lanes.beside(lambda: write_persons(ids), lambda: linking.renew_keys(ids))
for piece in lanes.ahead(made_one_by_one): bulk.copy_csv(piece, …)
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import RLock, Thread
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections

Piece = TypeVar("Piece")
_turns: WeakKeyDictionary[Any, AbstractContextManager[Any]] = WeakKeyDictionary()


def beside(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """What both give: while one waits for the database, the other computes.

    Neither may need what the other writes, nor open a transaction or savepoint. Of two failures the earlier is raised,
    for after it the other only hears that the transaction is lost.
    """
    ours, found, failures = connections[DEFAULT_DB_ALIAS], {}, []

    def run(deed):
        try:
            found[deed] = deed()
        except BaseException as failure:
            failures.append(failure)

    with _shared(ours):
        lane = Thread(target=_over, args=(ours, lambda: run(second)))
        lane.start()
        run(first)
        lane.join()
    if failures:
        raise failures[0]
    return found[first], found[second]


def turn() -> AbstractContextManager[Any]:
    """The block speaks to the database, and nobody beside it does meanwhile. Of single statements Django sees to it."""
    return _turns.get(connections[DEFAULT_DB_ALIAS]) or nullcontext()


def ahead(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same pieces, each made while the one before it is used; making them may not ask the database."""
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, pieces, None)
        while (piece := waiting.result()) is not None:
            waiting = pool.submit(next, pieces, None)
            yield piece


@contextmanager
def _shared(ours):
    _turns[ours] = turns = RLock()

    def in_turn(execute, *statement):
        with turns:
            return execute(*statement)

    ours.inc_thread_sharing()
    try:
        with ours.execute_wrapper(in_turn):
            yield
    finally:
        ours.dec_thread_sharing()
        del _turns[ours]


def _over(ours, deed):
    connections[DEFAULT_DB_ALIAS] = ours  # of this thread, which would otherwise open one of its own
    try:
        deed()
    finally:
        del connections[DEFAULT_DB_ALIAS]

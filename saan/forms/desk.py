"""Where arrivals of many phones are kept together: whatever has come while the last ones were being written goes in
the next transaction, so that a busy hour costs few commits. Nobody hears of a receipt before its commit."""

import asyncio
import logging
import queue
import threading

from django.db import close_old_connections

from saan.forms import catalogue, receiving, waking
from saan.forms.devices import KEYS
from saan.forms.models import ReceiptState

log = logging.getLogger(__name__)
MOST = 100


class Desk:
    """One thread with one connection; started by the first arrival."""

    def __init__(self):
        self._waiting: queue.SimpleQueue = queue.SimpleQueue()
        self._thread, self._lock = None, threading.Lock()

    def keep(self, arrival):
        """An awaitable: the state of the receipt, once it is safe. Raises what the database raised."""
        if self._thread is None:
            self._open()
        future = asyncio.get_running_loop().create_future()
        self._waiting.put((arrival, future))
        return future

    def _open(self):
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True, name="desk")
                self._thread.start()

    def _work(self):
        while True:
            came = [self._waiting.get()]
            while len(came) < MOST:
                try:
                    came.append(self._waiting.get_nowait())
                except queue.Empty:
                    break
            self._keep(came)
            _look_again(came)

    def _keep(self, came):
        try:
            states = _stored([arrival for arrival, _future in came])
        except Exception as error:
            states = error
        by_loop = {}
        for arrival, future in came:
            outcome = states if isinstance(states, Exception) else states[arrival.name]
            by_loop.setdefault(future.get_loop(), []).append((future, outcome))
        for loop, told in by_loop.items():
            loop.call_soon_threadsafe(_tell, told)
        if not isinstance(states, Exception) and ReceiptState.WAITING in states.values():
            waking.wake()


def _stored(arrivals):
    """In one transaction; where one of them spoils it, each in its own."""
    close_old_connections()
    try:
        return receiving.store(arrivals)
    except Exception:
        if len(arrivals) == 1:
            raise
        close_old_connections()
        return _stored_alone(arrivals)


def _stored_alone(arrivals):
    states, failure = {}, None
    for each in arrivals:
        try:
            states |= receiving.store([each])
        except Exception as error:
            failure = error
            states[each.name] = error
    if failure is not None and all(isinstance(state, Exception) for state in states.values()):
        raise failure
    return states


def _tell(told):
    for future, outcome in told:
        if future.cancelled():
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)


def _look_again(came):
    """What the short way has to know of these senders and their forms is asked here, where nobody waits for it."""
    try:
        KEYS.look_again()
        for organisation_id, code, version in {_of_form(arrival) for arrival, _future in came}:
            catalogue.version(organisation_id, code, version)
    except Exception:
        log.warning("Keys and forms could not be looked up; the long way does it", exc_info=True)


def _of_form(arrival):
    return arrival.organisation_id, arrival.envelope.form_code, arrival.envelope.form_version


DESK = Desk()

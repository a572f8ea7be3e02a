"""How a step of a batch is worked on: by one worker at a time, with a pulse others can see, and an end in every case.

The lock is a session's advisory lock on a connection of its own, so it is gone the moment its worker is. The same
connection carries the progress, which must be seen while the step's own transaction is still open.
"""

import gc
import logging
import time
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from saan.intake.models import Batch
from saan.shared.crypto import SealBroken
from saan.shared.errors import Refused
from sheets import Unreadable

log = logging.getLogger(__name__)

LOCK = 20698
ATTEMPTS = 4
BEAT_SECONDS = 0.4
SELDOM = 100_000, 10, 50


class Pulse:
    """The sign of life of one batch: `pulse(done, total)` and `pulse.phase("LINK")` as often as one likes."""

    def __init__(self, batch_id, own):
        self.batch_id, self._own, self._last = batch_id, own, 0.0

    def __call__(self, done, total):
        if time.monotonic() - self._last > BEAT_SECONDS or done >= total:
            self._write(progress_done=done, progress_total=total)

    def phase(self, name, total=0):
        self._write(phase=name, progress_done=0, progress_total=total)

    def _write(self, **columns):
        self._last = time.monotonic()
        columns["beat_at"] = timezone.now()
        assignments = ", ".join(f"{name} = %s" for name in columns)
        with self._own.cursor() as cursor:
            cursor.execute(f"UPDATE intake_batch SET {assignments} WHERE id = %s", [*columns.values(), self.batch_id])


@contextmanager
def alone_on(batch_id):
    """A Pulse, or None when another worker is at this batch."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, batch_id])
            is_ours = cursor.fetchone()[0]
        yield Pulse(batch_id, own) if is_ours else None
    finally:
        own.close()


def step(batch_id, state, deed):
    """Do `deed(batch, pulse)` if the batch still waits in `state`; whatever happens, the batch says so."""
    _collect_seldom()
    with alone_on(batch_id) as pulse:
        batch = Batch.objects.filter(pk=batch_id, state=state).select_related("source_list", "delivery").first()
        if pulse is None or batch is None:
            return
        if batch.attempts >= ATTEMPTS:
            return fail(batch, "GAVE_UP")
        batch.attempts += 1
        batch.save(update_fields=["attempts"])
        _try(batch, deed, pulse)


def _collect_seldom():
    """A list is very many objects, nearly all of which stay until its end: looking through them for loops again and
    again took a tenth of the processor's time."""
    if gc.get_threshold() != SELDOM:
        gc.collect()
        gc.freeze()
        gc.set_threshold(*SELDOM)


def _try(batch, deed, pulse):
    try:
        deed(batch, pulse)
    except Unreadable as refusal:
        fail(batch, refusal.code, **refusal.facts)
    except SealBroken:
        fail(batch, "FILE_ALTERED")
    except Refused as refusal:
        fail(batch, "REFUSED", message=str(refusal))
    except (OperationalError, InterfaceError):
        raise  # the database is away: the job comes again
    except Exception:
        log.exception("Batch %s failed while %s", batch.pk, batch.state)
        fail(batch, "OUR_FAULT")


def fail(batch, code, **facts):
    """The batch stops and says why; what was being done is remembered for another try."""
    Batch.objects.filter(pk=batch.pk, state=batch.state).update(
        state="FAILED", error_code=code, error_facts={**facts, "step": batch.state}, phase="", attempts=0
    )


def move(batch, *, before, after, **columns):
    """Compare and set: true for the one caller who moved the batch on."""
    columns = {"phase": "", "attempts": 0, "progress_done": 0, "progress_total": 0, "error_code": "", **columns}
    return bool(Batch.objects.filter(pk=batch.pk, state=before).update(state=after, **columns))

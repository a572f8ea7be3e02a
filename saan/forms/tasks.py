"""Working on what has been received, soon and at the latest when somebody looks after it again."""

import logging
from contextlib import suppress

from django.db import close_old_connections, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from saan.forms import landing, receiving
from saan.forms.models import Attachment, Receipt, ReceiptState
from saan.people import bulk
from saan.shared import vault

log = logging.getLogger(__name__)

LOCK = "forms.land"
IS_QUEUED = "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo')"
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext(%s))"


@app.task(name="forms.land", queue="forms", queueing_lock=LOCK)
def land():
    """Make submissions of what waits, until nothing does."""
    _drop_stale_connections()
    try:
        landing.drain()
    finally:
        _drop_stale_connections()


@app.periodic(cron="* * * * * */10")
@app.task(name="forms.land_leftovers", queue="forms", queueing_lock="forms.land_leftovers")
def land_leftovers(timestamp):
    """What a killed worker, or a web that could not queue a job, left lying."""
    if Receipt.objects.filter(state=ReceiptState.WAITING).exists():
        land()


@app.periodic(cron="50 3 * * *")
@app.task(name="forms.tidy", queue="forms", queueing_lock="forms.tidy")
def tidy(timestamp):
    """Remove files that no submission knows: their upload was cut off between the disk and the database."""
    vault.remove_unknown(receiving.FOLDER, set(Attachment.objects.values_list("path", flat=True)))


def wake():
    """Something waits: one job is enough, however many say so."""
    try:
        _queue_once()
    except Exception:  # kept and acknowledged all the same: whoever looks after leftovers will find it
        log.warning("No job could be queued for what was received", exc_info=True)


def _queue_once():
    if _is_queued():
        return
    # Many learn at once that nothing is queued; the second of them would only fill the database's log with its error.
    with suppress(AlreadyEnqueued), transaction.atomic():
        bulk.fetch(ONE_AT_A_TIME, LOCK)
        if not _is_queued():
            land.defer()


def _is_queued():
    return bulk.column(IS_QUEUED, LOCK)[0]


def _drop_stale_connections():
    # Inside a transaction there is a caller who needs the connection.
    if not connection.in_atomic_block:
        close_old_connections()

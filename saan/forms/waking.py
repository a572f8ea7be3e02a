"""That something waits to be worked on is said here, by those who received it; the work itself is in `tasks`."""

import logging
from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from saan.people import bulk

log = logging.getLogger(__name__)

JOB, QUEUE = "forms.land", "forms"  # its lock is called like itself: one waits at a time
IS_QUEUED = "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo')"
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext(%s))"


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
        bulk.fetch(ONE_AT_A_TIME, JOB)
        if not _is_queued():
            app.configure_task(JOB, queue=QUEUE, queueing_lock=JOB).defer()


def _is_queued():
    return bulk.column(IS_QUEUED, JOB)[0]

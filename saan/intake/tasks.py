"""The steps of a batch that take time. Each may be begun any number of times and is done once (working.step)."""

from datetime import datetime

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from saan.intake import committing
from saan.intake.models import BatchState as State
from saan.intake.models import StoredFile
from saan.intake.working import step
from saan.shared import vault

# The database was away for a moment; a worker that was killed is another matter (saan.runtime.jobs).
AGAIN = RetryStrategy(max_attempts=6, wait=3, retry_exceptions={OperationalError, InterfaceError})


def _task(name):
    return app.task(name=f"intake.{name}", queue="intake", retry=AGAIN)


@_task("read")
def read(batch_id, by_id, at):
    """Find the tables in the files and what their columns mean."""
    from saan.intake import reading  # here, because every process of the house knows its tasks, and few need polars

    _step(batch_id, State.READING, reading.read)


@_task("stage")
def stage(batch_id, by_id, at):
    """Check every row, lay it down as a source record, and find what it would change."""
    from saan.intake import staging

    _step(batch_id, State.STAGING, staging.stage)


@_task("commit")
def commit(batch_id, by_id, at):
    """Let the rows count."""
    _step(batch_id, State.COMMITTING, committing.commit, by_id=by_id, at=datetime.fromisoformat(at))


@_task("undo")
def undo(batch_id, by_id, at):
    """Take the rows back."""
    _step(batch_id, State.UNDOING, committing.undo, by_id=by_id, at=datetime.fromisoformat(at))


@app.periodic(cron="40 3 * * *")
@app.task(name="intake.tidy", queue="intake", queueing_lock="intake.tidy")
def tidy(timestamp):
    """Remove files that no batch knows: their upload was cut off between the disk and the database."""
    vault.remove_unknown("intake", set(StoredFile.objects.values_list("path", flat=True)))


def _step(batch_id, state, deed, **who_and_when):
    _drop_stale_connections()
    try:
        step(batch_id, state, lambda batch, pulse: deed(batch, pulse, **who_and_when))
    finally:
        _drop_stale_connections()


def _drop_stale_connections():
    # Inside a transaction there is a caller who needs the connection.
    if not connection.in_atomic_block:
        close_old_connections()

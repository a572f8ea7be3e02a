"""Working on what has been received, soon and at the latest when somebody looks after it again."""

from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from saan.forms import asides, landing, receiving, waking
from saan.forms.models import Attachment, Receipt, ReceiptState
from saan.shared import vault


@app.task(name=waking.JOB, queue=waking.QUEUE, queueing_lock=waking.JOB)
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
    """What a killed worker, or a web that could not queue a job, left lying, and what need not wait any more."""
    asides.heal_late()
    if Receipt.objects.filter(state=ReceiptState.WAITING).exists():
        land()


@app.periodic(cron="50 3 * * *")
@app.task(name="forms.tidy", queue="forms", queueing_lock="forms.tidy")
def tidy(timestamp):
    """Remove files that no submission knows: their upload was cut off between the disk and the database."""
    vault.remove_unknown(receiving.FOLDER, set(Attachment.objects.values_list("path", flat=True)))


def _drop_stale_connections():
    # Inside a transaction there is a caller who needs the connection.
    if not connection.in_atomic_block:
        close_old_connections()

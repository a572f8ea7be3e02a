"""Work that the field asks of the worker."""

from procrastinate.contrib.django import app

from saan.field import changes


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="field.tidy", pass_context=False)
def tidy_traces(timestamp):
    """Forget which older transactions touched somebody whom a newer one touched again."""
    changes.tidy()

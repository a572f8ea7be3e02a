"""Work that the trail asks of the worker."""

from procrastinate.contrib.django import app

from saan.audit.sealing import seal


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="audit.seal", pass_context=False)
def seal_the_trail(timestamp):
    """Chain what was written in the last minute."""
    seal()

"""Work of this room for the worker."""

from procrastinate.contrib.django import app

from saan.shared import resealing


@app.periodic(cron="20 2 * * *")
@app.task(name="shared.reseal", queueing_lock="shared.reseal")
def reseal(timestamp=None):
    """Seal under the newest key what is under an older one. At night for what was on its way when the key was new."""
    resealing.reseal()

"""Work that the partners ask of the worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from saan.partners import actions


@app.periodic(cron="10 5 * * *")
@app.task(queueing_lock="partners.expiry", pass_context=False)
def warn_of_expiring_agreements(timestamp):
    """Every morning, before people come to work."""
    actions.warn_of_expiry(at=timezone.now())

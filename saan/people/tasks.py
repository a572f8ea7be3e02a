"""What the registry does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from linkage.edition import EDITION


@app.periodic(cron="*/10 * * * *")
@app.task(name="people.renew_edition", queue="people", queueing_lock="people.renew_edition")
def renew_edition(timestamp):
    """After an update of the program that finds people by other keys: everybody's keys anew."""
    from saan.people.models import KeyEdition

    if not KeyEdition.objects.filter(edition=EDITION).exists():
        from saan.people import linking  # here, because every process of the house knows its tasks, and few need polars

        linking.renew_edition()


@app.periodic(cron="*/10 * * * *")
@app.task(name="people.learn", queue="people", queueing_lock="people.learn")
def learn(timestamp):
    """After enough new answers about who is one person: what they say of the model's probabilities."""
    from saan.people import learning

    if learning.is_due():
        from saan.people import linking

        linking.learn(at=timezone.now())

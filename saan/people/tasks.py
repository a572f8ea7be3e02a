"""What the registry does by itself."""

from procrastinate.contrib.django import app


@app.periodic(cron="*/10 * * * *")
@app.task(name="people.renew_edition", queue="people", queueing_lock="people.renew_edition")
def renew_edition(timestamp):
    """After an update of the program that finds people by other keys: everybody's keys anew."""
    from saan.people import linking  # here, because every process of the house knows its tasks, and few need polars

    linking.renew_edition()

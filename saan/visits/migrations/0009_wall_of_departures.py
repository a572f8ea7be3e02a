"""Departures are seen like everything about a person, whom they follow."""

from django.db import migrations

from saan.people.following import trigger
from saan.shared.walls import IN_REACH, SHARED, raise_wall, take_down

POLICIES = {"visits_departure": (f"{IN_REACH} AND {SHARED}", SHARED)}


class Migration(migrations.Migration):
    dependencies = [("visits", "0008_alert_waits_once"), ("shared", "0001_roles")]
    operations = [
        migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES)),
        migrations.RunSQL(trigger("visits_departure"), "DROP TRIGGER visits_departure_follows ON people_person"),
    ]

"""Row-level security, and rows that follow their person."""

from django.db import migrations

from saan.people.following import trigger
from saan.shared.walls import IN_REACH, OWN, SHARED, raise_wall, seen_with, take_down

FOLLOWERS = ["visits_visit", "visits_observation", "visits_alert", "visits_charge"]
POLICIES = dict.fromkeys(FOLLOWERS, (f"{IN_REACH} AND {SHARED}", SHARED))
POLICIES["visits_charge"] = (f"{IN_REACH} AND organisation_id = {OWN}", f"organisation_id = {OWN}")
POLICIES["visits_pair"] = (f"organisation_id = {OWN}",) * 2
POLICIES["visits_visitpart"] = seen_with("visits_visitpart", "visit_id", "visits_visit")
UNFOLLOW = [f"DROP TRIGGER {table}_follows ON people_person" for table in FOLLOWERS]


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_tables"), ("people", "0009_uuid_and_followers"), ("shared", "0001_roles")]
    operations = [
        migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES)),
        migrations.RunSQL([trigger(table) for table in FOLLOWERS], UNFOLLOW),
    ]

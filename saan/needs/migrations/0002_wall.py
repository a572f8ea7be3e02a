"""Row-level security, and rows that follow their person."""

from django.db import migrations

from saan.people.following import trigger
from saan.shared.walls import IN_REACH, SHARED, raise_wall, seen_with, take_down

FOLLOWERS = ["needs_need", "needs_careplan"]
POLICIES = dict.fromkeys(FOLLOWERS, (f"{IN_REACH} AND {SHARED}", SHARED))
POLICIES["needs_careactivity"] = seen_with("needs_careactivity", "plan_id", "needs_careplan")
UNFOLLOW = [f"DROP TRIGGER {table}_follows ON people_person" for table in FOLLOWERS]


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_tables"), ("people", "0009_uuid_and_followers"), ("shared", "0001_roles")]
    operations = [
        migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES)),
        migrations.RunSQL([trigger(table) for table in FOLLOWERS], UNFOLLOW),
    ]

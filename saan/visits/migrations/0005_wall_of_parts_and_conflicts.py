"""Parts are seen with their visit; conflicts like everything about a person, whom they follow."""

from django.db import migrations

from saan.people.following import trigger
from saan.shared.walls import IN_REACH, SHARED, raise_wall, seen_with, take_down

POLICIES = {
    "visits_visitpart": seen_with("visits_visitpart", "visit_id", "visits_visit"),
    "visits_conflict": (f"{IN_REACH} AND {SHARED}", SHARED),
}


class Migration(migrations.Migration):
    dependencies = [("visits", "0004_parts_and_conflicts")]
    operations = [
        migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES)),
        migrations.RunSQL(trigger("visits_conflict"), "DROP TRIGGER visits_conflict_follows ON people_person"),
    ]

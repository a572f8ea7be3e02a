"""What waits about somebody waits where they live, and for whoever the visitors' organisation still shares with.

In pieces, each its own transaction; begun again, it finds done what is done.
"""

from django.db import migrations

from saan.worklist.following import brought, follows, unfollow

KEYS = {
    "visits_alert": "SELECT 'visits.alert:' || ($2).uuid || ':' || told FROM unnest(($2).told_ids) told",
    "visits_departure": "SELECT 'visits.departure:' || ($2).id || ':' || told FROM unnest(($2).told_ids) told",
    "visits_conflict": "SELECT 'visits.conflict:' || ($2).id",
}
GIVEN = [
    f"""
    UPDATE worklist_item item SET giver_id = at.organisation_id
    FROM (SELECT about.organisation_id, told.key FROM {table} about CROSS JOIN LATERAL ({keys}) told(key)) at
    WHERE item.key = at.key AND item.giver_id IS NULL AND item.done_at IS NULL
    """
    for table, keys in ((table, keys.replace("($2)", "about")) for table, keys in KEYS.items())
]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("visits", "0009_wall_of_departures"), ("worklist", "0005_wall_of_givers")]
    operations = [
        *(migrations.RunSQL(follows(table, keys), unfollow(table)) for table, keys in KEYS.items()),
        *(migrations.RunSQL(brought(table, keys), migrations.RunSQL.noop) for table, keys in KEYS.items()),
        *(migrations.RunSQL(given, migrations.RunSQL.noop) for given in GIVEN),
    ]

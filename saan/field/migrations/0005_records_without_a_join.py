"""Which records changed is found by difference: a trigger keeps its plan, and a join planned for ten rows is a loop
within a loop for a hundred thousand."""

from django.db import migrations

from saan.field.tracing import trigger, untraced

TABLE, EVENT = "people_sourcerecord", "UPDATE"
OF_PERSON = "SELECT id AS person_id, area_key FROM people_person WHERE id IN (SELECT person_id FROM rows)"
COUNTS = "SELECT id, standing, person_id FROM"
CHANGED = (
    f"SELECT person_id FROM (({COUNTS} before EXCEPT {COUNTS} now) UNION ALL ({COUNTS} now EXCEPT {COUNTS} before)) one"
)
JOINED = """
    SELECT unnest(ARRAY[before.person_id, now.person_id]) AS person_id FROM before JOIN now USING (id)
    WHERE (before.standing, before.person_id) IS DISTINCT FROM (now.standing, now.person_id)"""


def told_by(rows):
    return [*untraced(TABLE, [EVENT]), *trigger(TABLE, EVENT, rows, OF_PERSON)]


class Migration(migrations.Migration):
    dependencies = [("field", "0004_parts_of_visits")]
    operations = [migrations.RunSQL(told_by(CHANGED), told_by(JOINED))]

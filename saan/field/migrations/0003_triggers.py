"""Whatever phones hold of a person leaves a trace when it changes."""

from django.db import migrations

from saan.field.tracing import traced, trigger, untraced

# {table: (its columns that matter, whom a change of them is about)}
OWN = ("person_id, area_key", "SELECT person_id, area_key FROM rows WHERE person_id IS NOT NULL")
OF_PERSON = "SELECT id AS person_id, area_key FROM people_person WHERE id IN (SELECT person_id FROM rows)"
TABLES = {
    "people_choice": ("person_id", OF_PERSON),
    **dict.fromkeys(("visits_visit", "visits_observation", "visits_alert", "visits_charge"), OWN),
    **dict.fromkeys(("needs_need", "needs_careplan"), OWN),
    "needs_careactivity": (
        "plan_id",
        "SELECT person_id, area_key FROM needs_careplan WHERE id IN (SELECT plan_id FROM rows)",
    ),
}
PERSONS = {
    "INSERT": "SELECT id, area_key FROM now",
    "UPDATE": "SELECT id, area_key FROM before UNION ALL SELECT id, area_key FROM now",
    "DELETE": "SELECT id, area_key, uuid FROM before",
}
# A list of a hundred thousand rows lies staged without persons; only where a row begins or ceases to count is it news.
RECORDS = {
    "INSERT": "SELECT person_id FROM now WHERE standing = 'CURRENT'",
    "UPDATE": """
        SELECT unnest(ARRAY[before.person_id, now.person_id]) AS person_id FROM before JOIN now USING (id)
        WHERE (before.standing, before.person_id) IS DISTINCT FROM (now.standing, now.person_id)""",
}


def statements():
    for table, (columns, touched) in TABLES.items():
        yield from traced(table, columns, touched)
    for event, rows in RECORDS.items():
        yield from trigger("people_sourcerecord", event, rows, OF_PERSON)
    for event in ("INSERT", "UPDATE"):
        yield from trigger("people_person", event, PERSONS[event], "SELECT id AS person_id, area_key FROM rows")
    # The name of whoever is gone stays, also where the same transaction has touched them before.
    yield from trigger(
        "people_person",
        "DELETE",
        PERSONS["DELETE"],
        "SELECT id AS person_id, area_key, uuid FROM rows",
        uuid="uuid",
        again="UPDATE SET uuid = excluded.uuid",
    )


def undo():
    for table in (*TABLES, "people_person"):
        yield from untraced(table)
    yield from untraced("people_sourcerecord", tuple(RECORDS))


class Migration(migrations.Migration):
    dependencies = [
        ("field", "0002_trace_by_transaction"),
        ("people", "0009_uuid_and_followers"),
        ("needs", "0002_wall"),
        ("visits", "0002_wall"),
    ]
    operations = [migrations.RunSQL(list(statements()), list(undo()))]

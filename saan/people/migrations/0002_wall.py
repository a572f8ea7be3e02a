"""Row-level security on everything about persons: the second wall, should a query forget to filter.

Settings are read through sub-selects, so that each is evaluated once and the area range stays an index condition.
"""

from django.db import migrations

LOW = "(SELECT current_setting('saan.low', true)::int8)"
HIGH = "(SELECT current_setting('saan.high', true)::int8)"
RANGES = "(SELECT current_setting('saan.ranges', true)::int8multirange)"
HOLDERS = "(SELECT current_setting('saan.holders', true)::int4[])"
GIVERS = "(SELECT current_setting('saan.givers', true)::int8[])::int8[]"  # or ANY would take it for rows
OWN = "(SELECT nullif(current_setting('saan.organisation', true), '')::int8)"

IN_REACH = f"area_key BETWEEN {LOW} AND {HIGH} AND {RANGES} @> area_key"
SHARED_PERSON = f"holder_ids && {HOLDERS}"
SHARED_RECORD = f"organisation_id = ANY ({GIVERS})"

POLICIES = {
    "people_person": (f"{IN_REACH} AND {SHARED_PERSON}", SHARED_PERSON),
    "people_household": (IN_REACH, "true"),
    "people_sourcerecord": (f"organisation_id = {OWN} OR ({IN_REACH} AND {SHARED_RECORD})", SHARED_RECORD),
}
# Rows that hang on one person are seen with that person; the inner query is under the person's own policy.
OF_A_PERSON = {
    "people_matchkey": "person_id",
    "people_choice": "person_id",
    "people_consent": "person_id",
    "people_merge": "survivor_id",
    "people_matchcase": "right_id",
}


def statements():
    policies = dict(POLICIES)
    for table, column in OF_A_PERSON.items():
        seen = f"EXISTS (SELECT FROM people_person p WHERE p.id = {table}.{column})"
        policies[table] = (seen, seen)
    for table, (web, everywhere) in policies.items():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"CREATE POLICY within_reach ON {table} TO saan_web USING ({web}) WITH CHECK (true)"
        yield f"CREATE POLICY within_country ON {table} TO saan_everywhere USING ({everywhere}) WITH CHECK (true)"


def undo():
    for table in [*POLICIES, *OF_A_PERSON]:
        yield f"DROP POLICY within_reach ON {table}"
        yield f"DROP POLICY within_country ON {table}"
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"


class Migration(migrations.Migration):
    dependencies = [("people", "0001_tables"), ("shared", "0001_roles")]
    operations = [migrations.RunSQL(list(statements()), list(undo()))]

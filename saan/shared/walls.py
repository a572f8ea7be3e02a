"""The words of row-level security, for the migrations that raise the second wall around tables about persons.

Settings are read through sub-selects, so that each is evaluated once and the area range stays an index condition
(docs/adr/0003). {table: (policy for saan_web, policy for saan_everywhere)}.
"""

LOW = "(SELECT current_setting('saan.low', true)::int8)"
HIGH = "(SELECT current_setting('saan.high', true)::int8)"
RANGES = "(SELECT current_setting('saan.ranges', true)::int8multirange)"
GIVERS = "(SELECT current_setting('saan.givers', true)::int8[])::int8[]"  # or ANY would take it for rows
HOLDERS = "(SELECT current_setting('saan.holders', true)::int8[])::int8[]"
OWN = "(SELECT nullif(current_setting('saan.organisation', true), '')::int8)"

IN_REACH = f"area_key BETWEEN {LOW} AND {HIGH} AND {RANGES} @> area_key"
SHARED = f"organisation_id = ANY ({GIVERS})"
OURS = f"organisation_id = {OWN}"
PLATFORM = f"(SELECT EXISTS (SELECT FROM partners_organisation o WHERE o.id = {OWN} AND o.kind = 'PLATFORM'))"


def seen_with(table, column, parent):
    """The row is seen with its parent; the inner query is under the parent's own policy."""
    seen = f"EXISTS (SELECT FROM {parent} p WHERE p.id = {table}.{column})"
    return seen, seen


def move_wall(policies):
    """The statements that make a wall stand elsewhere."""
    return [
        f"ALTER POLICY {name} ON {table} USING ({seen})"
        for table, both in policies.items()
        for name, seen in zip(("within_reach", "within_country"), both, strict=True)
    ]


def raise_wall(policies):
    """The statements that raise it."""
    statements = []
    for table, (web, everywhere) in policies.items():
        statements += [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY within_reach ON {table} TO saan_web USING ({web}) WITH CHECK (true)",
            f"CREATE POLICY within_country ON {table} TO saan_everywhere USING ({everywhere}) WITH CHECK (true)",
        ]
    return statements


def take_down(policies):
    return [
        statement
        for table in policies
        for statement in (
            f"DROP POLICY within_reach ON {table}",
            f"DROP POLICY within_country ON {table}",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        )
    ]

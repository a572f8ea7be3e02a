"""The words of the triggers that leave traces, for the migrations that put them up.

One statement for all rows of a statement. Each trigger has its own function, whose plan PostgreSQL then keeps: a
landing answer passes half a dozen of them. SECURITY DEFINER, for the caller's wall may hide the person whom a change
takes away from the caller.
"""

# What a trigger calls the rows before and after, by what happens.
TRANSITION = {
    "INSERT": "NEW TABLE AS now",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS now",
    "DELETE": "OLD TABLE AS before",
}
ROWS = {
    "INSERT": "SELECT {} FROM now",
    "UPDATE": "SELECT {0} FROM before UNION ALL SELECT {0} FROM now",
    "DELETE": "SELECT {} FROM before",
}


def traced(table, columns, touched):
    """The statements by which every change of `table` is traced.

    touched: SQL for the (person_id, area_key) that a change of `rows`, its `columns` before and after, is about.
    """
    for event, rows in ROWS.items():
        yield from trigger(table, event, rows.format(columns), touched)


def trigger(table, event, rows, touched, *, uuid="NULL::uuid", again="NOTHING"):
    name = f"{table}_{event.lower()}_traced"
    yield f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        BEGIN
            INSERT INTO field_trace (xid, person_id, area_key, settled, uuid)
            SELECT pg_current_xact_id()::text::int8, touched.person_id, touched.area_key,
                   pg_snapshot_xmin(pg_current_snapshot())::text::int8, {uuid}
            FROM ({touched.replace("FROM rows", f"FROM ({rows}) rows")}) touched
            ON CONFLICT (xid, person_id, area_key) DO {again};
            RETURN NULL;
        END $$"""
    yield (
        f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {TRANSITION[event]}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def untraced(table, events=tuple(ROWS)):
    for event in events:
        name = f"{table}_{event.lower()}_traced"
        yield from (f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()")

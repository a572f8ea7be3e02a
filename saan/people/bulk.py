"""Many rows in one statement: as JSON for whole rows, as CSV for columns of numbers."""

import json

from django.db import connection

from saan.people import lanes

CHUNK = 2000


def in_chunks(rows, size=CHUNK):
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def fetch(sql, *parameters):
    """Rows as tuples."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [_written(one) for one in parameters])
        return cursor.fetchall()


def run(sql, *parameters):
    """How many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [_written(one) for one in parameters])
        return cursor.rowcount


def column(sql, *parameters):
    return [row[0] for row in fetch(sql, *parameters)]


def versions(model, pk):
    """Ids of all rows that stand one for another by `replaces`, from the first on; `pk` is one of them."""
    table = model._meta.db_table
    return column(
        f"""
        WITH RECURSIVE up AS (
            SELECT id, replaces_id FROM {table} WHERE id = %s
            UNION SELECT earlier.id, earlier.replaces_id FROM {table} earlier JOIN up ON earlier.id = up.replaces_id
        ), down AS (
            SELECT id FROM up WHERE replaces_id IS NULL
            UNION SELECT later.id FROM {table} later JOIN down ON later.replaces_id = down.id
        )
        SELECT id FROM down
        """,
        pk,
    )


def upsert(table, rows, *, keep=()):
    """Write dicts into `table` by id. Of a row already there the columns `keep` stay; an equal row is left alone."""
    for chunk in in_chunks(rows):
        names = list(chunk[0])
        changing = [name for name in names if name not in ("id", *keep)]
        columns, old, new = (
            ", ".join(f"{prefix}{name}" for name in part)
            for prefix, part in (("", names), (f"{table}.", changing), ("excluded.", changing))
        )
        run(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)"
            f" ON CONFLICT (id) DO UPDATE SET ({', '.join(changing)}) = ROW({new})"
            f" WHERE ({old}) IS DISTINCT FROM ({new})",
            json.dumps(chunk, ensure_ascii=False),
        )


def insert(table, rows):
    """Write dicts into `table`; what is there already stays as it is."""
    for chunk in in_chunks(rows):
        columns = ", ".join(chunk[0])
        run(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)"
            " ON CONFLICT DO NOTHING",
            json.dumps(chunk, ensure_ascii=False),
        )


def update(table, rows, key="id"):
    """Set the other keys of each dict where `key` is equal."""
    for chunk in in_chunks(rows):
        names = [name for name in chunk[0] if name != key]
        changes = ", ".join(f"{name} = new.{name}" for name in names)
        run(
            f"UPDATE {table} SET {changes} FROM json_populate_recordset(NULL::{table}, %s) new"
            f" WHERE {table}.{key} = new.{key}",
            json.dumps(chunk, ensure_ascii=False),
        )


def copy_rows(rows, table):
    """COPY dicts into `table`, where no row has these ids yet: half the work of an upsert."""
    if not rows:
        return
    with (
        lanes.turn(),
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(rows[0])}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(tuple(row.values()))


def as_bytea(value):
    """Bytes as JSON can carry them to PostgreSQL."""
    return None if value is None else "\\x" + bytes(value).hex()


def array(numbers):
    """Numbers as an array parameter: of a million of them, ten times as fast as a list."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _written(parameter):
    is_numbers = isinstance(parameter, list) and all(type(one) is int for one in parameter)
    return array(parameter) if is_numbers else parameter


def copy_frame(frame, table):
    """COPY a polars frame of plain columns into `table`."""
    if not frame.is_empty():
        copy_csv(frame.write_csv(include_header=False).encode(), table, frame.columns)


def copy_csv(lines, table, columns):
    """COPY lines of CSV into these columns of `table`; what stands empty and without quotes is null."""
    named = ", ".join(f'"{name}"' for name in columns)
    with (
        lanes.turn(),
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({named}) FROM STDIN (FORMAT csv)") as copy,
    ):
        copy.write(lines)

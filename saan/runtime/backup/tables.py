"""The tables of a database as streams of rows that are the same whenever the rows are."""

import hashlib
from dataclasses import dataclass

from psycopg import sql

# So that the same row is the same text on every server.
STEADY = """
SET client_encoding = 'UTF8'; SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres';
SET extra_float_digits = 1; SET bytea_output = 'hex'; SET xmlbinary = 'base64'; SET statement_timeout = 0;
SET idle_in_transaction_session_timeout = 0; SET search_path = public; SET row_security = off
"""
TABLES = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname COLLATE "C"
"""
COLUMNS = """
SELECT a.attname, t.typcategory = 'S', coalesce(a.attnum = ANY (i.indkey), false)
FROM pg_attribute a
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY a.attnum
"""
PARENTS = """
SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND NOT condeferrable AND conparentid = 0 AND conrelid <> confrelid
"""
SEQUENCES = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"


@dataclass(frozen=True)
class Digest:
    """What proves that a stream is the same: its rows (or 0 for a file), bytes and SHA-256."""

    rows: int
    bytes: int
    sha256: str


class Digester:
    """Adds a stream up to its Digest."""

    def __init__(self):
        self.hashed, self.rows, self.bytes = hashlib.sha256(), 0, 0

    def add(self, block):
        self.hashed.update(block)
        self.bytes += len(block)

    def digest(self):
        return Digest(self.rows, self.bytes, self.hashed.hexdigest())


@dataclass(frozen=True)
class Table:
    """One table: its name and columns, generated ones left out, and how its rows are put in order."""

    name: str
    columns: tuple[str, ...]
    order: tuple[sql.Composable, ...]

    @classmethod
    def named(cls, connection, name):
        found = connection.execute(COLUMNS, [sql.Identifier(name).as_string(connection)]).fetchall()
        keys = [row for row in found if row[2]]
        # Texts by their bytes: every server has its own idea of the alphabet.
        order = [
            sql.SQL('{}::text COLLATE "C"' if is_text or not keys else "{}").format(sql.Identifier(column))
            for column, is_text, _ in keys or found
        ]
        return cls(name, tuple(column for column, *_ in found), tuple(order))

    def write_to(self, connection, write):
        """Give every block of the table's rows to write; answers their digest."""
        statement = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
            self._column_list(), sql.Identifier(self.name), sql.SQL(", ").join(self.order)
        )
        digester = Digester()
        with connection.cursor() as cursor:
            with cursor.copy(statement) as copy:
                for block in copy:
                    digester.add(block)
                    write(bytes(block))
            digester.rows = cursor.rowcount
        return digester.digest()

    def read_from(self, connection, blocks):
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(self.name), self._column_list())
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for block in blocks:
                copy.write(block)

    def _column_list(self):
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))


def all_tables(connection):
    """Every table of the house, those that others point at first."""
    names = [name for (name,) in connection.execute(TABLES)]
    parents = {name: set() for name in names}
    for child, parent in connection.execute(PARENTS):
        parents[child.strip('"')].add(parent.strip('"'))
    return [Table.named(connection, name) for name in _parents_first(parents)]


def _parents_first(parents):
    from graphlib import TopologicalSorter

    return list(TopologicalSorter(parents).static_order())


def sequences(connection):
    """name → [last value, whether it was given out], of every sequence."""
    names = [name for (name,) in connection.execute(SEQUENCES).fetchall()]
    read = sql.SQL("SELECT last_value, is_called FROM {}")
    return {name: list(connection.execute(read.format(sql.Identifier(name))).fetchone()) for name in names}


def migrations(connection):
    """The migrations that made this database, as [app, name]."""
    return [list(row) for row in connection.execute("SELECT app, name FROM django_migrations ORDER BY id")]

"""A new key for what is sealed while everybody goes on: `saan rotate-key` adds it, a job seals what is there anew.

Rooms say in their apps.py what they keep sealed:

    resealing.COLUMNS["people_person", "cid_sealed"] = evidence.CID     # (table, column) → context of the seal
    resealing.OF_ANOTHER["people_keyring"] = "person_id"                # a table whose primary key is not `id`
    resealing.FILES.append(paths)                                       # () → paths in the vault
    resealing.OTHERS.append(reseal_devices)                             # () → how many values it sealed anew

A round leaves alone what the newest key has sealed, so that one that was cut off begins again and loses nothing. A
value that somebody changes meanwhile is theirs: their change has sealed it.
"""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import connection, transaction

from saan.shared import vault
from saan.shared.crypto import seal, unseal_bytes

COLUMNS: dict[tuple[str, str], str] = {}
OF_ANOTHER: dict[str, str] = {}  # table → its primary key, where that is not `id`
FILES: list[Callable[[], Iterable[str]]] = []
OTHERS: list[Callable[[], int]] = []
CHUNK = 500

NEXT = """
    SELECT {pk}, {column} FROM {table}
    WHERE {pk} > %s AND {column} IS NOT NULL AND substring({column} FROM 2 FOR 4) <> %s ORDER BY {pk} LIMIT %s
"""
WRITE = """
    UPDATE {table} t SET {column} = new.later FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[])
        new (id, former, later)
    WHERE t.{pk} = new.id AND t.{column} = new.former
"""
COUNT = "SELECT substring({column} FROM 2 FOR 4), count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1"


def reseal() -> int:
    """Seal under the newest key what is under an older one; how many values and files that were."""
    values = sum(_reseal_column(table, column, context) for (table, column), context in sorted(COLUMNS.items()))
    files = sum(vault.reseal(path) for paths in FILES for path in paths())
    return values + files + sum(other() for other in OTHERS)


def used_keys() -> set[int]:
    """The numbers of the keys under which anything is sealed; the few other values are sealed anew on the way."""
    for other in OTHERS:
        other()
    in_columns = {
        int.from_bytes(bytes(number), "big")
        for table, column in COLUMNS
        for number, _count in _asked(COUNT.format(table=table, column=column))
    }
    return in_columns.union(*(vault.key_numbers(path) for paths in FILES for path in paths()))


def _reseal_column(table, column, context):
    done, last = 0, 0
    while rows := _older(table, column, last):
        done += _write(table, column, [(pk, old, seal(unseal_bytes(old, context), context)) for pk, old in rows])
        last = rows[-1][0]
    return done


def _older(table, column, last):
    newest = settings.SECRETS.newest_key.to_bytes(4, "big")
    return [(pk, bytes(old)) for pk, old in _asked(_of(NEXT, table, column), last, newest, CHUNK)]


@transaction.atomic
def _write(table, column, rows):
    with connection.cursor() as cursor:
        # Nobody's data has changed: phones need not hear of it (field.migrations).
        cursor.execute("SELECT set_config('saan.resealing', 'on', true)")
        cursor.execute(_of(WRITE, table, column), [list(one) for one in zip(*rows, strict=True)])
        return cursor.rowcount


def _of(statement, table, column):
    return statement.format(table=table, column=column, pk=OF_ANOTHER.get(table, "id"))


def _asked(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()

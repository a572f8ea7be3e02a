"""Records as the linkage library takes them. Citizen IDs are opened in memory only, and only here."""

import json
from functools import cache

import numpy as np
import polars as pl
from polars import col, when

import linkage
from linkage import keys
from linkage.features import Rows
from linkage.linking import judged
from linkage.plain import plain
from saan.people import bulk
from saan.people.evidence import CID
from saan.people.linking.commonness import frequencies
from saan.shared.access import system
from saan.shared.crypto import blind_index, seal, unseal
from saan.shared.thai import cid_holds

ID_KINDS = [int(kind) for kind in keys.ID_KINDS]
TEXTS = (
    *("prefix", "given_name", "family_name", "sex", "birth_date", "birth_precision", "phone", "house_no", "moo"),
    *("village", "subdistrict", "district", "province", "area_code"),
)
VALUES = pl.Struct({**dict.fromkeys(TEXTS, pl.String), "birth_year": pl.Int64})
ROWS = """
    SELECT id, person_id, values::text, cid_sealed, cid_index, source_list_id, row_key
    FROM people_sourcerecord WHERE id = ANY(%s)
"""
SCHEMA = {
    "record": pl.Int64,
    "person": pl.Int64,
    "values": pl.String,
    "cid": pl.String,
    "cid_index": pl.Binary,
    "source_list": pl.Int64,
    "row_key": pl.Binary,
}
BESIDE = ("record", "person", "cid_index", "source_list", "row_key", "source")


@cache
def model():
    return linkage.Model.shipped()


def of_records(record_ids):
    """A normalised frame of these records, with `record`, `person`, `cid_index`, `source_list` and `row_key` beside."""
    return of_rows(bulk.fetch(ROWS, list(record_ids)))


def of_rows(rows):
    """The same of rows as ROWS gives them."""
    opened = [
        (record, person, values, unseal(sealed, CID), index and bytes(index), source_list, row_key and bytes(row_key))
        for record, person, values, sealed, index, source_list, row_key in rows
    ]
    frame = pl.DataFrame(opened, schema=SCHEMA, orient="row")
    normal = linkage.normalise(raw(frame))
    beside = frame.drop("values", "cid").with_columns(source="source_list")
    return pl.concat([beside, normal.drop("problems")], how="horizontal")


def plain_rows(rows):
    """The same as dicts: for a few rows, which are nearly always plain; only the others take a frame."""
    found = [_plain(*row) for row in rows]
    unread = [place for place, row in enumerate(found) if row is None]
    if unread:
        read = of_rows([rows[place] for place in unread]).to_dicts()
        for place, row in zip(unread, read, strict=True):
            found[place] = row
    return found


def plain_row(values, cid):
    """The same of one row that is in no list."""
    row = plain(values, cid or None)
    return dict.fromkeys(BESIDE) | row if row else plain_rows([as_row(values, cid)])[0]


def as_row(values, cid):
    """Such a row as ROWS would give it."""
    index = blind_index(cid) if cid_holds(cid) else None
    return 0, None, json.dumps(values), seal(cid or None, CID), index, None, None


def _plain(record, person, values, sealed, index, source_list, row_key):
    row = plain(json.loads(values), unseal(sealed, CID))
    beside = (record, person, index and bytes(index), source_list, row_key and bytes(row_key), source_list)
    return row and row | dict(zip(BESIDE, beside, strict=True))


def alone(*rows):
    """Each row as a frame of its own."""
    frame = of_rows(rows)
    return [frame[place] for place in range(len(rows))]


def raw(frame):
    """Clean values in the words of a raw list; a birth date is written as far as it is known."""
    said = frame.select("cid", said=col("values").str.json_decode(VALUES)).unnest("said")
    length = (
        when(col("birth_precision") == "YEAR").then(4).when(col("birth_precision") == "MONTH").then(7).otherwise(10)
    )
    return said.with_columns(
        birth_date=col("birth_date").str.slice(0, length),
        birth_year=when(col("birth_date").is_null()).then(col("birth_year")).cast(pl.String),
    ).drop("birth_precision")


def keys_of(frame):
    """`row`, `key`, `by_id` (the key is of the citizen ID), each pair once: by what a row is found again.

    The library's hashes are open, and a citizen ID could be found from one by trying them all: those get our secret.
    """
    found = linkage.blocking_keys(frame, kinds=True).with_columns(by_id=col("kind").is_in(ID_KINDS)).drop("kind")
    secret = found.filter("by_id")
    secret = secret.with_columns(key=pl.Series([_keyed(key) for key in secret["key"]], dtype=pl.Int64))
    return pl.concat([found.filter(~col("by_id")), secret])


def keys_of_one(row):
    """The keys of one plain row."""
    return [_keyed(key) if kind in ID_KINDS else key for kind, key in keys.keys_of_one(row)]


def _keyed(key):
    return int.from_bytes(blind_index(str(key))[:8], "big", signed=True)


def probabilities(frame, a, b, others, model):
    """How likely rows a[i] and b[i] are one person, all pairs seen together: float64 of shape (pairs,)."""
    if not len(a):
        return np.zeros(0)
    return judged(Rows.of(frame, frequencies(frame)), a, b, others, model)


def reasons_between(record_id, other_id):
    """The reasons for two records; none when one of them is gone."""
    if record_id is None or other_id is None:
        return []
    with system():
        found = of_records([record_id, other_id])
    one, other = (found.filter(col("record") == pk) for pk in (record_id, other_id))
    return reasons(one, other) if one.height and other.height else []


def reasons(one, other):
    """Why two rows (frames of one row each) may be one person, the strongest reason first: linkage.explain without the
    values, which not everybody who asks may see."""
    return [
        {"field": reason.field, "code": reason.code, "supports": reason.supports, "weight": round(reason.weight, 2)}
        for reason in linkage.explain(one, other)
    ]

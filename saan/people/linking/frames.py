"""Records as the linkage library takes them. Citizen IDs are opened in memory only, and only here."""

from functools import cache

import polars as pl
from polars import col, when

import linkage
from saan.people import bulk
from saan.people.evidence import CID
from saan.shared.crypto import blind_index, unseal

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
    return pl.concat([frame.drop("values", "cid"), normal.drop("problems")], how="horizontal")


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
    """`row` and `key`, each pair once: by what a row is found again.

    The library's hashes are open, and a citizen ID could be found from one by trying them all: those get our secret.
    """
    keys = linkage.blocking_keys(frame, kinds=True)
    of_ids = col("kind").is_in([int(kind) for kind in linkage.ID_KINDS])
    secret = keys.filter(of_ids).with_columns(key=pl.Series(map(_keyed, keys.filter(of_ids)["key"]), dtype=pl.Int64))
    return pl.concat([keys.filter(~of_ids), secret]).select("row", "key")


def _keyed(key):
    return int.from_bytes(blind_index(str(key))[:8], "big", signed=True)


def probabilities(left, left_rows, right, right_rows):
    """How likely row left_rows[i] of `left` and row right_rows[i] of `right` are one person, as a numpy array."""
    return model().probability(left[left_rows], right[right_rows])


def reasons(left, left_rows, right, right_rows):
    """Why, for each pair: linkage.explain as JSON."""
    return linkage.explain(left[left_rows], right[right_rows])

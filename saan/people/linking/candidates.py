"""Pairs worth a closer look: rows and persons that share a key which few share."""

import polars as pl
from polars import col

from linkage.keys import TOO_COMMON
from saan.people import bulk
from saan.people.evidence import ROWS_THAT_COUNT

ANY = "SELECT FROM people_matchkey LIMIT 1"
SHARED = """
    SELECT wanted.key, found.person_id
    FROM unnest(%s::int8[]) AS wanted(key)
    CROSS JOIN LATERAL (
        SELECT person_id FROM people_matchkey m WHERE m.key = wanted.key LIMIT %s
    ) found
"""
COUNTED_OF = f"""
    SELECT id, person_id, values::text, cid_sealed, cid_index, source_list_id, row_key FROM ({ROWS_THAT_COUNT}) r
    ORDER BY id
"""
SHARING = f"""
    SELECT DISTINCT person_id AS id FROM (SELECT person_id, count(*) OVER (PARTITION BY key) FROM ({SHARED}) shared) few
    WHERE count <= %s
"""
OTHERS = (~col("by_id")).sum().clip(0, 255).cast(pl.UInt8)


def in_registry(keys):
    """`row`, `person`, `others`: persons of the registry that share a key with a row; how many beside those of the ID.

    `keys` is what frames.keys_of gives.
    """
    wanted = keys["key"].unique().sort()  # in the order of the index
    shared = bulk.fetch(SHARED, bulk.array(wanted), TOO_COMMON + 1) if bulk.fetch(ANY) else []
    found = pl.DataFrame(shared, schema={"key": pl.Int64, "person": pl.Int64}, orient="row")
    few = found.filter(pl.len().over("key") <= TOO_COMMON)
    return keys.join(few, on="key").group_by("row", "person").agg(others=OTHERS)


def among_themselves(keys):
    """`row`, `other`, `others`: pairs of rows that share a key, each pair once, other < row."""
    shared = keys.filter(pl.len().over("key").is_between(2, TOO_COMMON))
    others = shared.select("key", other="row")
    pairs = shared.join(others, on="key").filter(col("other") < col("row"))
    return pairs.group_by("row", "other").agg(others=OTHERS)


def records_of(person_ids):
    """The counted records of these persons, as frames.ROWS gives them."""
    return bulk.fetch(COUNTED_OF, list(person_ids))

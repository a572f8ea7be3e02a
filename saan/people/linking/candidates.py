"""Pairs worth a closer look: rows and persons that share a key which few share."""

import polars as pl
from polars import col

from saan.people import bulk

# A key that more share than this tells nobody apart, and costs the square of its number.
CAP = 60
SHARED = """
    SELECT wanted.key, found.person_id
    FROM unnest(%s::int8[]) AS wanted(key)
    CROSS JOIN LATERAL (
        SELECT person_id FROM people_matchkey m WHERE m.key = wanted.key LIMIT %s
    ) found
"""
COUNTED_OF = """
    SELECT id, person_id, values::text, cid_sealed, cid_index, source_list_id, row_key
    FROM people_sourcerecord r
    WHERE person_id = ANY(%s)
      AND (standing = 'CURRENT' OR (standing = 'GONE' AND NOT EXISTS (
          SELECT FROM people_sourcerecord c WHERE c.person_id = r.person_id AND c.standing = 'CURRENT')))
"""


def in_registry(keys):
    """`row`, `person`: persons of the registry that share a key with a row. `keys` has `row` and `key`."""
    wanted = keys["key"].unique().to_list()
    found = pl.DataFrame(
        bulk.fetch(SHARED, wanted, CAP + 1), schema={"key": pl.Int64, "person": pl.Int64}, orient="row"
    )
    few = found.filter(pl.len().over("key") <= CAP)
    return keys.join(few, on="key").select("row", "person").unique()


def among_themselves(keys):
    """`row`, `other`: pairs of rows that share a key, each pair once, other < row."""
    shared = keys.filter(pl.len().over("key").is_between(2, CAP))
    pairs = shared.join(shared.rename({"row": "other"}), on="key").filter(col("row") < col("other"))
    # The later row asks about the earlier one.
    return pairs.select(row="other", other="row").unique()


def records_of(person_ids):
    """The counted records of these persons, as frames.ROWS gives them."""
    return bulk.fetch(COUNTED_OF, list(person_ids))

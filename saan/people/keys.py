"""The match keys of persons, kept equal to what their counted records give."""

import polars as pl

from saan.people import bulk
from saan.people.linking import candidates, frames

SCHEMA = {"key": pl.Int64, "person_id": pl.Int64}


def renew(person_ids):
    """Bring the keys of these persons up to date, writing only what changed."""
    ids = list(person_ids)
    wanted = _wanted(ids)
    standing = pl.DataFrame(
        bulk.fetch("SELECT key, person_id FROM people_matchkey WHERE person_id = ANY(%s)", ids),
        schema=SCHEMA,
        orient="row",
    )
    _remove(standing.join(wanted, on=["key", "person_id"], how="anti"))
    # In the order of the index, so that neighbours go to the same page.
    bulk.copy_frame(wanted.join(standing, on=["key", "person_id"], how="anti").sort("key"), "people_matchkey")


def _wanted(ids):
    frame = frames.of_rows(candidates.records_of(ids))
    if frame.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    keys = frames.keys_of(frame)
    return keys.select("key", person_id=frame["person"].gather(keys["row"])).unique()


def _remove(keys):
    if not keys.is_empty():
        bulk.run(
            "DELETE FROM people_matchkey k USING unnest(%s::int8[], %s::int8[]) AS old(key, person_id)"
            " WHERE k.key = old.key AND k.person_id = old.person_id",
            keys["key"].to_list(),
            keys["person_id"].to_list(),
        )

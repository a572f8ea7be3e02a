"""The match keys of persons, kept equal to what their counted records give."""

import polars as pl
from django.db import transaction
from polars import col

from linkage.keys import EDITION
from saan.people import beats, bulk
from saan.people.linking import candidates, frames
from saan.people.models import KeyEdition
from saan.shared.access import system

SCHEMA = {"person_id": pl.Int64, "key": pl.List(pl.Int64)}
SAME = {"on": ["key", "person_id"], "how": "anti"}


def renew_keys(person_ids):
    """Bring the keys of these persons up to date, writing only what changed."""
    wanted, standing = _wanted(list(person_ids)), _standing(list(person_ids))
    gone, fresh = standing.join(wanted, **SAME), wanted.join(standing, **SAME)
    _remove(gone)
    # In the order of the index, so that neighbours go to the same page.
    bulk.copy_frame(fresh.sort("key"), "people_matchkey")
    _write_down(wanted, pl.concat([gone["person_id"], fresh["person_id"]]).unique())


def renew_edition(chunk=5_000):
    """Make everybody's keys anew if the library makes others than it did; how many persons were looked at.

    Goes on where an earlier try was cut off. A row asked about meanwhile may not find those still to come.
    """
    looked_at = 0
    while ids := _next_of_edition(chunk):
        looked_at += len(ids)
    return looked_at


@transaction.atomic
def _next_of_edition(chunk):
    """One piece of the work: the ids looked at, none when all is done."""
    with system():
        state = KeyEdition.objects.select_for_update().get()
        if state.edition == EDITION:
            return []
        beats.alone()
        # What was begun for one edition and never finished does not count for the next.
        after = state.reached if state.edition == -EDITION else 0
        ids = bulk.column("SELECT id FROM people_person WHERE id > %s ORDER BY id LIMIT %s", after, chunk)
        renew_keys(ids)
        state.edition, state.reached = (-EDITION, ids[-1]) if ids else (EDITION, 0)
        state.save()
        return ids


def _wanted(ids):
    frame = frames.of_rows(candidates.records_of(ids))
    if frame.is_empty():
        return pl.DataFrame(schema={"key": pl.Int64, "person_id": pl.Int64})
    keys = frames.keys_of(frame)
    return keys.select("key", person_id=frame["person"].gather(keys["row"])).unique()


def _standing(ids):
    rings = bulk.fetch("SELECT person_id, keys FROM people_keyring WHERE person_id = ANY(%s)", ids)
    return pl.DataFrame(rings, schema=SCHEMA, orient="row").explode("key").select("key", "person_id")


def _remove(keys):
    if not keys.is_empty():
        bulk.run(
            "DELETE FROM people_matchkey k USING unnest(%s::int8[], %s::int8[]) AS old(key, person_id)"
            " WHERE k.key = old.key AND k.person_id = old.person_id",
            bulk.array(keys["key"]),
            bulk.array(keys["person_id"]),
        )


def _write_down(wanted, changed):
    bulk.run("DELETE FROM people_keyring WHERE person_id = ANY(%s::int8[])", bulk.array(changed))
    rings = wanted.filter(col("person_id").is_in(changed.implode())).group_by("person_id").agg(keys="key")
    keys = pl.concat_str(pl.lit("{"), col("keys").cast(pl.List(pl.String)).list.join(","), pl.lit("}"))
    bulk.copy_frame(rings.with_columns(keys=keys).sort("person_id"), "people_keyring")

"""The match keys of persons and what is compared of them, kept equal to what their counted records give."""

import polars as pl
from django.db import transaction
from polars import col

from linkage.edition import EDITION
from saan.people import beats, bulk
from saan.people.linking import candidates, compared, frames
from saan.people.models import KeyEdition
from saan.shared.access import system

SCHEMA = {"person_id": pl.Int64, "key": pl.List(pl.Int64)}
KEYS = {"key": pl.Int64, "person_id": pl.Int64}
FEW = 50  # persons
SAME = {"on": ["key", "person_id"], "how": "anti"}


def renew_keys(person_ids):
    """Bring the keys of these persons up to date, writing only what changed."""
    ids = list(person_ids)
    wanted, lines = (_wanted_of_few if len(ids) <= FEW else _wanted)(ids)
    standing, kept = _standing(ids)
    gone, fresh = standing.join(wanted, **SAME), wanted.join(standing, **SAME)
    said = lines.join(kept, on=["person_id", "lines"], how="anti")
    changed = pl.concat([one["person_id"] for one in (gone, fresh, said)]).unique()
    if changed.is_empty():
        return
    _remove(gone)
    # In the order of the index, so that neighbours go to the same page.
    bulk.copy_frame(fresh.sort("key"), "people_matchkey")
    _unwrite(kept["person_id"].filter(kept["person_id"].is_in(changed.implode())))
    _write_down(wanted, lines, changed)


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
    """The keys, and the lines of what is compared."""
    frame = frames.of_rows(candidates.records_of(ids))
    if frame.is_empty():
        return pl.DataFrame(schema=KEYS), compared.lines_of(frame)
    keys = frames.keys_of(frame)
    return keys.select("key", person_id=frame["person"].gather(keys["row"])).unique(), compared.lines_of(frame)


def _wanted_of_few(ids):
    """The same row by row: of one person a frame takes longer to read than all else that is saved of them."""
    rows = frames.plain_rows(candidates.records_of(ids))
    keys = {(key, row["person"]) for row in rows for key in frames.keys_of_one(row)}
    return pl.DataFrame(list(keys), schema=KEYS, orient="row"), compared.lines_of_few(rows)


def _standing(ids):
    rings = bulk.fetch("SELECT person_id, keys, compared_sealed FROM people_keyring WHERE person_id = ANY(%s)", ids)
    keys = pl.DataFrame([ring[:2] for ring in rings], schema=SCHEMA, orient="row").explode("key")
    lines = [(person, compared.opened(kept)) for person, _keys, kept in rings]
    return keys.select("key", "person_id"), pl.DataFrame(lines, schema=compared.LINES, orient="row")


def _remove(keys):
    if not keys.is_empty():
        bulk.run(
            "DELETE FROM people_matchkey k USING unnest(%s::int8[], %s::int8[]) AS old(key, person_id)"
            " WHERE k.key = old.key AND k.person_id = old.person_id",
            bulk.array(keys["key"]),
            bulk.array(keys["person_id"]),
        )


def _unwrite(person_ids):
    if not person_ids.is_empty():
        bulk.run("DELETE FROM people_keyring WHERE person_id = ANY(%s::int8[])", bulk.array(person_ids))


def _write_down(wanted, lines, changed):
    rings = wanted.filter(col("person_id").is_in(changed.implode())).group_by("person_id").agg(keys="key")
    rings = rings.join(lines, on="person_id").sort("person_id")
    keys = pl.concat_str(pl.lit("{"), col("keys").cast(pl.List(pl.String)).list.join(","), pl.lit("}"))
    kept = pl.Series([bulk.as_bytea(compared.sealed(each)) for each in rings["lines"]], dtype=pl.String)
    bulk.copy_frame(rings.select("person_id", keys=keys, compared_sealed=kept), "people_keyring")

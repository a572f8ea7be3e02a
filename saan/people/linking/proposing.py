"""What a delivery would do: for each staged row, whom it is about and what it changes. Writes Proposals only."""

import json

import numpy as np
import polars as pl
from django.db import transaction
from polars import col

from saan.people import beats, bulk
from saan.people.linking import candidates, frames
from saan.people.linking.findings import Likeness, find
from saan.people.linking.verdicts import verdicts_on
from saan.people.models import Change, Finding
from saan.shared.access import system

# A row that kept its key but has become so unlike is another person under the same number.
SURELY_OTHER = 0.02
PAIRS_AT_ONCE = 200_000
STAGED = """
    SELECT r.id, c.id, coalesce(c.person_id, g.person_id), c.content_hash = r.content_hash, coalesce(c.id, g.id)
    FROM people_sourcerecord r
    LEFT JOIN people_sourcerecord c
        ON c.source_list_id = r.source_list_id AND c.row_key = r.row_key AND c.standing = 'CURRENT'
    LEFT JOIN LATERAL (
        SELECT id, person_id FROM people_sourcerecord o
        WHERE o.source_list_id = r.source_list_id AND o.row_key = r.row_key AND o.standing = 'GONE' AND c.id IS NULL
        ORDER BY id DESC LIMIT 1
    ) g ON true
    WHERE r.delivery_id = %s AND r.standing = 'STAGED'
    ORDER BY r.id
"""
SCHEMA = {"record_id": pl.Int64, "replaces_id": pl.Int64, "person": pl.Int64, "is_same": pl.Boolean, "before": pl.Int64}
PROPOSED = {
    "record_id": pl.Int64,
    "finding": pl.String,
    "person_id": pl.Int64,
    "newcomer": pl.Int64,
    "probability": pl.Float64,
    "doubts": pl.String,
}


@transaction.atomic
def propose(delivery, beat=None):
    """Work out anew what committing this delivery would do. `beat(done, total)` is called as it goes."""
    with system():
        discard(delivery)
        delivery.proposed_at_beat = beats.now()
        staged = pl.DataFrame(bulk.fetch(STAGED, delivery.pk), schema=SCHEMA, orient="row")
        found = _findings(staged, beat or (lambda done, total: None))
        bulk.copy_frame(_proposals(delivery, staged, found), "people_proposal")
        delivery.save(update_fields=["proposed_at_beat"])


def discard(delivery):
    """Forget the proposals of a delivery."""
    bulk.run("DELETE FROM people_proposal WHERE delivery_id = %s", delivery.pk)


def _findings(staged, beat):
    """Record → Found of every row that is not just the same again."""
    looked_at = staged.filter(~col("is_same").fill_null(False))
    total = looked_at.height
    beat(0, total)
    frame = frames.of_records(looked_at["record_id"]).sort("record")
    likenesses = likenesses_of(frame)
    beat(total // 2, total)
    kept = _kept(looked_at, frame)
    thresholds = frames.model()
    found = find(range(frame.height), kept, likenesses, thresholds.merge_at, thresholds.ask_at)
    beat(total, total)
    return {frame["record"][row]: one for row, one in found.items()}


def likenesses_of(frame, *, ask_at=None):
    """Likenesses of each row of `frame` to persons of the registry and to the other rows, if they matter at all."""
    ask_at = frames.model().ask_at if ask_at is None else ask_at
    keys = frames.keys_of(frame)
    return [*_to_registry(frame, keys, ask_at), *_to_each_other(frame, keys, ask_at)]


def _to_registry(frame, keys, ask_at):
    pairs = candidates.in_registry(keys)
    known = frames.of_rows(candidates.records_of(pairs["person"].unique().to_list()))
    pairs = pairs.join(known.select("person", "record").with_row_index("other"), on="person")
    scored = _scored(frame, known, pairs)
    differ, equal = col("cid_index") != col("cid_index_other"), col("cid_index") == col("cid_index_other")
    scored = scored.with_columns(
        ids_differ=(differ.any() & ~equal.any()).over("row", "person").fill_null(False)
    )  # fmt: skip
    for row, person, record, probability, verdict, ids_differ in (
        _that_matter(scored, ask_at)
        .select("row", "person", "record", "probability", "verdict", "ids_differ")
        .iter_rows()
    ):
        yield Likeness(row, person, None, record, probability, verdict, ids_differ)


def _to_each_other(frame, keys, ask_at):
    pairs = candidates.among_themselves(keys)
    scored = _scored(frame, frame, pairs)
    scored = scored.with_columns(ids_differ=(col("cid_index") != col("cid_index_other")).fill_null(False))
    for row, other, probability, verdict, ids_differ in (
        _that_matter(scored, ask_at).select("row", "other", "probability", "verdict", "ids_differ").iter_rows()
    ):
        yield Likeness(row, None, other, frame["record"][other], probability, verdict, ids_differ)


def _scored(left, right, pairs):
    """The pairs with `probability`, `verdict` and the citizen ID indexes of both sides."""
    probability = np.concatenate(
        [
            frames.probabilities(left, part["row"], right, part["other"])
            for part in pairs.iter_slices(PAIRS_AT_ONCE)
            if part.height
        ]
        or [np.array([], dtype=float)]
    )
    return pairs.with_columns(
        probability=pl.Series(probability, dtype=pl.Float64),
        cid_index=left["cid_index"].gather(pairs["row"]),
        cid_index_other=right["cid_index"].gather(pairs["other"]),
    ).join(verdicts_on(left, right), on=["row", "other"], how="left")


def _that_matter(scored, ask_at):
    return scored.filter((col("probability") >= ask_at) | col("verdict").is_not_null())


def _kept(looked_at, frame):
    """Row → the person that the same row of the list was about, unless it has become somebody else."""
    before = looked_at.with_row_index("row").filter(col("before").is_not_null())
    if before.is_empty():
        return {}
    old = frames.of_records(before["before"])
    pairs = before.join(old.select(before="record").with_row_index("other"), on="before", maintain_order="left")
    probability = frames.probabilities(frame, pairs["row"], old, pairs["other"])
    still = pairs.filter(pl.Series(probability >= SURELY_OTHER))
    return dict(still.select("row", "person").iter_rows())


def _proposals(delivery, staged, found):
    rows = [
        (record, one.finding.value, one.person, one.newcomer, one.probability, json.dumps(one.doubts))
        for record, one in found.items()
    ]
    findings = pl.DataFrame(rows, schema=PROPOSED, orient="row")
    joined = staged.join(findings, on="record_id", how="left", maintain_order="left")
    same = col("is_same").fill_null(False)
    return joined.select(
        "record_id",
        "replaces_id",
        "newcomer",
        "probability",
        delivery_id=pl.lit(delivery.pk),
        organisation_id=pl.lit(delivery.source_list.organisation_id),
        change=pl.when(same).then(pl.lit(Change.SAME.value))
        .when(col("replaces_id").is_not_null()).then(pl.lit(Change.CHANGED.value))
        .otherwise(pl.lit(Change.ADDED.value)),
        finding=col("finding").fill_null(Finding.KEPT.value),
        person_id=pl.when(same).then(col("person")).otherwise(col("person_id")),
        doubts=col("doubts").fill_null("[]"),
    )  # fmt: skip

"""What a delivery would do: for each staged row, whom it is about and what it changes. Writes Proposals only."""

import json

import polars as pl
from django.db import transaction
from polars import col

from saan.people import beats, bulk
from saan.people.linking import calibrating, candidates, compared, frames
from saan.people.linking.findings import Likeness, find
from saan.people.linking.verdicts import verdicts_on
from saan.people.models import Change, Finding
from saan.shared.access import system

# A row that kept its key but has become so unlike is another person under the same number.
SURELY_OTHER = 0.02
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
def propose(delivery, beat=None, *, is_pinned=False):
    """Work out anew what committing this delivery would do. `beat(done, total)` is called as it goes."""
    with system():
        discard(delivery)
        delivery.proposed_at_beat, delivery.calibration = beats.now(), calibrating.standing()
        staged = pl.DataFrame(bulk.fetch(STAGED, delivery.pk), schema=SCHEMA, orient="row")
        found = _findings(staged, beat or (lambda done, total: None), is_pinned)
        bulk.copy_frame(_proposals(delivery, staged, found), "people_proposal")
        delivery.save(update_fields=["proposed_at_beat", "calibration"])


def discard(delivery):
    """Forget the proposals of a delivery."""
    bulk.run("DELETE FROM people_proposal WHERE delivery_id = %s", delivery.pk)


def _findings(staged, beat, is_pinned):
    """Record → Found of every row that is not just the same again."""
    looked_at = staged.filter(~col("is_same").fill_null(False))
    total = looked_at.height
    beat(0, total)
    frame = frames.of_records(looked_at["record_id"]).sort("record")
    likenesses = likenesses_of(frame)
    beat(total // 2, total)
    kept = _kept(looked_at, frame, is_pinned)
    thresholds = frames.model()
    found = find(range(frame.height), kept, likenesses, thresholds.merge_at, thresholds.ask_at)
    beat(total, total)
    records = frame["record"].to_list()
    return {records[row]: one for row, one in found.items()}


def likenesses_of(frame):
    """Likenesses of each row of `frame` to persons of the registry and to earlier rows, where they matter at all."""
    keys = frames.keys_of(frame)
    persons = candidates.in_registry(keys)
    known = compared.of_persons(persons["person"].unique().to_list())
    both = pl.concat([frame.select(known.columns), known])
    at = known.select("person", other=pl.int_range(frame.height, both.height, dtype=pl.UInt32))
    pairs = pl.concat(
        [
            persons.join(at, on="person").select("row", "other", "person", "others"),
            candidates.among_themselves(keys).with_columns(person=pl.lit(None, pl.Int64)),
        ],
        how="diagonal",
    ).sort("row", "other")
    return [Likeness(*values) for values in _that_matter(_scored(both, pairs)).iter_rows()]


def _scored(frame, pairs):
    """The pairs in the order of Likeness."""
    model, places = calibrating.model(), [pairs[name].to_numpy() for name in ("row", "other")]
    probability = frames.probabilities(frame, *places, pairs["others"].to_numpy(), model)
    probability = calibrating.with_some_asked(model, probability, *(frame["record"].to_numpy()[at] for at in places))
    one, another = (frame["cid_index"].gather(pairs[name]) for name in ("row", "other"))
    pairs = pairs.with_columns(
        record=frame["record"].gather(pairs["other"]),
        probability=pl.Series(probability, dtype=pl.Float64),
        differ=(one != another).fill_null(False),
        equal=(one == another).fill_null(False),
    ).join(verdicts_on(frame), on=["row", "other"], how="left", maintain_order="left")
    # A person one of whose rows has this very ID is not contradicted by another that has not.
    person = pl.coalesce("person", -col("other").cast(pl.Int64))
    differ = (col("differ").any() & ~col("equal").any()).over("row", person)
    return pairs.select("row", "person", "other", "record", "probability", "verdict", ids_differ=differ)


def _that_matter(scored):
    return scored.filter((col("probability") >= frames.model().ask_at) | col("verdict").is_not_null())


def _kept(looked_at, frame, is_pinned):
    """Row → the person that the same row of the list was about, unless it has become somebody else."""
    before = looked_at.with_row_index("row").filter(col("before").is_not_null())
    if is_pinned or before.is_empty():
        return dict(before.select("row", "person").iter_rows())
    old = frames.of_records(before["before"])
    pairs = before.join(old.select(before="record").with_row_index("other"), on="before", maintain_order="left")
    # Two rows of one list are hardly ever one person, but these are one row: so without the list.
    now, then = (one[rows].drop("source") for one, rows in ((frame, pairs["row"]), (old, pairs["other"])))
    likely = frames.model().probability(now, then) >= SURELY_OTHER
    return dict(pairs.filter(pl.Series(likely)).select("row", "person").iter_rows())


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

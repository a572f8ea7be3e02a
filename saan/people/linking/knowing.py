"""Is this person known? One new row against everybody, and while somebody still types."""

from typing import NamedTuple

import numpy as np
import polars as pl

import linkage
from linkage.plain import rows_of
from saan.people import bulk
from saan.people.linking import calibrating, compared, frames
from saan.people.linking.commonness import name_counts
from saan.shared.access import read_together_as_house, system

MOST = 5
KEPT = (
    *("prefix", "given_name", "family_name", "sex", "birth_precision", "phone", "house_no", "moo"),
    *("subdistrict", "district", "province"),
)


class Candidate(NamedTuple):
    """A person of the registry that a new row may be about. `reasons`: frames.reasons, if they were asked for."""

    person_id: int
    probability: float
    record_id: int
    reasons: list


def known(values, cid="", *, explain=False):
    """Whom of the registry a row with these values may be about, the likeliest first; five at most.

    Looks at everybody, so whoever shows the answer keeps to what its reader may see.
    """
    row = frames.plain_row(values, cid)
    kept, in_force = read_together_as_house(compared.sharing(frames.keys_of_one(row)), (calibrating.IN_FORCE, ()))
    others = compared.by_name(kept)
    if not others:
        return []
    rows = rows_of({name: [row[name], *column] for name, column in others.items()}, *name_counts())
    places = np.arange(1, len(rows.coded))
    best = _best(others, calibrating.corrected(in_force).alone(rows, np.zeros_like(places), places))
    reasons = _reasons(frames.as_row(values, cid), [record for _person, _chance, record in best]) if explain else {}
    return [Candidate(*found, reasons.get(found[2], [])) for found in best]


def _best(others, probability):
    """(person, probability, record) of the likeliest record of each person worth asking about, the likeliest first."""
    found = zip(others["person"], probability.tolist(), others["record"], strict=True)
    likely = [one for one in found if one[1] >= frames.model().ask_at]
    best = {}
    for one in sorted(likely, key=lambda one: (-one[1], -one[2])):
        best.setdefault(one[0], one)
    return list(best.values())[:MOST]


def _reasons(one, record_ids):
    """Record → frames.reasons, from all that was written and not only what is compared."""
    with system():
        records = bulk.fetch(frames.ROWS, record_ids)
    return {record[0]: frames.reasons(*frames.alone(one, record)) for record in records}


def read_row(said):
    """What somebody wrote of a person, by the names of linkage.COLUMNS → the values that `known` takes, and the ID."""
    [row] = linkage.normalise(pl.DataFrame({name: [value] for name, value in said.items()})).iter_rows(named=True)
    values = {name: row[name] for name in KEPT if row.get(name)}
    if row["birth_date"]:
        values["birth_date"] = row["birth_date"].isoformat()
    return values, row["cid"] or ""

"""Is this person known? One new row against everybody, and while somebody still types."""

import json
from typing import NamedTuple

import numpy as np
import polars as pl

import linkage
from linkage.plain import rows_of
from saan.people.evidence import CID
from saan.people.linking import candidates, frames
from saan.people.linking.commonness import name_counts
from saan.shared.access import system
from saan.shared.crypto import blind_index, seal
from saan.shared.thai import cid_holds

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
    with system():
        one = _as_row(values, cid)
        [row] = frames.plain_rows([one])
        others = candidates.records_of(candidates.of_one(frames.keys_of_one(row)))
        if not others:
            return []
        rows = rows_of([row, *frames.plain_rows(others)], name_counts())
        places = np.arange(1, len(others) + 1)
        probability = frames.model().alone(rows, np.zeros_like(places), places)
        best = _best(others, probability)
        return [
            Candidate(other[1], chance, other[0], frames.reasons(*frames.alone(one, other)) if explain else [])
            for other, chance in best
        ]


def _best(others, probability):
    """(record, probability) of the likeliest record of each person worth asking about, the likeliest first."""
    likely = sorted(zip(probability.tolist(), others, strict=True), key=lambda pair: (-pair[0], -pair[1][0]))
    best = {}
    for chance, other in likely:
        if chance >= frames.model().ask_at:
            best.setdefault(other[1], (other, chance))
    return list(best.values())[:MOST]


def read_row(said):
    """What somebody wrote of a person, by the names of linkage.COLUMNS → the values that `known` takes, and the ID."""
    [row] = linkage.normalise(pl.DataFrame({name: [value] for name, value in said.items()})).iter_rows(named=True)
    values = {name: row[name] for name in KEPT if row.get(name)}
    if row["birth_date"]:
        values["birth_date"] = row["birth_date"].isoformat()
    return values, row["cid"] or ""


def _as_row(values, cid):
    index = blind_index(cid) if cid_holds(cid) else None
    return 0, None, json.dumps(values), seal(cid or None, CID), index, None, None

"""Is this person known? One new row against everybody, and while somebody still types."""

import json
from typing import NamedTuple

import polars as pl
from polars import col

import linkage
from saan.people.evidence import CID
from saan.people.linking import candidates, frames
from saan.people.linking.commonness import frequencies
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
        frame = frames.of_rows([_as_row(values, cid)])
        persons = candidates.in_registry(frames.keys_of(frame))["person"].to_list()
        others = frames.of_rows(candidates.records_of(persons))
        if others.is_empty():
            return []
        common = frequencies(pl.concat([frame, others], how="vertical_relaxed"))
        probability = frames.model().probability(frame, others, common)
    scored = others.select("person", "record").with_row_index("row").with_columns(probability=probability)
    scored = scored.filter(col("probability") >= frames.model().ask_at).sort("probability", "record", descending=True)
    best = scored.unique("person", keep="first", maintain_order=True).head(MOST)
    return [
        Candidate(*found, frames.reasons(frame, others[row]) if explain else [])
        for row, *found in best.select("row", "person", "probability", "record").iter_rows()
    ]


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

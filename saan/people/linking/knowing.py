"""Is this person known? One new row against everybody, and while somebody still types."""

import json
from typing import NamedTuple

from saan.people.evidence import CID
from saan.people.linking import frames
from saan.people.linking.proposing import likenesses_of
from saan.people.rules import cid_holds
from saan.shared.access import system
from saan.shared.crypto import blind_index, seal

MOST = 5


class Candidate(NamedTuple):
    """A person of the registry that a new row may be about. `reasons`: linkage.explain."""

    person_id: int
    probability: float
    reasons: list
    record_id: int


def known(values, cid=""):
    """Whom of the registry a row with these values may be about, the likeliest first; five at most.

    Looks at everybody, so whoever shows the answer keeps to what its reader may see.
    """
    with system():
        frame = frames.of_rows([_as_row(values, cid)])
        best = {}
        for like in likenesses_of(frame):
            if like.person not in best or like.probability > best[like.person].probability:
                best[like.person] = like
        found = sorted(best.values(), key=lambda like: (-like.probability, like.person))[:MOST]
        if not found:
            return []
        others = frames.of_records([like.record for like in found])
        place = {record: number for number, record in enumerate(others["record"])}
        reasons = frames.reasons(frame, [0] * len(found), others, [place[like.record] for like in found])
    return [
        Candidate(like.person, like.probability, why, like.record) for like, why in zip(found, reasons, strict=True)
    ]


def _as_row(values, cid):
    index = blind_index(cid) if cid_holds(cid) else None
    return 0, None, json.dumps(values), seal(cid or None, CID), index, None, None

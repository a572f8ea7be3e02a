"""What the citizen IDs of two rows say, in a few classes, each as strong as the data at hand shows it to be."""

from enum import IntEnum

import numpy as np
from rapidfuzz.distance import OSA

from linkage.citizen_ids import is_number_typed
from linkage.coding import Coded
from linkage.features import distance


class IdClass(IntEnum):
    """How two IDs stand to each other. The numbers are written in the model."""

    UNKNOWN = 0  # one of them is missing or too short to say
    SAME = 1  # both valid, equal
    SAME_TYPED = 2  # equal, though the check digit fails
    ONE_SLIP = 3  # one is valid, the other one slip away from it
    BOTH_WRONG_ONE_SLIP = 4
    TWO_SLIPS = 5
    VALID_ONE_SLIP = 6  # both valid, one slip apart: hardly ever a mistyping
    OTHER = 7  # far apart, at least one not valid
    OTHER_VALID = 8  # both valid, farther apart: those of twins may follow each other, two digits apart
    # Numbers of another kind in the ID's column (a foreigner's, a hospital's own), which carry no check digit.
    NUMBER_SAME = 9
    NUMBER_ONE_SLIP = 10
    NUMBER_OTHER = 11
    # What is left of an ID that a spreadsheet made a power of ten, beside a whole one or another such rest.
    REST_SAME = 12
    REST_OTHER = 13


SHORTEST_REST = 5  # digits
SAME_CLASSES = (IdClass.SAME, IdClass.NUMBER_SAME)
OTHER_CLASSES = (IdClass.OTHER_VALID, IdClass.NUMBER_OTHER)


def id_classes(rows: Coded, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """An `IdClass` (uint8) for each pair."""
    typed, valid = rows.codes["cid_digits"], rows.codes["cid"] >= 0
    kind = np.array([_kind(text) for text in rows.values["cid_digits"]], np.int8)[typed] * (typed >= 0)
    known, number = (kind[a] == kind[b]) & (kind[a] != _Kind.NONE), kind[a] == _Kind.NUMBER
    slips = np.full(len(a), 99.0, np.float32)
    slips[known] = distance(rows, "cid_digits", a[known], b[known], OSA.distance)
    both, one = valid[a] & valid[b], valid[a] | valid[b]
    same, slip = slips == 0, slips == 1
    same_rest = _same_rests(rows, a, b, ~known)
    classes = np.select(
        [
            same_rest == 1, same_rest == 0,
            ~known, number & same, number & slip, number,
            same & both, same, slip & both, slip & one, slip, (slips == 2) & ~both, both,
        ],
        [
            IdClass.REST_SAME, IdClass.REST_OTHER,
            IdClass.UNKNOWN, IdClass.NUMBER_SAME, IdClass.NUMBER_ONE_SLIP, IdClass.NUMBER_OTHER,
            IdClass.SAME, IdClass.SAME_TYPED, IdClass.VALID_ONE_SLIP, IdClass.ONE_SLIP,
            IdClass.BOTH_WRONG_ONE_SLIP, IdClass.TWO_SLIPS, IdClass.OTHER_VALID,
        ],
        default=IdClass.OTHER,
    )  # fmt: skip
    return classes.astype(np.uint8)


def _same_rests(rows: Coded, a, b, wanted: np.ndarray) -> np.ndarray:
    """1 or 0 where one row has but the first digits of its ID, of which the last is rounded; NaN elsewhere."""
    found, rest = np.full(len(a), np.nan), rows.codes["cid_prefix"]
    at = np.flatnonzero(wanted & ((rest[a] >= 0) | (rest[b] >= 0)))
    one, other = (_beginnings(rows, side[at]) for side in (a, b))
    length = np.minimum(one[1], other[1])
    one, other = (number // 10 ** (digits - length) for number, digits in (one, other))
    found[at] = np.where(length >= SHORTEST_REST, np.abs(one - other) <= 1, np.nan)
    return found


def _beginnings(rows: Coded, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(number, digits) of what is left of each row's ID, or of all of it; 0 digits where there is neither."""
    rest, typed = (rows.codes[name][places] for name in ("cid_prefix", "cid_digits"))
    beside = zip(rest, rows.values["cid_prefix"][rest], typed, rows.values["cid_digits"][typed], strict=True)
    texts = [
        left if is_rest >= 0 else whole if is_typed >= 0 and _kind(whole) == _Kind.CITIZEN_ID else ""
        for is_rest, left, is_typed, whole in beside
    ]
    return np.array([int(text or 0) for text in texts], np.int64), np.array([len(text) for text in texts], np.int64)


class _Kind(IntEnum):
    NONE = 0
    CITIZEN_ID = 1
    NUMBER = 2


def _kind(text: str) -> _Kind:
    """By its length: eleven digits and more are meant for a citizen ID; those that any form is filled with are none."""
    if 11 <= len(text) <= 15:
        return _Kind.CITIZEN_ID
    return _Kind.NUMBER if len(text) <= 10 and is_number_typed(text) else _Kind.NONE

"""What the citizen IDs of two rows say, in a few classes, each as strong as the data at hand shows it to be."""

from enum import IntEnum

import numpy as np
from rapidfuzz.distance import OSA

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
    OTHER_VALID = 8  # both valid, far apart


def id_classes(rows: Coded, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """An `IdClass` (uint8) for each pair."""
    typed, valid = rows.codes["cid_digits"], rows.codes["cid"] >= 0
    long_enough = np.array([11 <= len(text) <= 15 for text in rows.values["cid_digits"]], bool)
    usable = (typed >= 0) & long_enough[typed]
    known = usable[a] & usable[b]
    slips = np.full(len(a), 99.0, np.float32)
    slips[known] = distance(rows, "cid_digits", a[known], b[known], OSA.distance)
    both, one = valid[a] & valid[b], valid[a] | valid[b]
    same, slip = slips == 0, slips == 1
    classes = np.select(
        [~known, same & both, same, slip & both, slip & one, slip, slips == 2, both],
        [
            IdClass.UNKNOWN, IdClass.SAME, IdClass.SAME_TYPED, IdClass.VALID_ONE_SLIP, IdClass.ONE_SLIP,
            IdClass.BOTH_WRONG_ONE_SLIP, IdClass.TWO_SLIPS, IdClass.OTHER_VALID,
        ],
        default=IdClass.OTHER,
    )  # fmt: skip
    return classes.astype(np.uint8)

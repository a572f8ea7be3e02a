"""A first glance at a pair, without comparing any text letter by letter: most candidates are nobody's."""

import numpy as np

from linkage.coding import Coded
from linkage.features import Rows

_EQUAL = {
    "given_skeleton": "given_skeleton", "family_skeleton": "family_skeleton", "given": "given_name",
    "family": "family_name", "sex": "sex", "phone": "phone_key", "place": "place", "moo": "moo", "house": "house_no",
}  # fmt: skip
GLANCE = ("shared_keys", *_EQUAL, "year_gap", "month", "day", "district", "given_common", "family_common", "same_list")
_UNKNOWN = -1
_MOST_YEARS = 100


def glance(rows: Rows, a: np.ndarray, b: np.ndarray, others: np.ndarray) -> np.ndarray:
    """int16 of shape (pairs, len(GLANCE)): 1 equal, 0 not, −1 not known; gaps and counts as they are.

    `others`: how many keys the two rows share beside those of the ID.
    """
    code, numbers = rows.coded, rows.coded.numbers
    found = {name: _equal(code, column, a, b) for name, column in _EQUAL.items()} | {
        "shared_keys": others,
        "year_gap": _of_known(numbers["year"], a, b, lambda one, other: np.minimum(np.abs(one - other), _MOST_YEARS)),
        "month": _of_known(numbers["month"], a, b, np.equal),
        "day": _of_known(numbers["day"], a, b, np.equal),
        "district": _of_known(numbers["area"] // 100, a, b, np.equal),
        "same_list": _of_known(numbers["source"] + 1, a, b, np.equal),
        **{
            name: _commoner(rows.common[name.removesuffix("_common")], a, b)
            for name in ("given_common", "family_common")
        },
    }
    return np.column_stack([found[name] for name in GLANCE]).astype(np.int16)


def _equal(code: Coded, column: str, a, b) -> np.ndarray:
    codes = code.codes[column]
    left, right = codes[a], codes[b]
    return np.where((left < 0) | (right < 0), _UNKNOWN, left == right)


def _of_known(values: np.ndarray, a, b, compare) -> np.ndarray:
    """0 stands for not known."""
    left, right = values[a], values[b]
    return np.where((left == 0) | (right == 0), _UNKNOWN, compare(left, right))


def _commoner(logs: np.ndarray, a, b) -> np.ndarray:
    return np.maximum(logs[a], logs[b]) * 10

"""Lists teach the model about themselves: rows with valid IDs label pairs for nothing, while the IDs are hidden."""

import numpy as np
import xgboost

from linkage.calibration import chance
from linkage.identifiers import OTHER_CLASSES, SAME_CLASSES, IdClass

FEWEST = 100  # labelled pairs of each kind below which the shipped model is left as it is
MOST = 200_000
ROUNDS = 80
# Log-odds without the ID from which a pair is clearly one person, and below which it is clearly two: the latter is said
# against what may be the same ID.
CLEARLY_ONE, CLEARLY_TWO, _ROUNDS = 4.0, -7.0, 5
_PRIOR_ONE, _PRIOR_TWO = 5.0, 200.0  # pairs that the shipped weights are worth; those of two are many in any list
TAUGHT = {
    "objective": "binary:logistic", "tree_method": "hist", "max_depth": 5, "eta": 0.05, "min_child_weight": 20,
    "lambda": 5.0, "nthread": 0, "seed": 7,
}  # fmt: skip


def taught_log_odds(
    matrix: np.ndarray,
    base: np.ndarray,
    classes: np.ndarray,
    by_other: np.ndarray,
    group: np.ndarray,
    weights: np.ndarray,
) -> np.ndarray:
    """The shipped model's log-odds `base`, corrected by what pairs with IDs show; of shape (pairs,).

    `weights`: of each `IdClass`, as shipped. An ID does not settle what a pair is, as it may be a relative's or wholly
    mistyped: a pair teaches as far as its ID and all else together make it one person.

    Trees are added to the shipped ones, so that few labels change little. Cross-fitted: no pair is judged by trees that
    saw its own label (`group` keeps the pairs of one ID together). Pairs that nothing but the ID brought are left out:
    they would teach that unlike rows are one person.
    """
    positive = np.isin(classes, SAME_CLASSES)
    labelled = (positive | np.isin(classes, OTHER_CLASSES)) & by_other
    if min((labelled & positive).sum(), (labelled & ~positive).sum()) < FEWEST:
        return base
    label, half = chance(base + weights[classes]), (group % 2).astype(bool)
    corrections = [_correction(matrix, base, label, labelled & (half == side)) for side in (False, True)]
    judged_by = [correction(matrix, base) for correction in corrections]
    return np.where(labelled, np.where(half, judged_by[0], judged_by[1]), (judged_by[0] + judged_by[1]) / 2)


def _correction(matrix, base, label, chosen):
    at = np.flatnonzero(chosen)
    at = at[:: len(at) // MOST + 1]
    data = xgboost.DMatrix(matrix[at], label[at], base_margin=base[at])
    booster = xgboost.train(TAUGHT, data, ROUNDS)
    return lambda matrix, base: booster.inplace_predict(matrix, predict_type="margin", base_margin=base)


def id_weights(base: np.ndarray, classes: np.ndarray, by_other: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """For each `IdClass`, log P(class | one person) − log P(class | two), from the pairs that are clear without IDs.

    Clear is not sure: a name and a birth date may both be somebody else's. So the weights are found from chances, which
    they change in turn. `expected`: the shipped weights, to begin with; they count as a few observations, so that a
    class never seen keeps its weight.
    """
    clear = by_other & (classes != IdClass.UNKNOWN) & ((base > CLEARLY_ONE) | (base < CLEARLY_TWO))
    base, classes, weights = base[clear], classes[clear], expected
    for _ in range(_ROUNDS):
        weights = _weighed(classes, chance(base + weights[classes]), expected)
    return weights


def _weighed(classes: np.ndarray, chance: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """The weights that pairs show of which each is one person with this `chance`."""
    kinds, rate = len(IdClass), np.exp(expected)
    of_one, of_two = np.bincount(classes, chance, kinds), np.bincount(classes, 1 - chance, kinds)
    one = (of_one + _PRIOR_ONE * rate / (1 + rate)) / (of_one.sum() + _PRIOR_ONE)
    two = (of_two + _PRIOR_TWO / (1 + rate)) / (of_two.sum() + _PRIOR_TWO)
    weights = np.log(np.maximum(one, 1e-6)) - np.log(np.maximum(two, 1e-6))
    weights[IdClass.UNKNOWN] = 0.0
    return np.clip(weights, -9, 9)

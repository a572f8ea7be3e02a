"""Lists teach the model about themselves: rows with valid IDs label pairs for nothing, while the IDs are hidden."""

import numpy as np
import xgboost

from linkage.identifiers import IdClass

FEWEST = 300  # labelled pairs of each kind below which the shipped model is left as it is
MOST = 200_000
ABSURD = 6.0  # log-odds against a label from which the label, not the model, is taken to be wrong (a relative's ID)
ROUNDS = 80
TAUGHT = {
    "objective": "binary:logistic", "tree_method": "hist", "max_depth": 5, "eta": 0.05, "min_child_weight": 20,
    "lambda": 5.0, "nthread": 0, "seed": 7,
}  # fmt: skip


def taught_log_odds(
    matrix: np.ndarray, base: np.ndarray, classes: np.ndarray, by_other: np.ndarray, group: np.ndarray
) -> np.ndarray:
    """The shipped model's log-odds `base`, corrected by what pairs with valid IDs show; of shape (pairs,).

    Trees are added to the shipped ones, so that few labels change little. Cross-fitted: no pair is judged by trees that
    saw its own label (`group` keeps the pairs of one ID together). Pairs that nothing but the ID brought are left out:
    they would teach that unlike rows are one person.
    """
    positive = classes == IdClass.SAME
    labelled = (positive | (classes == IdClass.OTHER_VALID)) & by_other
    labelled &= np.where(positive, base > -ABSURD, base < ABSURD)
    if min((labelled & positive).sum(), (labelled & ~positive).sum()) < FEWEST:
        return base
    half = (group % 2).astype(bool)
    corrections = [_correction(matrix, base, positive, labelled & (half == side)) for side in (False, True)]
    judged_by = [correction(matrix, base) for correction in corrections]
    return np.where(labelled, np.where(half, judged_by[0], judged_by[1]), (judged_by[0] + judged_by[1]) / 2)


def _correction(matrix, base, positive, chosen):
    at = np.flatnonzero(chosen)
    at = at[:: len(at) // MOST + 1]
    data = xgboost.DMatrix(matrix[at], positive[at], base_margin=base[at])
    booster = xgboost.train(TAUGHT, data, ROUNDS)
    return lambda matrix, base: booster.inplace_predict(matrix, predict_type="margin", base_margin=base)


def id_weights(base: np.ndarray, classes: np.ndarray, by_other: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """For each `IdClass`, log P(class | one person) − log P(class | two), from the pairs that are clear without IDs.

    `expected`: the shipped weights, which count as a few observations, so that a class never seen keeps its weight.
    """
    clear = by_other & (classes != IdClass.UNKNOWN)
    kinds = len(IdClass)
    of_one = np.bincount(classes[clear & (base > 4)], minlength=kinds).astype(float)
    of_two = np.bincount(classes[clear & (base < -4)], minlength=kinds).astype(float)
    prior = 5.0
    rate = np.exp(expected)
    one = (of_one + prior * rate / (1 + rate)) / (of_one.sum() + prior)
    two = (of_two + prior / (1 + rate)) / (of_two.sum() + prior)
    weights = np.log(np.maximum(one, 1e-6)) - np.log(np.maximum(two, 1e-6))
    weights[IdClass.UNKNOWN] = 0.0
    return np.clip(weights, -9, 9)

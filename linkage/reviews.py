"""Reviews by people make the model's probabilities right for the lists at hand."""

from dataclasses import replace

import numpy as np
from scipy.optimize import minimize

from linkage.model import Model

WRONG = 0.03  # of the answers that reviewers give
_TRUST = 10.0  # how many reviews the shipped probabilities are worth


def recalibrated(model: Model, probability: np.ndarray, same: np.ndarray) -> Model:
    """The model with its log-odds stretched and shifted to agree with reviews.

    `probability`: what `model` said of each reviewed pair, float of shape (reviews,); `same`: what the reviewer said.
    A few wrong answers do little harm: an answer is only ever taken to be right with 1 − `WRONG`. Few reviews change
    little. Raises ValueError if the two differ in length.
    """
    if len(probability) != len(same):
        raise ValueError(f"{len(probability)} probabilities for {len(same)} answers")
    if not len(probability):
        return model
    said = np.clip(np.asarray(probability, float), 1e-7, 1 - 1e-7)
    odds, same = np.log(said) - np.log1p(-said), np.asarray(same, bool)

    def loss(line: np.ndarray) -> float:
        chance = 1 / (1 + np.exp(-(line[0] * odds + line[1])))
        answered = WRONG / 2 + (1 - WRONG) * np.where(same, chance, 1 - chance)
        return -np.log(answered).sum() + _TRUST * ((line[0] - 1) ** 2 + line[1] ** 2 / 4)

    slope, shift = minimize(loss, np.array([1.0, 0.0]), bounds=[(0.3, 3.0), (-4.0, 4.0)]).x
    return replace(model, slope=float(slope * model.slope), shift=float(slope * model.shift + shift))

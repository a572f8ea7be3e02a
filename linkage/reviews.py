"""Reviews by people make the model's probabilities right for the lists at hand."""

from dataclasses import dataclass, replace

import numpy as np

from linkage.calibration import MOST, Calibration, chance, log_odds
from linkage.model import Model

WRONG = 0.03  # of the answers that reviewers give, before their answers show how many
FEWEST = 20  # reviews of a kind below which nothing is learnt of it
_LIKELY = 2.2  # log-odds (p = .9) from which reviews speak of likely pairs
_KNOWN = 30  # answers that the guess of `WRONG` is worth
_VARIES = 0.8  # corrections from lists to lists, as found on invented ones (standard deviation)
_WRONG_BOUNDS = (0.001, 0.25)


@dataclass(frozen=True)
class Learnt:
    """`calibration` of the model that was asked; `wrong`: the share of wrong answers that was found."""

    calibration: Calibration
    wrong: float


def recalibrated(model: Model, probability: np.ndarray, same: np.ndarray) -> Model:
    """The model with its probabilities corrected to agree with reviews (`learnt`).

    `probability`: what `model` said of each reviewed pair by itself (`own` in `Linked.pairs`), float of shape
    (reviews,); `same`: what the reviewer said. Raises ValueError if the two differ in length.
    """
    return replace(model, calibration=learnt(model.calibration.uncorrected(log_odds(probability)), same).calibration)


def learnt(odds: np.ndarray, same: np.ndarray) -> Learnt:
    """What reviews say of a model that gave these log-odds.

    How often reviewers err is learnt from the same answers, so that wrong ones do little harm. What they say of
    unlikely pairs and of likely ones is kept apart: lists differ in either by itself, and about the likely ones, most
    of which nobody reviews, one who errs three times in a hundred knows little. So those move only as far as is sure,
    and few reviews change nothing.
    """
    if len(odds) != len(same):
        raise ValueError(f"{len(odds)} probabilities for {len(same)} answers")
    odds, same = np.asarray(odds, float), np.asarray(same, bool)
    likely = odds >= _LIKELY
    unlikely_by, _, wrong = _fitted(odds[~likely], same[~likely])
    likely_by, spread, _ = _fitted(odds[likely], same[likely])
    sure = np.sign(likely_by) * max(0.0, abs(likely_by) - spread)
    return Learnt(Calibration(round(unlikely_by, 4), round(float(sure), 4)), round(wrong, 4))


def _fitted(odds: np.ndarray, same: np.ndarray) -> tuple[float, float, float]:
    """The likeliest correction, how far off it may be (standard deviation), and the share of wrong answers."""
    if len(odds) < FEWEST:
        return 0.0, _VARIES, WRONG
    from scipy.optimize import minimize  # here: loading it takes longer than linking a short list, which learns nothing

    def loss(found: np.ndarray) -> float:
        by, wrong = found
        likely = chance(odds + by)
        answered = wrong + (1 - 2 * wrong) * np.where(same, likely, 1 - likely)
        expected = _KNOWN * (WRONG * np.log(wrong) + (1 - WRONG) * np.log1p(-wrong))
        return (by / _VARIES) ** 2 / 2 - np.log(answered).sum() - expected

    by, wrong = minimize(loss, np.array([0.0, WRONG]), bounds=[(-MOST, MOST), _WRONG_BOUNDS]).x
    step = 0.1
    below, here, above = (loss(np.array([by + aside, wrong])) for aside in (-step, 0, step))
    curve = max((below - 2 * here + above) / step**2, _VARIES**-2)
    return float(by), float(curve**-0.5), float(wrong)

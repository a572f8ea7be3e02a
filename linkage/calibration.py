"""A correction of probabilities by two numbers: what to add for unlikely pairs, and for likely ones."""

from dataclasses import dataclass

import numpy as np

_RAMP = (-2.0, 3.0)  # log-odds between which the one correction becomes the other
MOST = 2.0  # of either, so that a likelier pair stays the likelier one


@dataclass(frozen=True)
class Calibration:
    """Log-odds to add: `unlikely` at and below −2, `likely` at and above 3, in between something in between."""

    unlikely: float = 0.0
    likely: float = 0.0

    def corrected(self, odds: np.ndarray) -> np.ndarray:
        return odds + np.interp(odds, _RAMP, (self.unlikely, self.likely))

    def uncorrected(self, odds: np.ndarray) -> np.ndarray:
        """What `corrected` made these of."""
        low, high = _RAMP
        return odds - np.interp(odds, (low + self.unlikely, high + self.likely), (self.unlikely, self.likely))


NONE = Calibration()


def log_odds(probability) -> np.ndarray:
    said = np.clip(np.asarray(probability, float), 1e-7, 1 - 1e-7)
    return np.log(said) - np.log1p(-said)


def chance(odds) -> np.ndarray:
    """The probability that these log-odds say, as float64."""
    return 1 / (1 + np.exp(-np.asarray(odds, float)))

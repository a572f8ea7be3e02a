"""The scorer: shipped as trained on invented lists, taught further by the lists at hand, asked about any two rows."""

import hashlib
import json
import os
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl
import xgboost

from linkage.calibration import NONE, Calibration, chance
from linkage.features import Rows, features
from linkage.frequencies import Frequencies
from linkage.identifiers import IdClass, id_classes
from linkage.threads import side_by_side

SHIPPED = files("linkage") / "shipped"
BOOSTERS = ("glance", "pairs", "context")
_MANY = 2000  # rows


@dataclass(frozen=True)
class Model:
    """`glance` says of most candidates at once that they are two; `pairs` looks at two rows without their IDs;
    `context` at its verdict, the IDs and what the neighbours say.

    `id_weights`: for each `IdClass`, the logarithm of how much oftener it is found within a person than between two.
    `glance_at`: log-odds of the glance below which a pair is not compared.
    `merge_at`, `ask_at`: probabilities from which a single pair is merged without asking, or put to a human.
    `calibration`: correction of the final log-odds from reviews (none as shipped).
    """

    glance: xgboost.Booster
    pairs: xgboost.Booster
    context: xgboost.Booster
    id_weights: np.ndarray
    glance_at: float
    merge_at: float
    ask_at: float
    calibration: Calibration = NONE

    @classmethod
    @cache
    def shipped(cls) -> "Model":
        """The model in this package, made by `python -m linkage.train`."""
        settings = json.loads((SHIPPED / "model.json").read_text())
        settings["id_weights"] = np.array(settings["id_weights"])
        return cls(_booster("glance"), _booster("pairs"), _booster("context"), **settings)

    def save(self, folder) -> None:
        for name in BOOSTERS:
            (folder / f"{name}.ubj").write_bytes(getattr(self, name).save_raw("ubj"))
        id_weights = [round(float(weight), 4) for weight in self.id_weights]
        settings = {"id_weights": id_weights}
        settings |= {name: getattr(self, name) for name in ("glance_at", "merge_at", "ask_at")}
        (folder / "model.json").write_text(json.dumps(settings) + "\n")

    def probability(
        self, left: pl.DataFrame, right: pl.DataFrame, frequencies: Frequencies | None = None
    ) -> np.ndarray:
        """For aligned rows of two normalised frames, the probability that they are one person; float64, shape (rows,).

        `right` may have one row, which is then compared with each of `left`, or the other way round. `frequencies`
        are of the registry the rows belong to; without them the rows at hand are counted.
        """
        return self.alone(*_aligned(left, right, frequencies))

    def alone(self, rows: Rows, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """The same for the pairs of places (a[i], b[i]) in `rows`, each pair looked at alone."""
        if not len(a):
            return np.zeros(0)
        base = self.log_odds(features(rows, a, b))
        alone = context_alone(base, id_classes(rows.coded, a, b), self.id_weights)
        return self.final(alone)

    def worth_comparing(self, glances: np.ndarray) -> np.ndarray:
        """Of each row of `glance(...)`, whether the pair may be one person at all (bool)."""
        return self.glances(glances) >= self.glance_at

    def glances(self, glances: np.ndarray) -> np.ndarray:
        """What `glance` makes of `glance(...)`: log-odds, float32 of shape (pairs,)."""
        return _margin(self.glance, glances)

    def log_odds(self, matrix: np.ndarray) -> np.ndarray:
        """What `pairs` makes of `features(...)`: log-odds, float32 of shape (pairs,)."""
        return _margin(self.pairs, matrix)

    def final(self, context: np.ndarray) -> np.ndarray:
        """Probabilities from `CONTEXT` columns."""
        return chance(self.calibration.corrected(_margin(self.context, context).astype(float)))

    def with_thresholds(self, merge_at: float, ask_at: float) -> "Model":
        return replace(self, merge_at=merge_at, ask_at=ask_at)


@cache
def shipped_name() -> str:
    """What tells the model of this package from those of other editions: 16 letters that follow from its content."""
    files_of_it = [f"{name}.ubj" for name in BOOSTERS] + ["model.json"]
    return hashlib.sha256(b"".join((SHIPPED / name).read_bytes() for name in files_of_it)).hexdigest()[:16]


# What the second model sees of a pair; those after `id_class` are 0 (or the pair's own) for a pair looked at alone.
CONTEXT = (
    *("base", "id_weight", "id_class", "sum"),
    *("support", "support_sum", "against", "rival_a", "rival_b", "degree", "id_of_neighbours"),
)


def context_alone(base: np.ndarray, classes: np.ndarray, id_weights: np.ndarray) -> np.ndarray:
    """`CONTEXT` for pairs whose neighbours are not known: float32 of shape (pairs, len(CONTEXT))."""
    matrix = np.full((len(base), len(CONTEXT)), np.nan, np.float32)
    weight = id_weights[classes]
    matrix[:, :4] = np.column_stack([base, weight, classes, base + weight])
    return matrix


def _margin(booster: xgboost.Booster, matrix: np.ndarray) -> np.ndarray:
    # For a few rows a second thread costs more than it helps, the more so beside other work.
    if len(matrix) < _MANY:
        return booster.inplace_predict(matrix, predict_type="margin")
    pieces = np.array_split(matrix, os.cpu_count() or 1)
    return np.concatenate(side_by_side(lambda piece: booster.inplace_predict(piece, predict_type="margin"), pieces))


def _booster(name: str) -> xgboost.Booster:
    booster = xgboost.Booster()
    booster.load_model(bytearray((SHIPPED / f"{name}.ubj").read_bytes()))
    booster.set_param({"nthread": 1})
    return booster


def _aligned(left: pl.DataFrame, right: pl.DataFrame, frequencies: Frequencies | None):
    if left.height != right.height and 1 not in (left.height, right.height):
        raise ValueError(f"{left.height} rows cannot be compared with {right.height}, one with one")
    count = max(left.height, right.height) if min(left.height, right.height) else 0
    rows = Rows.of(pl.concat([left, right], how="diagonal"), frequencies)
    a = np.arange(left.height) if left.height == count else np.zeros(count, int)
    b = left.height + (np.arange(right.height) if right.height == count else np.zeros(count, int))
    return rows, a, b


assert len(IdClass) == 14  # the model's weights are by this number

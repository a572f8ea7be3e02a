"""Train the shipped model on invented lists: `python -m linkage.train`. Repeatable: the same seeds, the same model."""

import argparse
import datetime
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl
import xgboost

from invented.people import YEAR
from invented.worlds import world
from linkage.candidates import candidate_pairs
from linkage.features import Rows, features
from linkage.glancing import glance
from linkage.identifiers import IdClass, id_classes
from linkage.linking import contexts
from linkage.model import SHIPPED, Model
from linkage.normalising import normalise

# Log-odds that each class of IDs starts from, before the worlds or the lists at hand say better.
FIRST_ID_WEIGHTS = np.array([0, 7, 5, 5, 2, 1, 1, -4, -5, 7, 4, -3, 2, -3], float)
PAIRS = {
    "objective": "binary:logistic",
    "tree_method": "hist",
    "max_depth": 7,
    "eta": 0.1,
    "min_child_weight": 5,
    "seed": 1,
}
GLANCES = PAIRS | {"max_depth": 5}
CONTEXTS = PAIRS | {"max_depth": 5, "eta": 0.08}
LIST_DAY = datetime.date(YEAR, 6, 1)  # ages are counted from a day of their own, not from today
LEAST = 0.993
OVERLOOKED = 0.0006  # of the true pairs among the candidates, that a glance may miss
PRECISION = 0.9995  # asked of automatic merging on worlds not trained on, to have .999 on lists of other habits


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--worlds", type=int, default=72)
    arguments.add_argument("--out", type=Path, default=Path(str(SHIPPED)))
    chosen = arguments.parse_args()
    trained = train(list(range(chosen.worlds)))
    chosen.out.mkdir(exist_ok=True)
    trained.save(chosen.out)


def train(seeds: list[int]) -> Model:
    """Half of the worlds train the glance and the pair model, a third the context model; the rest set thresholds."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        worlds = list(pool.map(_compared, seeds))
    half, most = len(worlds) // 2, len(worlds) * 5 // 6
    first, second, third = worlds[:half], worlds[half:most], worlds[most:]
    glance = _trained(GLANCES, 60, [(w["glances"], w["truth"]) for w in first])
    pairs = _trained(PAIRS, 260, [(w[f"{which}matrix"], w[f"{which}truth"]) for w in first for which in ("", "other_")])
    model = Model(glance, pairs, pairs, FIRST_ID_WEIGHTS, glance_at=-99.0, merge_at=0.99, ask_at=0.1)
    model = replace(model, id_weights=_id_weights(second), glance_at=_glance_at(model, second))
    seen = [_context(w, model) for w in second]
    forgotten = [(_alone(matrix), truth) for matrix, truth in seen]
    model = replace(model, context=_trained(CONTEXTS, 160, seen + forgotten))
    return model.with_thresholds(_merge_at(model, [_context(w, model) for w in third]), ask_at=0.1)


def _compared(seed: int) -> dict:
    raw, truth = world(seed)
    norm = normalise(raw, today=LIST_DAY)
    rows, (a, b, shared) = Rows.of(norm), candidate_pairs(norm)
    others = _other_pairs(norm, seed)
    return {
        "other_matrix": features(rows, *others), "other_truth": truth[others[0]] == truth[others[1]],
        "rows": rows, "a": a, "b": b, "others": shared, "matrix": features(rows, a, b),
        "glances": glance(rows, a, b, shared), "classes": id_classes(rows.coded, a, b), "truth": truth[a] == truth[b],
    }  # fmt: skip


def _other_pairs(norm: pl.DataFrame, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs that no key need have brought (one house, one name, any two): a registry is asked about such too."""
    rng, row = np.random.default_rng(seed), np.arange(norm.height)
    pairs = [rng.integers(0, norm.height, (2, 2000))]
    for names in (["place", "locality", "house_no"], ["given_skeleton"], ["family_skeleton"], ["phone_key"]):
        known = norm.select(*names, row=pl.Series(row)).drop_nulls()
        near = known.sample(fraction=1.0, shuffle=True, seed=seed).sort(names)["row"].to_numpy()
        if len(near) < 2:
            continue
        at = rng.integers(0, len(near) - 1, 2000)
        pairs.append(np.stack([near[at], near[at + 1]]))
    a, b = np.concatenate(pairs, axis=1)
    return a[a != b], b[a != b]


def _trained(settings: dict, rounds: int, sets: list) -> xgboost.Booster:
    data = xgboost.DMatrix(np.concatenate([matrix for matrix, _ in sets]), np.concatenate([truth for _, truth in sets]))
    return xgboost.train(settings, data, rounds)


def _id_weights(worlds: list[dict]) -> np.ndarray:
    classes, truth, others = (np.concatenate([w[name] for w in worlds]) for name in ("classes", "truth", "others"))
    known = (classes != IdClass.UNKNOWN) & (others > 0)
    one, two = (
        np.bincount(classes[known & (truth == is_one)], minlength=len(IdClass)) + 0.5 for is_one in (True, False)
    )
    weights = np.log(one / one.sum()) - np.log(two / two.sum())
    weights[IdClass.UNKNOWN] = 0
    return np.clip(weights, -9, 9)


def _glance_at(model: Model, worlds: list[dict]) -> float:
    """Where all but `OVERLOOKED` of the true pairs are above."""
    said = np.concatenate([model.glances(w["glances"][w["truth"] & (w["others"] > 0)]) for w in worlds])
    return round(float(np.quantile(said, OVERLOOKED)), 3)


def _context(w: dict, model: Model) -> tuple[np.ndarray, np.ndarray]:
    seen = contexts(w["rows"], w["a"], w["b"], w["others"], model)
    return seen.matrix, w["truth"][seen.at]


def _alone(matrix: np.ndarray) -> np.ndarray:
    """The same pairs as the registry sees one new row: without neighbours."""
    alone = matrix.copy()
    alone[:, 4:] = np.nan
    return alone


def _merge_at(model: Model, seen: list) -> float:
    """The lowest probability, `LEAST` or above, that keeps `PRECISION` in the pairs of all worlds left over."""
    probability = np.concatenate([model.final(matrix) for matrix, _ in seen])
    truth = np.concatenate([truth for _, truth in seen])
    order = np.argsort(-probability, kind="stable")
    precision = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(precision >= PRECISION)
    return round(float(max(LEAST, probability[order[enough.max()]])), 4)


if __name__ == "__main__":
    main()

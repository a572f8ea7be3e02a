"""How well and how fast lists never seen are linked: `python -m bench.linkage [--quick] [--rows 10000 100000]`."""

import argparse
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import polars as pl

from bench.figures import Figure, write
from bench.from_files import MANY, of_files
from bench.known_lists import of_febrl, of_splink
from bench.strangers import HARSH, strangers
from invented.agencies import FOUR, SIX
from invented.damage import HARD, PRESETS, TYPICAL
from invented.people import Households
from invented.worlds import drawn, together
from linkage import Model, link, normalise, recalibrated

ROWS_A_PERSON = 2.25
# At 100,000 rows and more, and at fewer.
F1 = {"typical": ("≥ .996", "≥ .99"), "hard": ("≥ .982", "≥ .965")}
MERGED = {"typical": "≥ .98", "hard": "≥ .75"}
REVIEWS, WRONG = 2_000, 0.03
HABITS = {
    "few IDs": (replace(TYPICAL, cid_missing=0.85), FOUR, None),
    "no IDs": (replace(TYPICAL, cid_missing=1.0), FOUR, None),
    "six lists": (TYPICAL, SIX, None),
    "dirty rows lose their IDs": (replace(HARD, dirty=0.9), FOUR, None),
    "twins": (TYPICAL, FOUR, Households(twins=0.12)),
    "fathers and sons": (TYPICAL, FOUR, Households(like_named_child=0.6)),
    "namesakes": (TYPICAL, FOUR, Households(namesake_neighbour=0.03, namesake_in_village=0.5, namesake_of_year=0.3)),
    "married names": (replace(TYPICAL, outdated=0.9), FOUR, Households(married_name=0.98)),
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000], help="of the lists to link well")
    arguments.add_argument("--files", type=int, nargs="+", default=[30_000, 100_000, 1_000_000], help="to link fast")
    arguments.add_argument("--quick", action="store_true", help="small lists: does the bench itself work?")
    arguments.add_argument("--seed", type=int, default=2026)
    chosen = arguments.parse_args()
    if chosen.quick:
        chosen.rows, chosen.files = [1_000], [500, 1_000]
    found = []
    # A process for each, or the memory of one would count for the next.
    with get_context("spawn").Pool(1, maxtasksperchild=None if chosen.quick else 1) as pool:
        for rows in chosen.rows:
            for preset in PRESETS:
                found += pool.apply(of_preset, (preset, rows, chosen.seed))
        for name in HABITS:
            found += pool.apply(of_habit, (name, chosen.rows[0], chosen.seed))
        for name in HARSH:
            found += pool.apply(of_strangers, (name, chosen.rows[0], chosen.seed))
    if not chosen.quick:  # the peers would have to be installed
        for preset in PRESETS:
            found += of_splink(preset, *_lists(chosen.rows[0], chosen.seed, PRESETS[preset]))
        found += of_febrl()
    write("linkage", [*found, *of_files(chosen.files, chosen.seed, peers=not chosen.quick)], quick=chosen.quick)


def of_preset(preset: str, rows: int, seed: int) -> list[Figure]:
    raw, truth = _lists(rows, seed, PRESETS[preset])
    norm = normalise(raw)
    linked = link(norm)
    found = figures(linked.pairs, truth)
    shown = [
        Figure(f"{preset}: F1 at p ≥ .5", rows, found["f1"], aim=F1[preset][rows < MANY]),
        Figure(f"{preset}: merged, precision", rows, found["merged_precision"], aim="≥ .999"),
        Figure(f"{preset}: merged, recall", rows, found["merged_recall"], aim=MERGED[preset]),
        Figure(f"{preset}: pairs asked", rows, found["asked"], "pairs"),
    ]
    if preset == "hard":
        after = figures(link(norm, reviewed(linked.pairs, truth, seed)).pairs, truth)
        said = f"{preset}, {REVIEWS:,} reviewed: merged, "
        shown.append(Figure(f"{said}precision", rows, after["merged_precision"], aim="≥ .999"))
        shown.append(Figure(f"{said}recall", rows, after["merged_recall"], aim="≥ .90"))
    return shown


def reviewed(pairs: pl.DataFrame, truth: np.ndarray, seed: int) -> Model:
    """The model after people have looked at some of the pairs that are not sure, and now and then been wrong."""
    unsure = pairs.filter(pl.col("own").is_between(0.02, 0.9995))
    seen = unsure.sample(min(REVIEWS, unsure.height), seed=seed)
    same = truth[seen["a"].to_numpy()] == truth[seen["b"].to_numpy()]
    wrong = np.random.default_rng(seed).random(len(same)) < WRONG
    return recalibrated(Model.shipped(), seen["own"].to_numpy(), same ^ wrong)


def of_habit(name: str, rows: int, seed: int) -> list[Figure]:
    damage, agencies, habits = HABITS[name]
    return _plainly(name, rows, *_lists(rows, seed, damage, agencies, habits))


def of_strangers(name: str, rows: int, seed: int) -> list[Figure]:
    """Lists of a second generator, which shares nothing with the one that trained the model."""
    people = int(rows / 2.2)
    return [
        figure
        for said, ids in (("", 1.0), (", no IDs", 0.0))
        for figure in _plainly(f"{name} strangers{said}", rows, *strangers(people, HARSH[name], seed, ids=ids))
    ]


def _plainly(name: str, rows: int, raw: pl.DataFrame, truth: np.ndarray) -> list[Figure]:
    found = figures(link(normalise(raw)).pairs, truth)
    return [
        Figure(f"{name}: F1 at p ≥ .5", rows, found["f1"]),
        Figure(f"{name}: merged, precision", rows, found["merged_precision"], aim="≥ .999"),
        Figure(f"{name}: merged, recall", rows, found["merged_recall"]),
    ]


def _lists(rows, seed, damage, agencies=FOUR, habits=None) -> tuple[pl.DataFrame, np.ndarray]:
    rng = np.random.default_rng([seed, rows])
    people = int(rows / ROWS_A_PERSON * sum(a.share for a in FOUR) / sum(a.share for a in agencies))
    return together(drawn(rng, people, agencies, damage, habits))


def figures(pairs, truth: np.ndarray) -> dict[str, float]:
    """F1 of pairs at p ≥ .5; precision and recall of the merged; how many are asked."""
    right = truth[pairs["a"].to_numpy()] == truth[pairs["b"].to_numpy()]
    count = np.bincount(truth)
    total = (count * (count - 1) // 2).sum()
    likely, merged = (pairs["probability"] >= 0.5).to_numpy(), (pairs["decision"] == "merge").to_numpy()
    precision, recall = right[likely].mean(), right[likely].sum() / total
    return {
        "precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall),
        "merged_precision": right[merged].mean(), "merged_recall": right[merged].sum() / total,
        "asked": int((pairs["decision"] == "ask").sum()),
    }  # fmt: skip


if __name__ == "__main__":
    main()

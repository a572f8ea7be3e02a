"""Quality and speed of linking on invented lists it has not seen: `python -m bench.linkage --rows 10000 100000`."""

import argparse
import resource
import time

import numpy as np

from invented.agencies import FOUR, SIX
from invented.damage import PRESETS
from invented.worlds import drawn, together
from linkage import link, normalise

ROWS_A_PERSON = 2.25


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    arguments.add_argument("--presets", nargs="+", default=list(PRESETS))
    arguments.add_argument("--six", action="store_true", help="six lists instead of four")
    arguments.add_argument("--without-source", action="store_true", help="do not say which list a row is from")
    arguments.add_argument("--seed", type=int, default=2026)
    chosen = arguments.parse_args()
    print(
        "preset     rows  F1 p≥.5  precision recall  | merged: precision recall | asked | seconds: read link | GB peak"
    )
    for preset in chosen.presets:
        for rows in chosen.rows:
            print(line(preset, rows, chosen))


def line(preset: str, rows: int, chosen) -> str:
    agencies = SIX if chosen.six else FOUR
    rng = np.random.default_rng([chosen.seed, rows])
    raw, truth = together(drawn(rng, int(rows / ROWS_A_PERSON), agencies, PRESETS[preset]))
    if chosen.without_source:
        raw = raw.drop("source")
    started = time.perf_counter()
    norm = normalise(raw)
    normalised = time.perf_counter()
    linked = link(norm)
    ended = time.perf_counter()
    found = figures(linked.pairs, truth)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return (
        f"{preset:8} {len(truth):7}  {found['f1']:.5f}  {found['precision']:.5f} {found['recall']:.5f} | "
        f"{found['merged_precision']:.5f} {found['merged_recall']:.5f} | {found['asked']:6} | "
        f"{normalised - started:5.1f} {ended - normalised:5.1f} | {memory:.2f}"
    )


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

"""Whole lists at once: which rows are one person, how sure, and which pairs a human should see."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from linkage.candidates import candidate_pairs
from linkage.features import Rows, features
from linkage.identifiers import id_classes
from linkage.model import Model
from linkage.neighbourhood import context
from linkage.people import agreed, people_of
from linkage.teaching import id_weights, taught_log_odds

REPORTED = 0.05  # pairs below are not worth a line
# Wrong pairs expected among those merged without asking; the promise is .001, on lists of whatever habits.
MERGE_ERROR, LOWEST_MERGE = 0.0006, 0.97
_CHUNK = 500_000  # pairs compared at a time: bounds the memory


@dataclass(frozen=True)
class Linked:
    """`pairs`: a, b (UInt32, places in the frame, a < b), probability (Float64, ≥ .05), decision ("merge", "ask", "");
    `person`: a number (UInt32) for each row, the same for rows of one person; `merge_at`: the probability from which
    pairs were merged, chosen for these lists."""

    pairs: pl.DataFrame
    person: pl.Series
    merge_at: float


def link(norm: pl.DataFrame, model: Model | None = None, *, ids_teach: bool = True) -> Linked:
    """Find the rows of `norm` (from `normalise`, any number of lists in one frame) that are one person.

    With `ids_teach`, pairs whose rows carry valid citizen IDs correct the model for these lists. A column `source` in
    `norm` tells the lists apart, which helps. The same input gives the same answer.
    """
    model = model or Model.shipped()
    a, b, by_other = candidate_pairs(norm)
    rows = Rows.of(norm)
    pairs = _scored(rows, a, b, by_other, model, ids_teach)
    person = people_of(norm.height, *(pairs[name].to_numpy() for name in ("a", "b", "probability")))
    pairs = agreed(pairs, person).filter(pl.col("probability") >= REPORTED)
    merge_at = merge_threshold(pairs["probability"])
    pairs = pairs.with_columns(decision=decisions(pl.col("probability"), merge_at, model.ask_at))
    return Linked(pairs, pl.Series("person", person), merge_at)


def merge_threshold(probability: pl.Series) -> float:
    """The lowest probability above which the pairs are expected to hold at most `MERGE_ERROR` wrong ones.

    Clean lists get a lower threshold than damaged ones, for their pairs are nearly all sure.
    """
    falling = probability.sort(descending=True)
    expected = (1 - falling).cum_sum() / pl.int_range(1, len(falling) + 1, eager=True)
    enough = int((expected <= MERGE_ERROR).sum())
    return max(LOWEST_MERGE, falling[enough - 1] if enough else 1.0)


def decisions(probability: pl.Expr, merge_at: float, ask_at: float) -> pl.Expr:
    """ "merge" without asking, "ask" a human, or "" for neither."""
    asked = pl.when(probability >= ask_at).then(pl.lit("ask")).otherwise(pl.lit(""))
    return pl.when(probability >= merge_at).then(pl.lit("merge")).otherwise(asked)


def _scored(rows: Rows, a, b, by_other, model: Model, ids_teach: bool) -> pl.DataFrame:
    seen = contexts(rows, a, b, by_other, model, ids_teach)
    return pl.DataFrame({"a": a, "b": b, "probability": model.final(seen) if len(a) else np.zeros(0)})


def contexts(rows: Rows, a, b, by_other, model: Model, ids_teach: bool = True) -> np.ndarray:
    """What the second model sees of each candidate pair: `linkage.model.CONTEXT`."""
    classes = id_classes(rows.coded, a, b)
    matrix = np.concatenate(
        [features(rows, a[i : i + _CHUNK], b[i : i + _CHUNK]) for i in range(0, max(len(a), 1), _CHUNK)]
    )
    base = model.log_odds(matrix) if len(a) else np.zeros(0, np.float32)
    if ids_teach:
        # Pairs of one ID stay on one side of the cross-fitting.
        base = taught_log_odds(matrix, base, classes, by_other, rows.coded.codes["cid"][a])
    weights = id_weights(base, classes, by_other, model.id_weights)
    return context(a, b, base, classes, weights, rows.coded)

"""Whole lists at once: which rows are one person, how sure, and which pairs a human should see."""

from dataclasses import dataclass, fields
from functools import partial

import numpy as np
import polars as pl

from linkage.candidates import candidate_pairs
from linkage.features import Rows, features, same
from linkage.glancing import glance
from linkage.identifiers import id_classes
from linkage.model import Model
from linkage.neighbourhood import context
from linkage.people import agreed, people_of
from linkage.teaching import id_weights, taught_log_odds
from linkage.threads import side_by_side

REPORTED = 0.05  # pairs below are not worth a line
# Wrong pairs expected among those merged without asking; the promise is .001, on lists of whatever habits. Lists
# without IDs cannot correct the model for themselves, so less is merged there.
MERGE_ERROR, MERGE_ERROR_WITHOUT_IDS, LOWEST_MERGE = 0.0008, 0.00045, 0.9875
FEW_IDS = 0.05  # of the rows
_CHUNK = 250_000  # pairs that one processor compares at a time: bounds the memory
_HOPELESS = -7.0  # log-odds from which no neighbour has ever helped a pair up


@dataclass(frozen=True)
class Linked:
    """`pairs`: a, b (UInt32, places in the frame, a < b), probability (Float64, ≥ .05), own (what the model said of the
    pair before the rows of each person were brought in line: reviews teach by it), decision ("merge", "ask", "");
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
    a, b, others = candidate_pairs(norm)
    chances = judged(Rows.of(norm), a, b, others, model, ids_teach=ids_teach)
    person = people_of(norm.height, a, b, chances)
    told = (chances >= REPORTED) | (person[a] == person[b])
    pairs = agreed(pl.DataFrame({"a": a[told], "b": b[told], "probability": chances[told]}), person)
    pairs = pairs.filter(pl.col("probability") >= REPORTED)
    with_ids = ids_teach and norm["cid"].is_not_null().sum() >= FEW_IDS * norm.height
    merge_at = merge_threshold(pairs["probability"], MERGE_ERROR if with_ids else MERGE_ERROR_WITHOUT_IDS)
    pairs = pairs.with_columns(decision=decisions(pl.col("probability"), merge_at, model.ask_at))
    return Linked(pairs, pl.Series("person", person), merge_at)


def judged(rows: Rows, a, b, others, model: Model, *, ids_teach: bool = True) -> np.ndarray:
    """How likely each candidate pair is one person, all of them seen together: float64 of shape (pairs,).

    `others`: how many keys the two share beside those of the ID. Pairs without hope are given 0.
    """
    chances = np.zeros(len(a))
    seen = contexts(rows, a, b, others, model, ids_teach=ids_teach)
    chances[seen.at] = model.final(seen.matrix) if len(seen.at) else np.zeros(0)
    return chances


def merge_threshold(probability: pl.Series, most_wrong: float = MERGE_ERROR) -> float:
    """The lowest probability above which at most this share of the pairs is expected to be wrong.

    Clean lists get a lower threshold than damaged ones, for their pairs are nearly all sure.
    """
    falling = probability.sort(descending=True)
    expected = (1 - falling).cum_sum() / pl.int_range(1, len(falling) + 1, eager=True)
    enough = int((expected <= most_wrong).sum())
    return max(LOWEST_MERGE, falling[enough - 1] if enough else 1.0)


def decisions(probability: pl.Expr, merge_at: float, ask_at: float) -> pl.Expr:
    """ "merge" without asking, "ask" a human, or "" for neither."""
    asked = pl.when(probability >= ask_at).then(pl.lit("ask")).otherwise(pl.lit(""))
    return pl.when(probability >= merge_at).then(pl.lit("merge")).otherwise(asked)


@dataclass(frozen=True)
class Seen:
    """What the second model sees (`linkage.model.CONTEXT`) of the pairs at these places among the candidates."""

    at: np.ndarray
    matrix: np.ndarray


def contexts(rows: Rows, a, b, others, model: Model, *, ids_teach: bool = True) -> Seen:
    """The pairs with some hope, and what the second model sees of each."""
    met = _met(rows, a, b, others, model)
    base, classes, by_other = met.base[met.hopeful], met.classes[met.hopeful], others[met.at] > 0
    at = met.at[met.hopeful]
    if ids_teach:
        # Pairs of one ID stay on one side of the cross-fitting.
        group = rows.coded.codes["cid_digits"][a[at]]
        base = taught_log_odds(met.matrix, base, classes, by_other[met.hopeful], group, model.id_weights)
    all_base = met.base.copy()
    all_base[met.hopeful] = base
    weights = id_weights(all_base, met.classes, by_other, model.id_weights)
    return Seen(at, context(a[at], b[at], base, classes, weights, rows.coded))


@dataclass(frozen=True)
class Met:
    """Pairs compared in full: their places among the candidates, log-odds and classes of IDs; which of them may still
    be one person, and the features of those."""

    at: np.ndarray
    base: np.ndarray
    classes: np.ndarray
    hopeful: np.ndarray
    matrix: np.ndarray


def _met(rows: Rows, a, b, others, model: Model) -> Met:
    piece = partial(_met_piece, rows, a, b, others, model)
    pieces = side_by_side(piece, range(0, max(len(a), 1), _CHUNK))
    return Met(*(np.concatenate([getattr(piece, field.name) for piece in pieces]) for field in fields(Met)))


def _met_piece(rows: Rows, a, b, others, model: Model, start: int) -> Met:
    a, b, others = (array[start : start + _CHUNK] for array in (a, b, others))
    # What has one ID is not dropped at a glance, which does not see IDs.
    id_says = (others == 0) | (same(rows.coded, "cid_digits", a, b) == 1)
    at = np.flatnonzero(model.worth_comparing(glance(rows, a, b, others)) | id_says)
    a, b = a[at], b[at]
    matrix, classes = features(rows, a, b), id_classes(rows.coded, a, b)
    base = model.log_odds(matrix)
    # Without its ID hopeless, and no help from the ID either.
    hopeful = base + np.maximum(model.id_weights[classes], 0) > _HOPELESS
    return Met(at + start, base, classes, hopeful, matrix[hopeful])

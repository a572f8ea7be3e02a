"""From pairs to people: rows whose pairs agree with each other, not mere chains of likeness."""

from collections import defaultdict

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

LIKELY = 0.5
_NEVER_MET = 0.3  # the probability taken for two rows that were not even candidates, when two groups are weighed


def people_of(rows: int, a: np.ndarray, b: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """A person's number (uint32, 0…) for each row.

    Chains of pairs at or above `LIKELY` that are complete (every row likely with every other) are people. In the others
    groups are joined from the surest pair down, as long as the pairs between two groups are likely on average.
    """
    likely = probability >= LIKELY
    ends = np.ones(int(likely.sum()), np.int8)
    _, group = connected_components(coo_array((ends, (a[likely], b[likely])), shape=(rows, rows)), directed=False)
    size, edges = np.bincount(group, minlength=1), np.bincount(group[a[likely]], minlength=group.max(initial=0) + 1)
    torn = edges < size * (size - 1) // 2
    within = (group[a] == group[b]) & torn[group[a]] if len(a) else np.zeros(0, bool)
    person = group.astype(np.int64)
    for row, head in _joined(a[within], b[within], probability[within]).items():
        person[row] = head + len(size)
    return pl.Series(person).rank("dense").cast(pl.UInt32).to_numpy() - 1


def _joined(a, b, probability) -> dict[int, int]:
    """Row → the first row of its group, for rows in chains that are not complete."""
    members = {row: [row] for row in np.unique(np.concatenate([a, b])).tolist()}
    head = {row: row for row in members}
    known = defaultdict(dict)
    order = np.lexsort((b, a, -probability))
    edges = list(zip(a[order].tolist(), b[order].tolist(), probability[order].tolist(), strict=True))
    for left, right, chance in edges:
        known[left][right] = known[right][left] = chance
    for left, right, chance in edges:
        one, other = head[left], head[right]
        if chance < LIKELY or one == other:
            continue
        cross = [known[x].get(y, _NEVER_MET) for x in members[one] for y in members[other]]
        if sum(cross) / len(cross) >= LIKELY:
            members[one] += members.pop(other)
            head.update(dict.fromkeys(members[one], one))
    return head


def agreed(pairs: pl.DataFrame, person: np.ndarray) -> pl.DataFrame:
    """The pairs (a, b, probability) brought in line with the people: every two rows of a person are there, likely; two
    rows of different people are below. `own` keeps what was said of the pair by itself, null if nothing was."""
    pairs = pairs.with_columns(own="probability")
    together = _all_together(person).join(pairs, on=["a", "b"], how="left", maintain_order="left")
    own = together["probability"].fill_null(_NEVER_MET).to_numpy()
    via = _over_a_third(together, own)
    together = together.with_columns(pl.max_horizontal("probability", pl.Series(via), pl.lit(LIKELY)))
    apart = pairs.filter(pl.Series(person[pairs["a"].to_numpy()] != person[pairs["b"].to_numpy()]))
    apart = apart.with_columns(pl.min_horizontal("probability", pl.lit(LIKELY - 0.01)))
    return pl.concat([together, apart]).sort("a", "b")


def _all_together(person: np.ndarray) -> pl.DataFrame:
    rows = pl.DataFrame({"person": person, "row": np.arange(len(person), dtype=np.uint32)})
    rows = rows.filter(pl.len().over("person") > 1)
    pairs = rows.join(rows, on="person").filter(pl.col("row") < pl.col("row_right"))
    return pairs.select(a="row", b="row_right")


def _over_a_third(together: pl.DataFrame, own: np.ndarray) -> np.ndarray:
    """For each unlikely pair, how likely it and a third row are one person, at best; 0 without a third.

    Two sure pairs carry a pair that was never met, but not one that speaks against them.
    """
    known = together.select("a", "b", "probability").filter(pl.col("probability") >= LIKELY)
    both = pl.concat([known, known.select(a="b", b="a", probability="probability")])
    weak = (
        together.with_row_index("pair").filter(pl.col("probability").fill_null(0.0) < LIKELY).select("pair", "a", "b")
    )
    one = weak.join(both.select("a", c="b", p="probability"), on="a")
    ways = one.join(both.select(b="a", c="b", q="probability"), on=["b", "c"])
    one, p, q = own[ways["pair"].to_numpy()], ways["p"].to_numpy(), ways["q"].to_numpy()
    result = np.zeros(together.height)
    # Either all are one person, or this pair is not and at most one of the others is.
    np.maximum.at(result, ways["pair"].to_numpy(), one * p * q / (one * p * q + (1 - one) * (1 - p * q)))
    return result

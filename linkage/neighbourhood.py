"""What the neighbours say of a pair: a third row like both speaks for it, a better match elsewhere against it."""

import numpy as np
import polars as pl

from linkage.calibration import chance
from linkage.coding import Coded
from linkage.model import CONTEXT

_EDGE = 0.03  # probability below which a pair is no neighbour
_SURE = 0.9


def context(a, b, base: np.ndarray, classes: np.ndarray, id_weights: np.ndarray, rows: Coded) -> np.ndarray:
    """`CONTEXT` of each pair: float32 of shape (pairs, len(CONTEXT))."""
    weight = id_weights[classes]
    total = base + weight
    probability = chance(total)
    edges = _both_ways(a, b, probability)
    pairs = pl.DataFrame({"pair": np.arange(len(a), dtype=np.uint32), "a": a, "b": b, "p": probability})
    found = {
        "base": base, "id_weight": weight, "id_class": classes, "sum": total,
        **_support(pairs, edges),
        **_rivals(a, b, probability, edges, len(rows)),
        "id_of_neighbours": _id_of_neighbours(a, b, edges, rows),
    }  # fmt: skip
    return np.column_stack([found[name] for name in CONTEXT]).astype(np.float32)


def _both_ways(a, b, probability) -> pl.DataFrame:
    edge = probability > _EDGE
    one = {"from": a[edge], "to": b[edge], "q": probability[edge]}
    return pl.concat([pl.DataFrame(one), pl.DataFrame({"from": one["to"], "to": one["from"], "q": one["q"]})])


def _support(pairs: pl.DataFrame, edges: pl.DataFrame) -> dict[str, np.ndarray]:
    """By third rows c: the best of min(ac, bc), the sum of ac × bc and the strongest of either without the other."""
    of_a = edges.rename({"from": "a", "to": "c", "q": "ac"})
    of_b = edges.rename({"from": "b", "to": "c", "q": "bc"})
    via_a = pairs.select("pair", "a", "b").join(of_a, on="a").filter(pl.col("c") != pl.col("b"))
    via_b = pairs.select("pair", "a", "b").join(of_b, on="b").filter(pl.col("c") != pl.col("a"))
    thirds = via_a.select("pair", "c", "ac").join(
        via_b.select("pair", "c", "bc"), on=["pair", "c"], how="full", coalesce=True
    )
    thirds = thirds.with_columns(pl.col("ac", "bc").fill_null(0.0))
    found = thirds.group_by("pair").agg(
        support=pl.min_horizontal("ac", "bc").max(),
        support_sum=(pl.col("ac") * pl.col("bc")).sum(),
        against=(pl.max_horizontal("ac", "bc") - pl.min_horizontal("ac", "bc")).max(),
    )
    whole = pairs.select("pair").join(found, on="pair", how="left", maintain_order="left").fill_null(0.0)
    return {name: whole[name].to_numpy() for name in ("support", "support_sum", "against")}


def _rivals(a, b, probability, edges: pl.DataFrame, rows: int) -> dict[str, np.ndarray]:
    """The best other match of each end, and how many matches the better-connected end has."""
    ends, other = edges["from"].to_numpy(), edges["q"].to_numpy()
    degree = np.bincount(ends, weights=other, minlength=rows)
    ranked = edges.sort("q", descending=True, maintain_order=True).group_by("from", maintain_order=True).agg(
        best=pl.col("q").first(), second=pl.col("q").get(1, null_on_oob=True).fill_null(0.0), who=pl.col("to").first()
    )  # fmt: skip
    best, second, who = np.zeros(rows), np.zeros(rows), np.full(rows, -1)
    at = ranked["from"].to_numpy()
    best[at], second[at], who[at] = (ranked[name].to_numpy() for name in ("best", "second", "who"))
    return {
        "rival_a": np.where(who[a] == b, second[a], best[a]),
        "rival_b": np.where(who[b] == a, second[b], best[b]),
        "degree": np.maximum(degree[a], degree[b]),
    }


def _id_of_neighbours(a, b, edges: pl.DataFrame, rows: Coded) -> np.ndarray:
    """From 1, where the valid IDs of `a` and its sure neighbours are those of `b` and its own, to −1, where all differ.

    What either end has only from the other does not count.
    """
    valid = rows.codes["cid"]
    places = np.arange(len(valid), dtype=np.uint32)
    own = pl.DataFrame({"row": places, "from": places, "cid": valid})
    strong = edges.filter(pl.col("q") > _SURE)
    sure = pl.DataFrame({"row": strong["from"], "from": strong["to"], "cid": valid[strong["to"].to_numpy()]})
    ids = pl.concat([own, sure]).filter(pl.col("cid") >= 0)
    pairs = pl.DataFrame({"pair": np.arange(len(a), dtype=np.uint32), "a": a, "b": b})
    of_a = pairs.join(ids, left_on="a", right_on="row").filter(pl.col("from") != pl.col("b"))
    of_b = pairs.select("pair", "a", "b").join(ids, left_on="b", right_on="row").filter(pl.col("from") != pl.col("a"))
    both = of_a.select("pair", "cid").unique().join(of_b.select("pair", "cid").unique(), on="pair", suffix="_b")
    found = both.group_by("pair").agg(same=(pl.col("cid") == pl.col("cid_b")).mean())
    result = np.zeros(len(a))
    result[found["pair"].to_numpy()] = 2 * found["same"].to_numpy() - 1
    return result

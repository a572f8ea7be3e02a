"""Pairs of rows that share a key nobody else, or few others, have."""

import numpy as np
import polars as pl

from linkage.keys import ID_KINDS, TOO_COMMON, blocking_keys


def candidate_pairs(norm: pl.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(a, b, by_other): rows a < b (uint32), once each; `by_other` tells that more than the citizen ID brought them."""
    keys = blocking_keys(norm, kinds=True)
    keys = keys.with_columns(by_other=~pl.col("kind").is_in([int(kind) for kind in ID_KINDS])).drop("kind")
    keys = keys.filter(pl.len().over("key").is_between(2, TOO_COMMON)).sort("key", "row")
    pairs, by_other = _within_blocks(*(keys[name].to_numpy() for name in ("key", "row", "by_other")))
    found = (
        pl.DataFrame({"pair": pairs, "by_other": by_other}).group_by("pair").agg(pl.col("by_other").any()).sort("pair")
    )
    pair = found["pair"].to_numpy()
    return (pair >> np.uint64(32)).astype(np.uint32), pair.astype(np.uint32), found["by_other"].to_numpy()


def _within_blocks(key: np.ndarray, row: np.ndarray, by_other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each row of a block with each later one: by how far apart they stand, so that no join is needed."""
    row = row.astype(np.uint64)
    pairs, others, start = [], [], np.arange(len(key))
    for distance in range(1, TOO_COMMON):
        start = start[start + distance < len(key)]
        start = start[key[start] == key[start + distance]]
        if not len(start):
            break
        pairs.append(row[start] << np.uint64(32) | row[start + distance])
        others.append(by_other[start])
    if not pairs:
        return np.zeros(0, np.uint64), np.zeros(0, bool)
    return np.concatenate(pairs), np.concatenate(others)

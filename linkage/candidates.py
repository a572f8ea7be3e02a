"""Pairs of rows that share a key nobody else, or few others, have."""

import numpy as np
import polars as pl

from linkage.keys import ID_KINDS, TOO_COMMON, keys_by_kind

SMALL = 20_000  # rows of lists that are searched by keys of the looser kinds too
_MOST = 255  # keys that two rows share, as far as they are counted


def candidate_pairs(norm: pl.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(a, b, others): rows a < b (uint32), once each, in order; `others` (uint8) counts the keys they share beside
    those of the citizen ID."""
    by_id, by_other = [], []
    # Kind by kind, as no two kinds share a key: the keys of a million rows at once would fill the memory.
    for kind, rows, keys in keys_by_kind(norm, small=norm.height <= SMALL):
        (by_id if kind in ID_KINDS else by_other).append(_within_blocks(rows, keys))
    pairs, shared = _counted(by_other)
    only_by_id = np.setdiff1d(_counted(by_id)[0], pairs, assume_unique=True)
    pairs = np.concatenate([pairs, only_by_id])
    others = np.concatenate([shared, np.zeros(len(only_by_id), np.uint8)])
    order = np.argsort(pairs, kind="stable")  # quick, being two runs in order
    pairs, others = pairs[order], others[order]
    return (pairs >> np.uint64(32)).astype(np.uint32), pairs.astype(np.uint32), others


def _within_blocks(rows: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Each row of a block with each later one, as a << 32 | b: by how far apart they stand, without a join."""
    keys, rows = _in_order(keys, rows)
    begins = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, int)
    size = np.diff(np.append(begins, len(keys)))
    rest = np.repeat(begins + size, size) - np.arange(len(keys)) - 1  # rows of the block that come after this one
    start = np.flatnonzero((rest > 0) & np.repeat(size <= TOO_COMMON, size))
    rest, pairs = rest[start], []
    for distance in range(1, TOO_COMMON):
        enough = rest >= distance
        start, rest = start[enough], rest[enough]
        if not len(start):
            break
        pairs.append(rows[start] << np.uint64(32) | rows[start + distance])
    return np.concatenate(pairs) if pairs else np.zeros(0, np.uint64)


def _in_order(keys: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keys that several rows share, in order, less their last bits; and the rows. Both in one number, as numbers are
    sorted ten times as fast as they are ranked; two keys of equal beginnings are as rare as they are harmless."""
    bits = np.uint64(int(rows.max(initial=1)).bit_length())
    both = keys.view(np.uint64) >> bits << bits | rows
    both.sort()
    again, shared = both[1:] >> bits == both[:-1] >> bits, np.zeros(len(both), bool)
    shared[1:] = again
    shared[:-1] |= again
    both = both[shared]
    return both >> bits, both & ((np.uint64(1) << bits) - np.uint64(1))


def _counted(pairs: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Each pair once, in order, and how often it is there."""
    every = _emptied(pairs)
    every.sort()
    first = np.flatnonzero(np.concatenate([[True], every[1:] != every[:-1]])) if len(every) else np.zeros(0, int)
    times = np.diff(np.append(first, len(every)))
    return every[first], np.minimum(times, _MOST).astype(np.uint8)


def _emptied(pieces: list[np.ndarray]) -> np.ndarray:
    """All in one, each piece let go as soon as it is copied: they are most of the memory that linking needs."""
    whole, end = np.empty(sum(map(len, pieces)), np.uint64), 0
    while pieces:
        piece = pieces.pop()
        whole[end : end + len(piece)] = piece
        end += len(piece)
    return whole

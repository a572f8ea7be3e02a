"""Stable 64-bit hashes of many short strings at once: the same in every process, version and language.

hash(text) = mix(Σ code point of letter i × odd(i)) over 64-bit integers that wrap, where mix is the finaliser of
splitmix64 and odd(i) = mix(i + 1) | 1. Being a sum, it gives the hashes of a text less one letter without spelling
them out. (polars' and Python's own hashes change between versions or processes.)
"""

import numpy as np
import polars as pl

LONGEST = 24  # letters; what comes after is not looked at


def mix(value: np.ndarray) -> np.ndarray:
    """The finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    value = value.astype(np.uint64)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


_ODD = mix(np.arange(1, LONGEST + 2)) | np.uint64(1)


def hashes(texts: list[str]) -> np.ndarray:
    """uint64 of shape (n,)."""
    return mix((_letters(texts) * _ODD[:LONGEST]).sum(axis=1, dtype=np.uint64))


def hashes_less_one(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """(which text, hash) of each text without one of its letters, for every letter; equal neighbours give one."""
    letters = _letters(texts)
    stay, moved = letters * _ODD[:LONGEST], np.zeros_like(letters)
    moved[:, 1:] = letters[:, 1:] * _ODD[: LONGEST - 1]
    before = np.cumsum(stay, axis=1, dtype=np.uint64) - stay
    after = moved.sum(axis=1, dtype=np.uint64)[:, None] - np.cumsum(moved, axis=1, dtype=np.uint64)
    there = letters > 0
    there[:, 1:] &= letters[:, 1:] != letters[:, :-1]
    which, place = np.nonzero(there)
    return which, mix((before + after)[which, place])


def combined(kind: int, *parts: np.ndarray) -> np.ndarray:
    """One hash of several, in this order, told apart by `kind`; as int64, which databases have."""
    total = np.full(len(parts[0]), kind, np.uint64) * _ODD[-1]
    for part, odd in zip(parts, _ODD[: len(parts)], strict=True):
        total = mix(total + part.astype(np.uint64) * odd)
    return total.view(np.int64)


def combined_each(kinds: list[int], parts: list[list[int]]) -> np.ndarray:
    """`combined` for single rows: of each list of parts with its kind, all at once."""
    total = np.array(kinds, np.uint64) * _ODD[-1]
    for place in range(max(map(len, parts), default=0)):
        at = [number for number, some in enumerate(parts) if len(some) > place]
        part = np.array([parts[number][place] for number in at], np.uint64)
        total[at] = mix(total[at] + part * _ODD[place])
    return total.view(np.int64)


def _letters(texts: list[str]) -> np.ndarray:
    if not texts:
        return np.zeros((0, LONGEST), np.uint64)
    return np.array(texts, f"U{LONGEST}").view(np.uint32).reshape(-1, LONGEST).astype(np.uint64)


def column_hashes(column: pl.Series) -> np.ndarray:
    """uint64 for each value of a string column; 0 for null. Each different value is hashed once."""
    values = column.unique().drop_nulls()
    table = pl.DataFrame({"value": values, "hash": hashes(values.to_list())})
    found = column.alias("value").to_frame().join(table, on="value", how="left", maintain_order="left")
    return found["hash"].fill_null(0).to_numpy()

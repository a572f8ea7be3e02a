"""Thai names put together from common names and from the syllables that names are made of, skewed like real ones."""

import tomllib
from importlib.resources import files

import numpy as np

POOLS = {
    name: np.array(words.split(), object)
    for name, words in tomllib.loads((files("invented") / "pools.toml").read_text("utf-8")).items()
}
_SEXES = {"M": "male", "F": "female"}


def skewed(rng: np.random.Generator, pool: int, size: int, power: float = 0.75) -> np.ndarray:
    """`size` places in a pool of which the first are much more common than the last (Zipf with this power)."""
    weights = 1 / np.arange(1, pool + 1) ** power
    return rng.choice(pool, size=size, p=weights / weights.sum())


def given_names(rng: np.random.Generator, sex: str, modern: np.ndarray) -> np.ndarray:
    """A given name for each entry of `modern` (bool: born since about 1975), for one sex."""
    composed = np.add.outer(POOLS["heads"], POOLS[f"{_SEXES[sex]}_tails"]).ravel()
    rng.shuffle(composed)
    old = POOLS[f"old_{_SEXES[sex]}"]
    names = np.where(
        rng.random(len(modern)) < np.where(modern, 0.92, 0.25),
        composed[skewed(rng, len(composed), len(modern), 0.6)],
        old[skewed(rng, len(old), len(modern), 0.6)],
    )
    return names


def family_names(rng: np.random.Generator, size: int, pool: int) -> np.ndarray:
    """`size` family names out of at most `pool` different ones: most rare, a few found in every village."""
    heads, middles, tails = (rng.choice(POOLS[f"family_{part}"], pool) for part in ("heads", "middles", "tails"))
    return (heads + np.where(rng.random(pool) < 0.5, middles, "") + tails)[skewed(rng, pool, size, 0.55)]

"""Whole worlds of lists with the truth, each unlike the other: to train on, to test on."""

from dataclasses import replace

import numpy as np
import polars as pl

from invented.agencies import Agency, AgencyList, draw_lists, some_agencies
from invented.damage import PRESETS, Damage
from invented.people import Households, make_people


def world(seed: int, people: int | None = None) -> tuple[pl.DataFrame, np.ndarray]:
    """(raw rows with `source`, the person of each row) of a world whose size, habits and damage the seed decides."""
    rng = np.random.default_rng([seed, 11])
    people = people or int(rng.choice([1500, 5000, 12000], p=[0.2, 0.4, 0.4]))
    habits = Households(
        twins=float(rng.uniform(0.005, 0.12)), like_named_child=float(rng.uniform(0.05, 0.5)),
        namesake_neighbour=float(rng.uniform(0, 0.015)), namesake_in_village=float(rng.uniform(0, 0.4)),
        namesake_of_year=float(rng.uniform(0, 0.2)), married_name=float(rng.uniform(0.5, 0.95)),
        moved=float(rng.uniform(0.02, 0.3)), renamed=float(rng.uniform(0, 0.02)),
    )  # fmt: skip
    agencies, oddities = some_agencies(rng, int(rng.integers(3, 7))), np.random.default_rng([seed, 12])
    raw, truth = together(drawn(rng, people, agencies, _odd(oddities, _mixed(rng)), habits))
    if oddities.random() < 0.15 and "cid" in raw.columns:
        raw = raw.with_columns(cid=_without_check(pl.col("cid")))
    return (raw if rng.random() < 0.6 else raw.drop("source")), truth


def drawn(
    rng: np.random.Generator,
    people: int,
    agencies: tuple[Agency, ...],
    damage: Damage,
    habits: Households | None = None,
) -> list[AgencyList]:
    return draw_lists(rng, make_people(rng, people, habits=habits), agencies, damage)


def together(lists: list[AgencyList]) -> tuple[pl.DataFrame, np.ndarray]:
    """All lists in one frame, with `source`, and the person of each row."""
    raw = pl.concat(
        [part.raw.with_columns(source=pl.lit(place)) for place, part in enumerate(lists)], how="diagonal", rechunk=True
    )
    return raw, np.concatenate([part.people for part in lists])


def _without_check(cid: pl.Expr) -> pl.Expr:
    """Seven digits of the ID instead, as of a card or a hospital: they stay with a person, but nothing checks them."""
    return cid.str.replace_all(r"\D", "").str.slice(4, 7)


def _mixed(rng: np.random.Generator) -> Damage:
    """Somewhere between the presets and beyond the hard one."""
    typical, hard = PRESETS["typical"], PRESETS["hard"]
    weight = rng.uniform(-0.2, 1.5)
    values = {
        name: min(0.9, max(0.0, value + weight * (getattr(hard, name) - value)))
        for name, value in vars(typical).items()
    }
    if rng.random() < 0.12:
        values["cid_missing"] = 1.0
    return replace(typical, **values)


def _odd(rng: np.random.Generator, damage: Damage) -> Damage:
    """In some worlds names and dates are not only miswritten but now and then somebody else's."""
    return replace(damage, of_other_row=float(rng.uniform(0.01, 0.06))) if rng.random() < 0.2 else damage

"""Names that sound the same, or are one consonant away."""

import polars as pl

import linkage
from linkage.keys import Kind, keys_of_one
from linkage.plain import plain_name, untitled
from saan.shared.access import read_as_house

__all__ = ["spelt_alike", "untitled"]

SPELT_ALIKE = (Kind.NAMES, Kind.NAMES_LESS_ONE)
MOST_ALIKE = 200
CALLED_SO = "SELECT DISTINCT person_id FROM people_matchkey WHERE key = ANY(%s) LIMIT %s"


def spelt_alike(text):
    """Ids of persons who may be called so, from the whole registry."""
    row = plain_name(text) or linkage.normalise(pl.DataFrame({"full_name": [text]})).row(0, named=True)
    keys = [key for kind, key in keys_of_one(row) if kind in SPELT_ALIKE]
    return [person for (person,) in read_as_house(CALLED_SO, keys, MOST_ALIKE)]

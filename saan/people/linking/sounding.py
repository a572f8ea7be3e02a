"""Names that sound the same, or are one consonant away."""

import polars as pl

import linkage
from linkage.keys import Kind
from saan.people import bulk
from saan.shared.access import system

SPELT_ALIKE = [int(kind) for kind in (Kind.NAMES, Kind.NAMES_LESS_ONE)]
MOST_ALIKE = 200


def spelt_alike(text):
    """Ids of persons who may be called so, from the whole registry."""
    name = linkage.normalise(pl.DataFrame({"full_name": [text]}))
    keys = linkage.blocking_keys(name, kinds=True)
    keys = keys.filter(pl.col("kind").is_in(SPELT_ALIKE))["key"].to_list()
    with system():
        return bulk.column(
            "SELECT DISTINCT person_id FROM people_matchkey WHERE key = ANY(%s) LIMIT %s", keys, MOST_ALIKE
        )

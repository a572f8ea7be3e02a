"""How common names are in the whole registry, so that two of one short list do not look alike."""

import time

import polars as pl
from django.db import connection
from polars import col

from linkage import Frequencies
from linkage.text import skeleton
from saan.people import bulk
from saan.shared.access import read_as_house

ENOUGH = 30_000  # persons looked at; of a larger registry, some pages taken at random
GOOD_FOR = 600.0  # seconds
LONG = 10  # rows; beside them a fresh look costs little, and what is proposed follows from the registry alone
NAMED = {
    "given": ["given_skeleton"],
    "family": ["family_skeleton"],
    "names": ["given_skeleton", "family_skeleton"],
}


def frequencies(frame):
    """linkage.Frequencies of the rows at hand, where names count as often as the whole registry has them."""
    at_hand = Frequencies.of(frame)
    known = in_registry(afresh=frame.height > LONG)
    return Frequencies({**at_hand.counts, **_more_common(at_hand.counts, known)})


def in_registry(*, afresh=False):
    """For each kind of name, how many persons bear it; as it was up to ten minutes ago, unless asked afresh."""
    return _known(afresh).counts


def name_counts():
    """The same as dicts of tuples, for single rows; and how many persons they are of."""
    known = _known(False)
    return known.by_name, known.named


class Known:
    """What one look at the registry gave."""

    def __init__(self):
        self.at, self.counts = time.monotonic(), _looked_at()
        self.by_name = {
            kind: {tuple(row[:-1]): row[-1] for row in frame.iter_rows()} for kind, frame in self.counts.items()
        }
        self.named = int(self.counts["given"]["count"].sum())


_remembered: dict[str, Known] = {}


def _known(afresh):
    place = connection.settings_dict["NAME"]
    known = _remembered.get(place)
    if known is None or afresh or time.monotonic() - known.at > GOOD_FOR:
        known = _remembered[place] = Known()
    return known


# What the planner thinks, or by the size of the table when it has not looked yet.
PERSONS = """
    SELECT CASE WHEN reltuples > 0 THEN reltuples ELSE pg_relation_size(oid) / 500.0 END
    FROM pg_class WHERE oid = 'people_person'::regclass
"""


def _looked_at():
    share = min(1.0, ENOUGH / max(float(bulk.column(PERSONS)[0]), 1))
    some = "SELECT given_name, family_name FROM people_person TABLESAMPLE SYSTEM (%s)"
    taken = read_as_house(some, share * 100)
    names = pl.DataFrame(taken, schema={"given_skeleton": pl.String, "family_skeleton": pl.String}, orient="row")
    names = names.with_columns(skeleton(col(name)) for name in names.columns)
    return {
        kind: names.group_by(columns).agg(count=(pl.len() / share).cast(pl.UInt32)).drop_nulls()
        for kind, columns in NAMED.items()
    }


def _more_common(at_hand, known):
    return {
        kind: pl.concat([at_hand[kind], known[kind]], how="vertical_relaxed").group_by(columns).agg(col("count").max())
        for kind, columns in NAMED.items()
    }

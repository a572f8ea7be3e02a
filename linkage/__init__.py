"""Thai-aware record linkage: normalise lists, find the rows that are one person, say how sure, say why.

A pure library: polars frames in, polars frames out; no Django, no database, no files beside its own model.
"""

from linkage.explaining import Reason, explain
from linkage.frequencies import Frequencies
from linkage.keys import TOO_COMMON, blocking_keys
from linkage.linking import Linked, link
from linkage.model import Model
from linkage.normalising import COLUMNS, normalise, one
from linkage.reviews import recalibrated

__all__ = [
    "COLUMNS",
    "TOO_COMMON",
    "Frequencies",
    "Linked",
    "Model",
    "Reason",
    "blocking_keys",
    "explain",
    "link",
    "normalise",
    "one",
    "recalibrated",
]

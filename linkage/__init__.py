"""Thai-aware record linkage: normalise lists, find the rows that are one person, say how sure, say why.

A pure library: polars frames in, polars frames out; no Django, no database, no files beside its own model.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkage.explaining import Reason, explain
    from linkage.frequencies import Frequencies
    from linkage.keys import TOO_COMMON, blocking_keys
    from linkage.linking import Linked, link
    from linkage.model import Model
    from linkage.normalising import COLUMNS, normalise, one
    from linkage.reviews import recalibrated

_HOME = {
    "COLUMNS": "normalising",
    "TOO_COMMON": "keys",
    "Frequencies": "frequencies",
    "Linked": "linking",
    "Model": "model",
    "Reason": "explaining",
    "blocking_keys": "keys",
    "explain": "explaining",
    "link": "linking",
    "normalise": "normalising",
    "one": "normalising",
    "recalibrated": "reviews",
}
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


def __getattr__(name: str) -> object:
    """Names are fetched when asked for: to ask for the edition of the keys loads neither polars nor the model."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f".{_HOME[name]}", __name__), name)

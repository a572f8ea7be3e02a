"""Thai-aware record linkage: normalise lists, find the rows that are one person, say how sure, say why.

A pure library: polars frames in, polars frames out; no Django, no database, no files beside its own model.
"""

from linkage.normalising import COLUMNS, normalise, one

__all__ = ["COLUMNS", "normalise", "one"]

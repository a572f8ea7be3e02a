"""Whom a row is about: the linkage library at work on the registry.

`propose` for a whole delivery, `known` for one row.
"""

from saan.people.linking.knowing import Candidate, known
from saan.people.linking.proposing import discard, propose

__all__ = ["Candidate", "discard", "known", "propose"]

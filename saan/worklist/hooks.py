"""Kinds of waiting work: a room declares here, in its apps.py, the sentence that its items show.

`KINDS["people.match"] = Kind(sentence=lambda facts: _("…") % facts, icon="users")`
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    sentence: Callable[[dict], str]
    icon: str


KINDS: dict[str, Kind] = {}

"""Kinds of waiting work: a room declares here, in its apps.py, what its items say.

    KINDS["people.match"] = Kind(
        title=_("Perhaps the same person"),
        sentence=lambda facts: _("%(left)s and %(right)s may be one person") % facts,
        icon="users",
    )

`title` heads the group on My Work; `facts` is what was told to worklist.actions.wait.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    sentence: Callable[[dict], str]
    icon: str
    title: str = ""
    order: int = 50


KINDS: dict[str, Kind] = {}

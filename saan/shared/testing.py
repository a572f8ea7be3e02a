"""What a room tells the access tests (tests/access/test_addresses.py) about its addresses.

In its own `testing.py` a room says, for one side of the world, how its addresses are filled in:

    def examples(side):
        visit = ...                       # made by real actions in side.area, for side.organisation
        return {"visits:visit": {"pk": visit.pk}, "visits:visit_close": {"pk": visit.pk}}

Put `side.mark` into names and texts that nobody beyond may read: the test looks for it in every answer. By default an
address filled in for another side must answer 404. Exceptions are named, with the reason:

    OPEN = {"areas:area": "places are no secret"}            # answers to every side
    PERSONAL = {"visits:draft": "belongs to whoever wrote it"}   # 404 to all but its owner, on one's own side too
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Side:
    """One area of the test world, the organisation that works there, and the mark of everything it hides."""

    area: Any
    organisation: Any
    mark: str


def examples(side):
    """The only address of this room that is filled in."""
    return {"styleguide_page": {"name": "list"}}

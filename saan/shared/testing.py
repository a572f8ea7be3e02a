"""What a room tells the access tests (tests/access/test_addresses.py) about its addresses.

In its own `testing.py` a room says, for one side of the world, how its addresses are filled in:

    def examples(side):
        visit = ...                       # made by real actions in side.area, for side.organisation
        return {"visits:visit": {"pk": visit.pk}, "visits:visit_close": {"pk": visit.pk}}

Put `side.mark` into names and texts that nobody beyond may read, and give persons `side.phone`, `side.house_no` and
`side.cid`: the test looks for all of them in every answer. By default an address filled in for another side must answer
404. Exceptions are named, with the reason:

    OPEN = {"areas:area": "places are no secret"}            # answers to every side
    PERSONAL = {"visits:draft": "belongs to whoever wrote it"}   # 404 to all but its owner, on one's own side too
"""

from dataclasses import dataclass
from typing import Any

from saan.shared.thai import cid_holds


@dataclass(frozen=True)
class Side:
    """One area of the test world, the organisation that works there, and the marks of everything it hides."""

    area: Any
    organisation: Any
    mark: str
    number: int = 0  # its own, from which the marks in digits are made

    @property
    def phone(self):
        return f"08{77_000_000 + self.number}"

    @property
    def house_no(self):
        return f"{90_000 + self.number}/77"

    @property
    def cid(self):
        digits = f"0{99_000_000_000 + self.number}"
        return next(cid for last in range(10) if cid_holds(cid := f"{digits}{last}"))


def examples(side):
    """The only address of this room that is filled in."""
    return {"styleguide_page": {"name": "list"}}

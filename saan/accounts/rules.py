"""Who may give which right to whom."""

from dataclasses import dataclass
from datetime import date

from saan.accounts.permissions import Permission

SHORTEST_REASON = 15  # characters; "ฉุกเฉิน" alone tells the reviewer nothing


@dataclass(frozen=True)
class Rights:
    """Permissions in areas, for one organisation, until a day (None: without end)."""

    organisation_id: int
    permissions: frozenset[str]
    ranges: tuple[tuple[int, int], ...]
    until: date | None = None

    def include(self, permission, span, until):
        """Whether one permission in one area up to that day is among these rights."""
        in_time = self.until is None or (until is not None and until <= self.until)
        low, high = span
        return in_time and permission in self.permissions and any(a <= low and high <= b for a, b in self.ranges)


def beyond(wish, holdings):
    """The permissions of `wish` that these holdings do not cover, everywhere and as long as it asks.

    Granting is itself one of the rights that must be held there. An empty answer means: may be granted.
    """
    ours = [held for held in holdings if held.organisation_id == wish.organisation_id]
    wanted = wish.permissions | {Permission.USER_GRANT}
    if not wish.ranges:
        return wanted
    return frozenset(
        permission
        for permission in wanted
        if not all(any(held.include(permission, span, wish.until) for held in ours) for span in wish.ranges)
    )

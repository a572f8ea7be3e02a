"""The place a list is asked for (`?area=`), and the way up and down from there: the same control on every list."""

from dataclasses import dataclass

from saan.areas.models import Area
from saan.areas.place_page import areas_of, children_of
from saan.shared.chips import address

MOST = 200


@dataclass(frozen=True)
class Choice:
    """`place` None: everything within reach. `up`, `below`: (name, address of the same list)."""

    place: Area | None
    up: tuple[str, str] | None
    below: list[tuple[str, str]]


def place_choice(user, permission, query):
    """What the query string asks for, and what can be chosen from there."""
    place = Area.objects.filter(code=query.get("area", "")[:12]).first()
    below = children_of(place) if place else _beginnings(user, permission)
    return Choice(place, _up(place, user, permission, query), [_named(each, query) for each in below[:MOST]])


def _beginnings(user, permission):
    own = areas_of(user, permission)
    return own if len(own) > 1 else children_of(own[0]) if own else []


def _up(place, user, permission, query):
    above = place and place.parent
    if above is None or not user.reach(permission).covers(above.key):
        return None
    return _named(above, query)


def _named(area, query):
    return area.full_name, address(query, area=area.code)

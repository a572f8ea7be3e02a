"""How much of a place was visited in time."""

from dataclasses import dataclass
from typing import Any

from saan.areas.models import Boundary
from saan.visits import due
from saan.visits.models import Charge, Pair


@dataclass(frozen=True)
class Coverage:
    """Of whom: an area, a pair or a visitor. homes: those in a rhythm."""

    of: Any
    homes: int = 0
    in_time: int = 0
    overdue: int = 0
    never: int = 0


def people_of(area, reach):
    return due.living(reach).filter(area_key__range=(area.key, area.key_end))


def of(area, reach, today):
    return Coverage(area, *due.counted(people_of(area, reach), reach, today))


def by_place(area, children, reach, today):
    """A Coverage for each area below, in their order."""
    counted = due.counted_by_child(people_of(area, reach), area, reach, today)
    return [Coverage(child, *counted.get(child.pk, (0, 0, 0, 0))) for child in children]


def by_team(area, reach, today):
    """A Coverage for each pair and visitor charged here: of their homes in this place."""
    charges = Charge.objects.standing().filter(reach.area_q(), organisation_id=reach.organisation_id)
    charges = charges.exclude(pair__ended_at__isnull=False)
    counted = due.counted_by_team(people_of(area, reach), charges, reach, today)
    teams = {}
    for charge in charges.select_related("visitor", "pair").order_by("pair__name", "visitor__full_name"):
        teams[charge.pair_id or -charge.visitor_id] = charge.pair or charge.visitor
    return [Coverage(team, *counted[key]) for key, team in teams.items() if key in counted]


def shapes(rows):
    """What the map component draws: how many are overdue, of all who are to be visited."""
    outlines = dict(Boundary.objects.filter(area__in=[row.of for row in rows]).values_list("area_id", "geometry"))
    return [
        {
            "name": row.of.full_name,
            "url": f"?area={row.of.code}",
            "geometry": outlines.get(row.of.pk),
            "latitude": row.of.latitude,
            "longitude": row.of.longitude,
            "count": row.overdue,
            "people": row.homes,
        }
        for row in rows
        if row.of.pk in outlines or row.of.latitude is not None
    ]


def name_of(team):
    return team.name if isinstance(team, Pair) else str(team)

"""The page of a place: its path, what lies below it, its numbers and its map."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from saan.areas.hooks import figures_for
from saan.areas.models import Area, Boundary, Level

WIDE = (Level.COUNTRY, Level.REGION)  # their map shows provinces: regions have no outline of their own
MOST_ON_A_MAP = 120


@dataclass
class Row:
    """One area below, with its numbers in the order of the figures."""

    area: Area
    counts: list = field(default_factory=list)
    labelled: list = field(default_factory=list)


def crumbs(area, reach):
    """(name, address) from the country down; no address where the reader may not go."""
    above = list(Area.objects.ancestors_of(area).current())
    return [(each.full_name, each.get_absolute_url() if reach.covers(each.key) else "") for each in above] + [
        (area.full_name, area.get_absolute_url())
    ]


def figures_of(area, user):
    """(figure, number, address) for every figure this reader may see."""
    return [(figure, figure.count(area, user), figure.url(area)) for figure in figures_for(user)]


def children_of(area):
    """Current children in Thai order, villages by number, regions by theirs."""
    return area.children.current().order_by("key" if area.level == Level.COUNTRY else "sort_key", "key")


def rows_of(children, user, area):
    """A Row for each child, and the figures that have a number for every child."""
    figures = [figure for figure in figures_for(user) if figure.by_child]
    counted = [figure.by_child(area, user) for figure in figures]
    labels = [figure.label for figure in figures]
    counts = {child.pk: [numbers.get(child.pk, 0) for numbers in counted] for child in children}
    rows = [Row(child, counts[child.pk], list(zip(labels, counts[child.pk], strict=True))) for child in children]
    return figures, rows


@dataclass
class Map:
    """What the map component draws, and its title: the finding."""

    shapes: list
    finding: str
    unit: str


def map_of(area, rows, figures):
    """Outlines where we have them, points else; the place's own outline where nothing below is drawn.

    The first figure with numbers for every child is the people; the map shows the second, as a number and a share.
    """
    which = min(1, len(figures) - 1)
    numbers = {row.area.pk: (row.counts[which], row.counts[0] if which else None) for row in rows} if figures else {}
    shapes = [_shape(each, geometry, *numbers.get(each.pk, (None, None))) for each, geometry in _drawn(area, rows)]
    unit = str(figures[which].label) if figures else ""
    return Map(shapes, _finding(area, shapes, unit), unit)


def _finding(area, shapes, unit):
    """The places with the most, in a sentence; the plain name where there is nothing to compare."""
    counted = sorted((each for each in shapes if each["count"]), key=lambda each: -each["count"])
    if len(counted) < 2:
        return area.full_name
    words = {"figure": unit, "first": counted[0]["name"], "second": counted[1]["name"]}
    return _("%(figure)s: most in %(first)s and %(second)s") % words


def _drawn(area, rows):
    """(area, geometry or None) of whatever can be put on the map."""
    shown = _provinces(area) if area.level in WIDE else [row.area for row in rows][:MOST_ON_A_MAP]
    outlines = dict(Boundary.objects.filter(area__in=[*shown, area]).values_list("area_id", "geometry"))
    drawn = [(each, outlines.get(each.pk)) for each in shown if each.pk in outlines or each.latitude is not None]
    return drawn or ([(area, outlines[area.pk])] if area.pk in outlines else [])


def _provinces(area):
    return list(Area.objects.within(area).current().filter(level=Level.PROVINCE).order_by("sort_key"))


def _shape(area, geometry, count, people):
    return {
        "name": area.full_name, "url": area.get_absolute_url(), "geometry": geometry, "latitude": area.latitude,
        "longitude": area.longitude, "count": count, "people": people,
    }  # fmt: skip


def kinds_below(children):
    """[(level word, how many)] of the areas right below."""
    counts = {}
    for child in children:
        counts[child.level] = counts.get(child.level, 0) + 1
    return [(Level(level).label, number) for level, number in counts.items()]


def areas_of(user, permission):
    """The areas in which the user holds this permission, the widest first."""
    reach = user.reach(permission)
    wanted = Q(pk__in=[])
    for low, high in reach.ranges:
        wanted |= Q(key=low, key_end=high)
    return Area.objects.current().filter(wanted).order_by("-key_end", "sort_key") if reach else Area.objects.none()

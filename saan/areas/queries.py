"""Reads of the tree shaped for those who ask."""

from collections import defaultdict
from functools import cache, lru_cache

from django.db.models import Count, F, Sum

from saan.areas.models import Area, Level
from saan.areas.resolving import resolve
from saan.areas.tree import Node, Tree
from saan.areas.villages import resolve_village

OFFICIAL = [level for level in Level if level not in (Level.VILLAGE, Level.COMMUNITY)]


def resolve_places(places, home=None):
    """Place → Found for each distinct place; `home` is the Area the list is about. Two queries beside the tree."""
    tree = official_tree()
    stand = tree.by_pk.get(_official_pk(home)) if home else None
    # The villages of a subdistrict are many, and lead to it all in the same way.
    official = cache(lambda place: resolve(tree, place, stand))
    found = {place: official(place._replace(village="", community="")) for place in dict.fromkeys(places)}
    below, heirs = _villages_of({each.area_id for each in found.values() if _may_hold_villages(each.level)})
    return {place: resolve_village(each, place, below.get(each.area_id, []), heirs) for place, each in found.items()}


def official_tree():
    """The tree of official areas, kept in memory until one of them is added, replaced or moved."""
    standing = Area.objects.filter(level__in=OFFICIAL).aggregate(count=Count("pk"), sum=Sum(F("pk") * F("key")))
    return _tree(standing["count"], standing["sum"])


@lru_cache(maxsize=1)
def _tree(count, total):
    nodes = [_node(row) for row in Area.objects.filter(level__in=OFFICIAL).values_list(*NODE)]
    return Tree(nodes, _successors(Area.replaced_by.through.objects.all()))


NODE = ("pk", "code", "level", "name_th", "key", "key_end", "parent_id", "valid_to")


def _node(row):
    return Node(*row[:-1], is_past=row[-1] is not None)


def _successors(links):
    successors = defaultdict(list)
    for old, new in links.values_list("from_area_id", "to_area_id"):
        successors[old].append(new)
    return successors


def _villages_of(parent_ids):
    """Parent pk → its villages and communities as nodes; past pk → the nodes that took its place."""
    rows = Area.objects.filter(parent_id__in=parent_ids, level__in=[Level.VILLAGE, Level.COMMUNITY]).values_list(*NODE)
    nodes = {row[0]: _node(row) for row in rows}
    below = defaultdict(list)
    for node in nodes.values():
        below[node.parent_pk].append(node)
    past = [pk for pk, node in nodes.items() if node.is_past]
    links = _successors(Area.replaced_by.through.objects.filter(from_area_id__in=past)) if past else {}
    return below, {pk: [nodes[heir] for heir in heirs if heir in nodes] for pk, heirs in links.items()}


def _may_hold_villages(level):
    return level in (Level.SUBDISTRICT, Level.DISTRICT)


def _official_pk(area):
    return area.pk if area.level in OFFICIAL else area.parent_id

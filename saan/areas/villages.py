"""Which village or community within a subdistrict a row means: pure."""

from collections import defaultdict

from saan.areas.models import Level
from saan.areas.resolving import Problem, alike
from saan.areas.tree import Found
from saan.areas.wording import bare, code_of, fold, village_number

HOUSE_WORD = fold("บ้าน")


def resolve_village(found, place, below, heirs=None):
    """`found` one step deeper. `below`: villages and communities there, past ones too; `heirs`: past pk → nodes.

    Where no village is known at all, a number that leads nowhere is no problem.
    """
    wanted = place.community or place.village or code_of(place)[6:8].strip("0")
    if not wanted or found.area_id is None or not any(not node.is_past for node in below):
        return found
    node, is_guess = _village(place, below)
    if node is not None and node.is_past:
        today = (heirs or {}).get(node.pk, [])
        node = today[0] if len(today) == 1 else None
    return Found.at(node, found.problem, found.is_guess or is_guess) if node else found.but(Problem.UNKNOWN_VILLAGE)


def _village(place, below):
    number = village_number(place.village or code_of(place)[6:8])
    if number and not place.community:
        return _numbered(below, number), False
    return _named(below, place)


# A number once used may have been given again after a split; the village of today stands first.
def _numbered(below, number):
    bearers = [node for node in below if node.level == Level.VILLAGE and node.key % 10000 == number]
    return min(bearers, key=lambda node: node.is_past, default=None)


def _named(below, place):
    named = defaultdict(list)
    for node in sorted(below, key=lambda node: node.is_past):
        if node.level == Level.COMMUNITY or not place.community:
            named[_bare_village(node.name)].append(node)
    exact = named.get(_bare_village(place.community or place.village), [])
    if exact:
        return (exact[0], False) if sum(not node.is_past for node in exact) <= 1 else (None, False)
    return alike(named, _bare_village(place.community or place.village)), True


def _bare_village(text):
    return bare("community", bare("village", text)).removeprefix(HOUSE_WORD)

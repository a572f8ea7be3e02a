"""From a place as somebody wrote it to an area of the tree: pure, over an index of the official areas.

The deepest area that is sure is the answer; what was written and could not be placed is its problem. A typing mistake
is mended only among the children of a place one already stands in.
"""

from rapidfuzz import fuzz, process

from saan.areas.models import Level
from saan.areas.tree import Found
from saan.areas.wording import bare, code_of, province_name

ALIKE, AHEAD = 75, 8  # least likeness of a guess, and by how much it must beat the next
ORDER = list(Level)


class Problem:
    UNKNOWN_CODE = "UNKNOWN_CODE"
    UNKNOWN_PROVINCE = "UNKNOWN_PROVINCE"
    UNKNOWN_DISTRICT = "UNKNOWN_DISTRICT"
    UNKNOWN_SUBDISTRICT = "UNKNOWN_SUBDISTRICT"
    UNKNOWN_VILLAGE = "UNKNOWN_VILLAGE"
    AMBIGUOUS = "AMBIGUOUS"


UNKNOWN = {Level.DISTRICT: Problem.UNKNOWN_DISTRICT, Level.SUBDISTRICT: Problem.UNKNOWN_SUBDISTRICT}


def resolve(tree, place, home=None):
    """Found(…) down to the subdistrict. `home`: the node that the whole list is about."""
    code = code_of(place)
    if not code:
        return _by_names(tree, place, home)
    node = tree.by_code.get(code[:6]) or tree.by_code.get(code[:4]) if len(code) >= 4 else tree.by_code.get(code)
    if node is None or len(node.code) < min(len(code), 6):
        found = _by_names(tree, place, home)
        return found if found.level == Level.SUBDISTRICT else found.but(Problem.UNKNOWN_CODE)
    today = tree.today(node)
    if today.level != node.level and place.subdistrict:
        by_name = _by_names(tree, place, home)
        return by_name if by_name.level == node.level else Found.at(today)
    return Found.at(today)


def _by_names(tree, place, home):
    at, guessed, problem = _province(tree, province_name(place.province))
    for level, text in ((Level.DISTRICT, place.district), (Level.SUBDISTRICT, place.subdistrict)):
        name = bare(level.lower(), text)
        if not name:
            continue
        step, is_guess, trouble = _step_down(tree, level, name, at, home)
        at, guessed = step or at, guessed or is_guess
        problem = trouble if step else problem or trouble
    if home and (at is None or at.holds(home)):
        at = home
    return Found.at(at, problem, guessed) if at else Found(problem=problem)


def _province(tree, name):
    """(node, guessed, problem). A province nobody knows makes whatever is found without it a guess."""
    if not name:
        return None, False, ""
    exact = tree.named[Level.PROVINCE].get(name)
    node = exact[0] if exact else alike(tree.named[Level.PROVINCE], name)
    return node, not exact, "" if node else Problem.UNKNOWN_PROVINCE


def _step_down(tree, level, name, at, home):
    """(node, guessed, problem): where one stands, in the past, across a typing mistake, then in the whole country."""
    stands = list(_stands(tree, level, at, home))
    for stand in stands:
        bearers = tree.below[stand.pk, level].get(name, [])
        if bearers:
            is_beside = at is not None and not at.holds(stand) and stand is not at
            return _only(bearers, is_guess=is_beside)
    heirs = _heirs(tree, level, name, at or home)
    if heirs:
        return _only(heirs, is_guess=False)
    for stand in stands:
        if guess := alike(tree.below[stand.pk, level], name):
            return guess, True, ""
    if at is None and (everywhere := [node for node in tree.named[level].get(name, []) if not node.is_past]):
        return _only(everywhere, is_guess=home is not None)
    return None, False, UNKNOWN[level]


def _only(bearers, is_guess):
    return (bearers[0], is_guess, "") if len(bearers) == 1 else (None, False, Problem.AMBIGUOUS)


def _stands(tree, level, at, home):
    """From near to far: the list's own place, where the row has led so far, and the whole of its province."""
    for node in tree.lineage(home):
        if _is_above(node, level) and (at is None or (at.holds(node) and at is not node)):
            yield node
    for node in tree.lineage(at):
        if _is_above(node, level):
            yield node


# Above the province there is nothing that a row without one could mean by a bare name.
def _is_above(node, level):
    return ORDER.index(Level.PROVINCE) <= ORDER.index(node.level) < ORDER.index(level)


def _heirs(tree, level, name, around):
    """What stands today where an abolished area of that name stood, in the same district or else province."""
    past = [node for node in tree.named[level].get(name, []) if node.is_past]
    for width in (4, 2) if around and around.code.isdigit() else ():
        near = [node for node in past if node.code[:width] == around.code[:width]]
        if near:
            return list({heir.pk: heir for heir in map(tree.today, near)}.values())
    return []


def alike(bearers_by_name, name):
    """The one bearer whose name is nearly this; None when there is none, or two equally near."""
    best = process.extract(name, bearers_by_name.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2)
    if not best or (len(best) == 2 and best[0][1] - best[1][1] < AHEAD):
        return None
    bearers = bearers_by_name[best[0][0]]
    return bearers[0] if len(bearers) == 1 else None

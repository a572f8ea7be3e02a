"""Finding an area by what somebody types: tolerant, in Thai order, with where it lies."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, IntegerField, Value, When

from saan.areas.models import Area, Level
from saan.areas.permissions import Permission
from saan.areas.queries import official_tree
from saan.areas.wording import LEADING, mend
from saan.shared.searching import Hit
from saan.shared.sorting import search_key

MOST = 12
CANDIDATES = 200
ALIKE = 0.4
RANK = Case(*[When(level=level, then=Value(rank)) for rank, level in enumerate(Level)], output_field=IntegerField())


def find_areas(text, areas=None, limit=MOST):
    """Areas that fit what was typed, each with its `path`. 'ควนขนุน พัทลุง' asks for the first within the second.

    `areas`: those that may be found (all current ones when none are given).
    """
    areas = Area.objects.current() if areas is None else areas
    words = [word for word in (_bare(word) for word in mend(text).split()) if word]
    if not words:
        return []
    tree = official_tree()
    found = (list(areas.filter(code=words[0])) if words[0].isdigit() else []) or _candidates(areas, words[0])
    if words[1:]:
        found = [area for area in found if _lies_within(path_of(area, tree), words[1:])]
    for area in found[:limit]:
        area.path = path_of(area, tree)
    return found[:limit]


def _candidates(areas, word):
    """Names that begin so first, the wider areas before the narrower; a near miss only where nothing fits."""
    ranked = areas.filter(search_key__contains=word).annotate(
        rank=RANK, begins=Case(When(search_key__startswith=word, then=0), default=1, output_field=IntegerField())
    )
    found = list(ranked.order_by("begins", "rank", "sort_key", "key")[:CANDIDATES])
    return found or list(
        areas.filter(search_key__trigram_word_similar=word)
        .annotate(alike=TrigramWordSimilarity(word, F("search_key")))
        .filter(alike__gte=ALIKE)
        .order_by("-alike", "sort_key")[:CANDIDATES]
    )


def _lies_within(path, words):
    around = search_key(path)
    return all(word in around for word in words)


def path_of(area, tree=None):
    """Where it lies, nearest first: 'อำเภอควนขนุน จังหวัดพัทลุง'. The country and the health region go without saying."""
    tree = tree or official_tree()
    above = tree.lineage(tree.by_pk.get(area.parent_id))
    return " ".join(node.full_name for node in above if node.level not in (Level.COUNTRY, Level.REGION))


def _bare(word):
    for words in (LEADING["province"], LEADING["district"], LEADING["subdistrict"], LEADING["community"]):
        shorter = words.sub("", word)
        if shorter and shorter != word:
            return search_key(shorter)
    return search_key(word)


def find(user, text, limit):
    """Hits for the search box."""
    visible = Area.objects.visible_to(user, Permission.AREA_READ).current()
    return [Hit(area.full_name, area.get_absolute_url(), area.path) for area in find_areas(text, visible, limit)]

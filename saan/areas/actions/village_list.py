from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from saan.areas import rules
from saan.areas.actions.villages import new_community, new_village, next_community
from saan.areas.models import Area, Level
from saan.areas.queries import resolve_places
from saan.areas.wording import Place, code_of, fold, mend, village_number
from saan.audit.actions import record


class Entry(NamedTuple):
    """One line of a list of villages: where, which number or community, its name. `row` as in the file."""

    row: int
    place: Place
    name: str
    name_en: str = ""


@dataclass
class Arrived:
    """What a list brought: areas added and renamed, how many were known already, and rows that could not be used."""

    added: list = field(default_factory=list)
    renamed: list = field(default_factory=list)
    same: int = 0
    problems: list = field(default_factory=list)


@transaction.atomic
def add_villages(*, entries, home=None, may_add=None, by, at):
    """Villages and communities from a list; sent again, it changes nothing.

    A place with `community` set, or with no village number, is a community. `may_add`: which subdistricts may be
    written to (None: all).
    """
    arrived = Arrived()
    subdistricts = _subdistricts(entries, home)
    known = _Known(set(subdistricts.values()))
    for entry in entries:
        subdistrict = subdistricts[entry.place]
        problem = _problem(entry, subdistrict, may_add)
        if problem:
            arrived.problems.append((entry.row, problem))
        else:
            known.take(entry, subdistrict, arrived)
    _write(arrived)
    if arrived.added or arrived.renamed:
        record("areas.villages.listed", home, by=by, at=at, added=len(arrived.added), renamed=len(arrived.renamed))
    return arrived


def _write(arrived):
    Area.objects.bulk_create(arrived.added, batch_size=2000)
    Area.objects.bulk_update(arrived.renamed, ["name_th", "name_en", "sort_key", "search_key"], batch_size=2000)


# The village itself is left out: it is what the list is about to add.
def _subdistricts(entries, home):
    above = {
        entry.place: entry.place._replace(village="", community="", code=code_of(entry.place)[:6]) for entry in entries
    }
    found = resolve_places(above.values(), home)
    areas = Area.objects.in_bulk({each.area_id for each in found.values() if each.level == Level.SUBDISTRICT})
    return {place: areas.get(found[parent].area_id) for place, parent in above.items()}


def _problem(entry, subdistrict, may_add):
    if subdistrict is None:
        return _("The subdistrict was not found. Write its code, or its name with district and province.")
    if may_add is not None and not may_add(subdistrict):
        return _("You have no right to add places in %(area)s.") % {"area": subdistrict}
    if not fold(mend(entry.name)):
        return _("The name of the village or community is missing.")
    number = _number(entry.place)
    if number is not None and not 1 <= number <= rules.LAST_NUMBER:
        return _("The village number must be from 1 to 99.")
    return None


def _number(place):
    if place.community:
        return None
    return village_number(place.village or code_of(place)[6:8])


class _Known:
    """What stands in the subdistricts of a list, kept up while the list is read."""

    def __init__(self, subdistricts):
        children = Area.objects.filter(parent__in=[each for each in subdistricts if each]).order_by("pk")
        self.villages = {(area.parent_id, area.key % 10000): area for area in children if area.level == Level.VILLAGE}
        self.communities = {
            (area.parent_id, fold(area.name_th.removeprefix("ชุมชน"))): area
            for area in children
            if area.level == Level.COMMUNITY and not area.is_past
        }
        self.next_number = {}

    def take(self, entry, subdistrict, arrived):
        number = _number(entry.place)
        if number is None:
            self._take_community(entry, subdistrict, arrived)
        else:
            self._take_village(entry, number, subdistrict, arrived)

    def _take_village(self, entry, number, subdistrict, arrived):
        new = new_village(subdistrict, number, entry.name.strip(), entry.name_en)
        old = self.villages.setdefault((subdistrict.pk, number), new)
        if old is new:
            arrived.added.append(new)
        elif old.name_th == new.name_th:
            arrived.same += 1
        else:
            old.name_th, old.name_en = new.name_th, new.name_en or old.name_en
            old.sort_key, old.search_key = new.sort_key, new.search_key
            if old.pk:
                arrived.renamed.append(old)

    def _take_community(self, entry, subdistrict, arrived):
        name = entry.name.strip()
        number = self.next_number.get(subdistrict.pk) or next_community(subdistrict)
        new = new_community(subdistrict, number, name, entry.name_en)
        if self.communities.setdefault((subdistrict.pk, fold(name.removeprefix("ชุมชน"))), new) is new:
            self.next_number[subdistrict.pk] = number + 1
            arrived.added.append(new)
        else:
            arrived.same += 1

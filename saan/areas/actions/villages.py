"""Villages and urban communities, by hand: added, renamed, split, closed; none is ever deleted."""

from django.db import transaction

from saan.areas import rules
from saan.areas.keys import FIRST_COMMUNITY
from saan.areas.models import Area, Level
from saan.areas.wording import fold
from saan.audit.actions import record
from saan.shared.sorting import search_key, sort_key


@transaction.atomic
def add_village(*, subdistrict, number, name_th, name_en="", since=None, by, at):
    """A village with its number (หมู่ที่), which makes its DOPA code."""
    subdistrict = _locked(subdistrict)
    rules.check_can_hold_villages(subdistrict)
    rules.check_village_number(number, _numbers(subdistrict))
    return _add(new_village(subdistrict, number, name_th, name_en, since), by, at)


@transaction.atomic
def add_community(*, subdistrict, name_th, name_en="", since=None, by, at):
    """An urban community (ชุมชน), which has no official code and gets one of ours."""
    subdistrict = _locked(subdistrict)
    rules.check_can_hold_villages(subdistrict)
    communities = subdistrict.children.filter(level=Level.COMMUNITY, valid_to=None)
    rules.check_name_is_free(fold(name_th), {fold(name) for name in communities.values_list("name_th", flat=True)})
    return _add(new_community(subdistrict, next_community(subdistrict), name_th, name_en, since), by, at)


@transaction.atomic
def rename(*, area, name_th, name_en="", by, at):
    """Another name for the same village or community."""
    area = _locked(area)
    rules.check_is_ours(area)
    before = area.name_th
    area.name_th, area.name_en = name_th, name_en
    area.sort_key, area.search_key = _sorting(area.level, area.code, name_th), search_key(f"{name_th} {name_en}")
    area.save(update_fields=["name_th", "name_en", "sort_key", "search_key"])
    record("areas.area.renamed", area, by=by, at=at, before=before, after=name_th)
    return area


@transaction.atomic
def close(*, area, on, replaced_by=(), by, at):
    """The place is no more from that day; what was recorded there stays there, and new rows go to its heirs."""
    area = _locked(area)
    rules.check_can_close(area, on, replaced_by)
    area.valid_to = on
    area.save(update_fields=["valid_to"])
    area.replaced_by.set(replaced_by)
    record("areas.area.closed", area, by=by, at=at, on=str(on), replaced_by=[heir.code for heir in replaced_by])
    return area


@transaction.atomic
def split(*, area, into, on, keeps=True, by, at):
    """New villages out of one: `into` is (number, name) pairs. `keeps`: the old one goes on, smaller."""
    area = _locked(area)
    rules.check_can_close(area, on, ())
    made = [
        add_village(subdistrict=area.parent, number=number, name_th=name, since=on, by=by, at=at)
        for number, name in into
    ]
    record("areas.area.split", area, by=by, at=at, on=str(on), into=[village.code for village in made])
    if not keeps:
        close(area=area, on=on, replaced_by=made, by=by, at=at)
    return made


def new_village(subdistrict, number, name_th, name_en="", since=None):
    return _new(subdistrict, Level.VILLAGE, f"{number:02}", number, name_th, name_en, since)


def new_community(subdistrict, number, name_th, name_en="", since=None):
    return _new(subdistrict, Level.COMMUNITY, f"{number}", number, name_th, name_en, since)


def next_community(subdistrict):
    """The number after the last that any community there ever had."""
    last = subdistrict.children.filter(level=Level.COMMUNITY).order_by("-key").values_list("key", flat=True).first()
    return last % 10000 + 1 if last else FIRST_COMMUNITY


def _new(subdistrict, level, suffix, number, name_th, name_en, since):
    code, key = f"{subdistrict.code}{suffix}", subdistrict.key + number
    return Area(
        code=code, level=level, parent=subdistrict, key=key, key_end=key, name_th=name_th, name_en=name_en,
        sort_key=_sorting(level, code, name_th), search_key=search_key(f"{name_th} {name_en}"), valid_from=since,
        postal_code=subdistrict.postal_code,
    )  # fmt: skip


# Villages are known by number, so that is the order everybody looks for them in.
def _sorting(level, code, name_th):
    return f"{int(code[-2:]):02} {sort_key(name_th)}" if level == Level.VILLAGE else sort_key(name_th)


def _add(area, by, at):
    area.save()
    record("areas.area.added", area, by=by, at=at, name=area.name_th)
    return area


def _numbers(subdistrict):
    return {key % 10000 for key in subdistrict.children.filter(level=Level.VILLAGE).values_list("key", flat=True)}


def _locked(area):
    return Area.objects.select_for_update().get(pk=area.pk)

"""Defaults that their question cannot hold. pyxform does not look at them, and phones leave them out without a word; so
a form with one is a form, and its author is told."""

import re
from datetime import date, datetime, time

from pyxform.utils import default_is_dynamic

from saan.forms.xlsform.describing import LONG_TYPES

LAST_YEAR = 2300  # later ones are years of the Buddhist Era in the place of the common one
WHOLE = re.compile(r"[+-]?[0-9]+")
SECONDS = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}")  # Web Forms leaves a time without them out
SELECTS = {"select_one", "select_multiple", "rank"}


def check_defaults(survey, rows):
    """The warnings. `rows`: {path below the root: row in the sheet}."""
    lists = {name: {one.get("name") for one in items} for name, items in survey.get("choices", {}).items()}
    for path, child in _children(survey, ()):
        said, kind = str(child.get("default") or "").strip(), LONG_TYPES.get(child.get("type"), child.get("type"))
        if said and not default_is_dynamic(said, kind) and (wrong := _wrong(kind, said, child.get("itemset"), lists)):
            code, facts = wrong
            place = {"sheet": "survey", "row": rows.get(path), "column": "default"}
            yield {**place, "code": code, "facts": {"default": said[:200], **facts}, "words": ""}


def _children(holder, path):
    for child in holder.get("children", []):
        here = (*path, child.get("name", ""))
        yield "/".join(here), child
        yield from _children(child, here)


def _wrong(kind, said, name, lists):
    """(code, facts) of what is wrong with this default of a question of this kind, or None."""
    if kind in SELECTS:
        unknown = [
            one for one in ([said] if kind == "select_one" else said.split()) if one not in lists.get(name, {one})
        ]
        return ("DEFAULT_CHOICE", {"choice": unknown[0], "list": name}) if unknown else None
    code, holds = HOLDS.get(kind, ("", None))
    return (code, {}) if holds and not _can(holds, said) else None


def _can(holds, said):
    try:
        return holds(said)
    except ValueError:
        return False


def _is_whole(said):
    return bool(WHOLE.fullmatch(said)) and abs(int(said)) < 2**31


def _is_number(said):
    return abs(float(said)) < float("inf")


def _is_day(said):
    return date.fromisoformat(said).year < LAST_YEAR


def _is_moment(said):
    return bool(SECONDS.search(said)) and "T" in said and datetime.fromisoformat(said).year < LAST_YEAR


def _is_time(said):
    return bool(SECONDS.search(said)) and time.fromisoformat(said) is not None


def _is_place(said):
    latitude, longitude, *more = (float(part) for part in said.split())
    return abs(latitude) <= 90 and abs(longitude) <= 180 and len(more) <= 2


def _are_places(said):
    return all(_is_place(one) for one in said.strip(" ;").split(";"))


HOLDS = {
    **dict.fromkeys(("integer", "int"), ("DEFAULT_WHOLE", _is_whole)),
    **dict.fromkeys(("decimal", "range"), ("DEFAULT_NUMBER", _is_number)),
    "date": ("DEFAULT_DAY", _is_day),
    "dateTime": ("DEFAULT_MOMENT", _is_moment),
    "time": ("DEFAULT_TIME", _is_time),
    "geopoint": ("DEFAULT_PLACE", _is_place),
    **dict.fromkeys(("geotrace", "geoshape"), ("DEFAULT_PLACE", _are_places)),
}

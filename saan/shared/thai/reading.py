"""A date as somebody types it: 1/2/2500, 1 ก.พ. 2500, ก.พ. 2500, 2500, 1957-02-01, in Thai or Arabic digits."""

import re
from datetime import date

from django.utils.translation import gettext as _

from saan.shared.thai.dates import DAY, ENGLISH_MONTHS, ERA, MONTH, MONTHS, SHORT_MONTHS, YEAR

TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
BUDDHIST_FROM, EARLIEST = 2300, 1850  # no living person was born before; no plan reaches พ.ศ. 2900
SEPARATORS = re.compile(r"[\s/,.\-]+")
ERA_WORDS = re.compile(r"พ\.?\s*ศ\.?|ค\.?\s*ศ\.?|เดือน|วันที่|ปี")
NUMBER = re.compile(r"[0-9]{1,4}")
WORD = re.compile(r"[a-z]+|[ก-๎.]+[ก-๎.]")


class NotADate(ValueError):
    """The text is no date; the message says in the reader's language what to type."""


def read_date(text: str) -> tuple[date, str]:
    """The date and how precisely it is known: DAY, MONTH or YEAR. Raises NotADate."""
    parts = _parts(text)
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()  # ISO order
    if not 1 <= len(parts) <= 3 or not all(NUMBER.fullmatch(part) for part in parts):
        raise NotADate(_("Type the date as day/month/year, for example 1/2/2500, or the year alone."))
    day, month, year = [1, 1, *map(int, parts)][-3:] if len(parts) < 3 else map(int, parts)
    try:
        return date(_common_era(year), month, day), {1: YEAR, 2: MONTH, 3: DAY}[len(parts)]
    except ValueError as error:
        raise NotADate(
            str(error) if isinstance(error, NotADate) else _("There is no such day in the calendar.")
        ) from error


def _parts(text: str) -> list[str]:
    plain = ERA_WORDS.sub(" ", text.translate(TO_ARABIC).strip().lower())
    numbered = WORD.sub(lambda found: f" {_month_number(found[0])} ", plain)
    return [part for part in SEPARATORS.split(numbered) if part]


def _month_number(word: str) -> str:
    bare = word.replace(".", "")
    for names in (MONTHS, SHORT_MONTHS, ENGLISH_MONTHS):
        for number, name in enumerate(names, start=1):
            if bare == name.replace(".", "").lower() or (names is ENGLISH_MONTHS and bare == name[:3].lower()):
                return str(number)
    return word


def _common_era(year: int) -> int:
    if year < 1000:
        raise NotADate(_("Type the year with all four digits, for example 2500."))
    common = year - ERA if year >= BUDDHIST_FROM else year
    if not EARLIEST <= common <= 2300:
        raise NotADate(_("The year %(year)d is too far away; is it typed right?") % {"year": year})
    return common

"""Spans of time as the files are sent: a fiscal year, a quarter of it, or a month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from saan.shared.thai import fiscal_year

ERA = 543
_FISCAL = re.compile(r"FY(2[45]\d\d)(?:Q([1-4]))?", re.ASCII)
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)
YEARS, MONTHS = 3, 12


@dataclass(frozen=True)
class Period:
    """`code`: FY2569, FY2569Q1 or 2026-10. `quarter` is 0 and `is_month` false for a whole year."""

    code: str
    first: date
    last: date
    quarter: int = 0
    is_month: bool = False

    @property
    def year(self):
        """The fiscal year in the Buddhist era."""
        return fiscal_year(self.first)


def period(code):
    """The period of a code; None where it is none."""
    if found := _FISCAL.fullmatch(code):
        return _fiscal(int(found[1]), int(found[2] or 0))
    if found := _MONTH.fullmatch(code):
        return month(int(found[1]), int(found[2]))
    return None


def _fiscal(year, quarter):
    begins = year - ERA - 1  # in the October before
    if not quarter:
        return Period(f"FY{year}", date(begins, 10, 1), date(begins + 1, 9, 30))
    at = 9 + 3 * (quarter - 1)  # months since the January of `begins`
    first = date(begins + at // 12, at % 12 + 1, 1)
    return Period(f"FY{year}Q{quarter}", first, _end_of(first, 3), quarter)


def month(year, number):
    first = date(year, number, 1)
    return Period(f"{year}-{number:02}", first, _end_of(first, 1), is_month=True)


def _end_of(first, months):
    at = first.year * 12 + first.month - 1 + months
    return date(at // 12, at % 12 + 1, 1) - timedelta(days=1)


def offered(today):
    """(years, quarters, months) that have begun, the newest first."""
    this = fiscal_year(today)
    years = [_fiscal(year, 0) for year in range(this, this - YEARS, -1)]
    quarters = [_fiscal(each.year, quarter) for each in years[:2] for quarter in (4, 3, 2, 1)]
    ends = [today.year * 12 + today.month - 1 - back for back in range(MONTHS)]
    months = [month(at // 12, at % 12 + 1) for at in ends]
    return years, [each for each in quarters if each.first <= today], months

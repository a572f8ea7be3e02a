"""Values that a printed form spreads over several columns: an ID in boxes; a date's day, month and year."""

from collections.abc import Sequence
from typing import Protocol

import polars as pl

from linkage import citizen_ids

from .fields import FIELDS, Kind
from .words import field_of, key

# What stands between the parts of one value.
JOINED_BY = {"cid": "", **{field.name: "/" for field in FIELDS.values() if field.kind is Kind.DATE}}

_DAY, _MONTH, _YEAR = {"วัน", "วันที่", "ว", "day", "dd"}, {"เดือน", "ด", "month", "mm"}, {"ปี", "พศ", "ปีพศ", "ป", "year"}
_DATE = tuple({f"{word}{of}" for word in words for of in ("", "เกิด", "ที่เกิด")} for words in (_DAY, _MONTH, _YEAR))
_SAMPLE = 400


class Headed(Protocol):
    """A column as far as it matters here: its headings, and what its values look like."""

    heading: str
    group: str
    looks: dict[str, float]


def boxed_id(columns: Sequence[pl.Series]) -> range | None:
    """The neighbouring columns whose digits, put together, are citizen IDs: thirteen of one, or 1-4-5-2-1."""
    columns = [column.head(_SAMPLE).str.strip_chars() for column in columns]
    widths = [_width(column) for column in columns]
    for first in range(len(columns)):
        last, digits = first, 0
        while last < len(columns) and widths[last] and digits < citizen_ids.CID_LENGTH:
            digits += widths[last]
            last += 1
        if digits == citizen_ids.CID_LENGTH and last - first > 1 and _are_ids(columns[first:last]):
            return range(first, last)
    return None


def _width(column: pl.Series) -> int:
    """How many digits nearly every cell has; 0 where they differ, or are no digits."""
    cells = column.filter(column != "")
    if len(cells) == 0:
        return 0
    usual = int(cells.str.len_chars().mode()[0])
    return usual if usual <= 5 and (cells.str.contains(rf"^\d{{{usual}}}$")).mean() > 0.9 else 0


def _are_ids(columns: Sequence[pl.Series]) -> bool:
    joined = pl.DataFrame(columns).select(pl.concat_str(pl.all()).alias("value"))
    return bool(joined.select(citizen_ids.checksum_holds(pl.col("value")).fill_null(False).mean() > 0.5).item())


def dates_in_parts(columns: Sequence[Headed]) -> list[tuple[str, range]]:
    """(field, its three columns) wherever a day, a month and a year stand side by side under headings that say so."""
    found = []
    for first in range(len(columns) - 2):
        three = columns[first : first + 3]
        is_named = all(key(one.heading) in words for one, words in zip(three, _DATE, strict=True))
        if is_named and not any(one.looks.get("date", 0.0) > 0.1 for one in three):
            found.append((_of_what(three[0].group), range(first, first + 3)))
    return found


def _of_what(group: str) -> str:
    name, _sure = field_of(group) if group else (None, 0.0)
    return name if name and FIELDS[name].kind is Kind.DATE else "birth_date"

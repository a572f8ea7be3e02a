"""Where the headings of a sheet stand, and what the rows below them are."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from .book import Book, Problem, Sheet
from .refusals import Unreadable
from .words import is_heading


class RowKind(StrEnum):
    PERSON = "PERSON"
    NOT_A_PERSON = "NOT_A_PERSON"  # a total, a signature, a repeated heading: kept and shown, never linked
    EMPTY = "EMPTY"


@dataclass(frozen=True)
class Headings:
    """Where a person says that the headings stand: the file's number of their first row, and how many; 0 for none."""

    row: int
    rows: int = 1


@dataclass
class Table:
    """A sheet with its headings found; `body` keeps every row below them, in order.

    Row 1 is the first row below the headings; `first_row` is the spreadsheet's own number of that row.
    """

    sheet: str
    headings: list[str]
    groups: list[str]  # the wider heading above each, or ""
    body: pl.DataFrame
    kinds: pl.Series
    first_row: int
    titles: list[str] = field(default_factory=list)
    dates: dict[str, pl.Series] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    heading_rows: int = 1
    source: Sheet | None = field(default=None, repr=False)

    @property
    def has_headings(self) -> bool:
        return self.heading_rows > 0

    @property
    def names(self) -> list[str]:
        """The headings as unique names, a nameless column by its place."""
        seen: dict[str, int] = {}
        return [_unique(heading or f"#{i + 1}", seen) for i, heading in enumerate(self.headings)]


_SEARCHED = 40
_DIGITS = re.compile(r"[0-9๐-๙]")
_COUNTER = re.compile(r"^[(\[]?[0-9๐-๙]{1,2}[)\]]?$")
_ERRORS = r"^(#N/A|#REF!|#VALUE!|#DIV/0!|#NAME\?|#NULL!|#NUM!|Err:\d{3})$"
_SUM = (
    r"^((รวม|ยอดรวม|ทั้งหมด|total|grand total)\s*($|[:(=\d๐-๙]|ทั้ง|จำนวน|เป็น|ยอด|เงิน|นี้|หน้า|หมู่|[\d,]+)|ยอด(ยกมา|ยกไป|สะสม))"
)
_SECTION = r"^(หมู่|ม\.|บ้าน|ชุมชน|ตำบล|แขวง|เขต|กลุ่ม|ประเภท|อำเภอ|จังหวัด|โซน|คุ้ม|เทศบาล|อบต)"
_SIGNING = r"^\s*\(?(ลงชื่อ|ลงนาม|ผู้จัดทำ|ผู้รายงาน|ผู้รับรอง|ผู้ตรวจสอบ|\.{5,}|_{5,})"
_CLOSING = (
    r"^\s*(ลงชื่อ|\(?ลงนาม|ผู้จัดทำ|ผู้รายงาน|ผู้รับรอง|ผู้ตรวจสอบ|ข้อมูล ณ|หมายเหตุ|ที่มา|"
    r"แหล่งข้อมูล|ตำแหน่ง|หน้า(ที่)?\s*\d|page\s*\d|พิมพ์เมื่อ|วันที่พิมพ์|\(\.{3,}|\.{5,})"
)


def tables(book: Book) -> list[Table]:
    """The sheets of a book that hold rows, headings found; raises NO_DATA when none does.

    Hidden sheets hold lookups and old copies: they count only where nothing else does.
    """
    for hidden in (False, True):
        sheets = [sheet for sheet in book.sheets if sheet.hidden == hidden]
        if found := [table for sheet in sheets if (table := find_table(sheet)) is not None]:
            return found
    raise Unreadable("NO_DATA")


def find_table(sheet: Sheet, said: Headings | None = None) -> Table | None:
    """The table in a sheet, or None when there is no row below the headings. `said`: where they stand, if known."""
    grid = _filled(sheet)
    top = [list(row) for row in grid.head(_SEARCHED).iter_rows()]
    first, last = _said_rows(top, said, sheet.top) if said else _heading_rows(top)
    body = grid.slice(last)
    body = body.head(_height(body))
    if body.height == 0:
        return None
    headings, groups = _headings(top[first:last], grid.width)
    body, problems = _without_errors(body, sheet.top + last + 1)
    titles = [" ".join(filter(None, row)) for row in top[:first] if any(row)]
    return Table(
        sheet=sheet.name,
        headings=headings,
        groups=groups,
        body=body,
        kinds=_kinds(body, headings, groups, titles),
        first_row=sheet.top + last + 1,
        titles=titles,
        dates={name: mask.slice(last, body.height) for name, mask in sheet.dates.items()},
        problems=sheet.problems + problems,
        heading_rows=last - first,
        source=sheet,
    )


def first_rows(sheet: Sheet, most: int) -> list[tuple[int, list[str]]]:
    """(the file's number, the cells) of the first rows, for a person who looks for the headings."""
    return [(sheet.top + i + 1, list(row)) for i, row in enumerate(sheet.grid.head(most).iter_rows())]


def _unique(name: str, seen: dict[str, int]) -> str:
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name} ({seen[name]})"


def _height(body: pl.DataFrame) -> int:
    """Rows up to the last one that holds anything."""
    filled = body.select(pl.any_horizontal(pl.all().str.contains(r"\S"))).to_series().arg_true()
    return 0 if filled.is_empty() else int(filled[-1]) + 1


def _filled(sheet: Sheet) -> pl.DataFrame:
    """Cells merged downwards hold their value in each row; merged across, they are a title or a wider heading."""
    grid, places = sheet.grid, {}
    for top, left, bottom, right in sheet.merges:
        if bottom > top and left == right and top < grid.height and left < grid.width:
            places.setdefault(grid.columns[left], []).append((top, min(bottom, grid.height - 1)))
    return grid.with_columns(_spread(grid[column], spans) for column, spans in places.items())


def _spread(column: pl.Series, spans: list[tuple[int, int]]) -> pl.Series:
    places, free = [], 0
    for top, bottom in sorted(spans):
        # Honest ranges never overlap; a thousand that do would be a million rows.
        if top >= free:
            places += [(row, top) for row in range(top + 1, bottom + 1)]
            free = bottom + 1
    rows, tops = zip(*places, strict=True)
    return column.scatter(list(rows), column.gather(list(tops)))


def _heading_rows(top: list[list[str]]) -> tuple[int, int]:
    """The half-open range of rows that are headings; empty where the list starts with its data."""
    hits = [sum(is_heading(cell) for cell in row if cell) for row in top]
    best = max(range(len(top)), key=lambda i: (hits[i], -i), default=0)
    if not top or hits[best] < min(2, len(top[best])):
        return _unknown_heading_rows(top)
    first, last = best, best + 1
    if best > 0 and _is_pair(top[best - 1], top[best]):
        first = best - 1
    elif last < len(top) and _is_pair(top[best], top[last]):
        last += 1
    if last < len(top) and _is_counter(top[last]):
        last += 1
    return first, last


def _said_rows(top: list[list[str]], said: Headings, above: int) -> tuple[int, int]:
    if not said.rows:
        return _start_of_data(top)
    first = min(max(said.row - 1 - above, 0), len(top) - 1)
    last = min(first + said.rows, first + 2, len(top))
    return first, last + (last < len(top) and _is_counter(top[last]))


def _unknown_heading_rows(top: list[list[str]]) -> tuple[int, int]:
    """No word is known: the first wide row is a heading unless it looks like the data below it."""
    widths = [sum(map(bool, row)) for row in top]
    if not any(widths):
        return 0, 0
    first = next(i for i, width in enumerate(widths) if width >= 0.6 * max(widths))
    row, below = top[first], top[first + 1 : first + 11]
    differs = any(
        not _DIGITS.search(cell) and any(_DIGITS.search(other[i]) for other in below)
        for i, cell in enumerate(row)
        if cell
    )
    if differs and not _is_data(row):
        return first, first + 1
    return _start_of_data(top)


def _start_of_data(top: list[list[str]]) -> tuple[int, int]:
    """No headings: the list begins with the first row that is more than a title."""
    widths = [sum(map(bool, row)) for row in top]
    start = next(i for i, width in enumerate(widths) if width >= min(2, max(widths)))
    return start, start


def _is_data(row: list[str]) -> bool:
    cells = [cell for cell in row if cell]
    with_digits = sum(bool(_DIGITS.search(cell)) for cell in cells)
    return with_digits > 0.25 * len(cells) or any(re.search(r"\d{4}", cell) for cell in cells)


def _is_pair(upper: list[str], lower: list[str]) -> bool:
    """Whether two rows are one heading: the lower divides what the upper spans, or both hold known words."""
    if sum(map(bool, upper)) < 2:
        return False
    places = [i for i, cell in enumerate(lower) if cell and cell != upper[i]]
    spanned = _spanned(upper)
    if len(places) >= 2 and spanned.issuperset(places):
        return True
    return len(places) >= 2 and sum(is_heading(lower[i]) for i in places) >= 2 and not _is_data(lower)


def _spanned(upper: list[str]) -> set[int]:
    blank = {i for i, cell in enumerate(upper) if not cell}
    return blank | {i for i in range(len(upper)) if i + 1 in blank}


def _is_counter(row: list[str]) -> bool:
    """The row `(1) (2) (3)` that forms print below their headings."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(cells) < 3 or not all(map(_COUNTER.match, cells)):
        return False
    numbers = [int(re.sub(r"\D", "", cell)) for cell in cells]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _headings(rows: list[list[str]], width: int) -> tuple[list[str], list[str]]:
    rows = [[" ".join(cell.split()) for cell in row] for row in rows]
    rows = [row for row in rows if not _is_counter(row)]
    if not rows:
        return [""] * width, [""] * width
    if len(rows) == 1:
        return rows[0], [""] * width
    upper, lower = rows
    headings, groups, wider = [], [], ""
    for above, below in zip(upper, lower, strict=True):
        wider = above or wider
        has_group = bool(below) and below != above
        headings.append(below or above)
        groups.append(wider if has_group else "")
    return headings, groups


def _without_errors(body: pl.DataFrame, first_row: int) -> tuple[pl.DataFrame, list[Problem]]:
    """Excel's #N/A and its kin become empty and lost letters are told of, each with a problem."""
    problems = []
    for number, column in enumerate(body.iter_columns()):
        wrong = column.str.contains(_ERRORS)
        damaged = column.str.contains("�", literal=True)
        for code, mask in (("ERROR_CELL", wrong), ("DAMAGED_TEXT", damaged)):
            problems += [Problem(code, first_row + row, number, column[row]) for row in mask.arg_true()]
        if wrong.any():
            body = body.with_columns(column.set(wrong, ""))
    return body, problems


def _kinds(body: pl.DataFrame, headings: list[str], groups: list[str], titles: list[str]) -> pl.Series:
    """What each row is, as far as its look tells; a mapping tells more later."""
    cells = body.select(pl.all().str.strip_chars())
    rows = cells.select(
        filled=pl.sum_horizontal(pl.all() != ""),
        leading=pl.coalesce(pl.all().replace({"": None})),
        repeats=_repeats_headings(cells.columns, headings, groups),
    )
    few = pl.col("filled") <= max(3, body.width // 3)
    extra = (
        (pl.col("leading").str.contains(_CLOSING) & few) | pl.col("leading").str.contains(_SUM) | _signed(body.width)
    )
    lone = (pl.col("filled") == 1) & (pl.col("leading").is_in(titles) | pl.col("leading").str.contains(_SECTION))
    kind = (
        pl.when(pl.col("filled") == 0)
        .then(pl.lit(RowKind.EMPTY.value))
        .when(extra | (lone & pl.lit(body.width > 3)) | pl.col("repeats"))
        .then(pl.lit(RowKind.NOT_A_PERSON.value))
        .otherwise(pl.lit(RowKind.PERSON.value))
    )
    return rows.select(kind.alias("kind")).to_series()


def _signed(width: int) -> pl.Expr:
    """A signature, and below it the signer's name and office: lines of hardly a cell, until the list goes on."""
    hardly = pl.col("filled").is_between(1, min(2, width // 3))
    begins = hardly & pl.col("leading").str.contains(_SIGNING)
    goes_on = ~hardly & (pl.col("filled") > 0)
    return hardly & pl.when(begins).then(True).when(goes_on).then(False).forward_fill().fill_null(False)


def _repeats_headings(columns: list[str], headings: list[str], groups: list[str]) -> pl.Expr:
    """Headings come again at each page break of a printed list."""
    named = [i for i, heading in enumerate(headings) if heading]
    if not named:
        return pl.lit(False)
    same = [(pl.col(columns[i]) == headings[i]) | (pl.col(columns[i]) == (groups[i] or headings[i])) for i in named]
    return pl.sum_horizontal(same) >= max(0.6 * len(named), min(2, len(named)))

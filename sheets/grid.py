"""Rows of whatever a parser gives → columns of text, in bounded pieces."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice, zip_longest

import polars as pl

from .limits import Limits
from .refusals import Unreadable

_PIECE = 4_000
_EXACT = 2**53


def text_grid(rows: Iterable[list], sheet: str, limits: Limits) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """Columns c0, c1 … of text without nulls, and for columns where Excel typed dates, which cells those were."""
    pieces, dates, height = [], [], 0
    for piece in _pieces(iter(rows)):
        if max(map(len, piece)) > limits.columns:
            raise Unreadable("TOO_MANY_COLUMNS", sheet=sheet, limit=limits.columns)
        columns = list(zip_longest(*piece, fillvalue="")) or [("",) * len(piece)]
        _check(columns, height, sheet, limits)
        height += len(piece)
        typed = [_text_column(values) for values in columns]
        pieces.append(pl.DataFrame({f"c{i}": text for i, (text, _) in enumerate(typed)}))
        dates.append({f"c{i}": mask for i, (_, mask) in enumerate(typed) if mask is not None})
    return _joined(pieces), _masks(dates, [piece.height for piece in pieces])


def _pieces(rows: Iterator[list]) -> Iterator[list[list]]:
    while piece := list(islice(rows, _PIECE)):
        yield piece


def _check(columns: list[tuple], above: int, sheet: str, limits: Limits) -> None:
    if above + len(columns[0]) > limits.rows:
        raise Unreadable("TOO_MANY_ROWS", sheet=sheet, limit=limits.rows)
    for values in columns:
        if _longest(values) > limits.cell_characters:
            lengths = [len(value) if type(value) is str else 0 for value in values]
            row = above + lengths.index(max(lengths)) + 1
            raise Unreadable("CELL_TOO_LONG", sheet=sheet, row=row, limit=limits.cell_characters)


def _longest(values: tuple) -> int:
    try:
        return max(map(len, values))
    except TypeError:  # not all are texts
        return max((len(value) for value in values if type(value) is str), default=0)


def _joined(pieces: list[pl.DataFrame]) -> pl.DataFrame:
    """One grid as wide as the widest piece."""
    if not pieces:
        return pl.DataFrame()
    joined = pl.concat(pieces, how="diagonal")
    return joined.select(pl.col(f"c{i}").fill_null("") for i in range(joined.width))


def _masks(dates: list[dict[str, pl.Series]], heights: list[int]) -> dict[str, pl.Series]:
    names = sorted({name for piece in dates for name in piece}, key=lambda name: int(name[1:]))
    pieces = list(zip(dates, heights, strict=True))
    return {
        name: pl.concat([piece.get(name, pl.repeat(False, height, eager=True)) for piece, height in pieces])
        for name in names
    }


def _text_column(values: tuple) -> tuple[pl.Series, pl.Series | None]:
    kinds = set(map(type, values))
    if kinds <= {str}:
        return pl.Series(values, dtype=pl.String), None
    if kinds == {float} and (whole := _whole_numbers(values)) is not None:
        return whole, None
    text = pl.Series([value if type(value) is str else _text(value) for value in values], dtype=pl.String)
    if kinds & {date, datetime}:
        return text, pl.Series([type(value) in (date, datetime) for value in values], dtype=pl.Boolean)
    return text, None


def _whole_numbers(values: tuple) -> pl.Series | None:
    """A column of whole numbers at once; None when one has a fraction or more digits than a float can hold."""
    numbers = pl.Series(values, dtype=pl.Float64)
    if ((numbers == numbers.floor()) & (numbers.abs() < _EXACT)).all():
        return numbers.cast(pl.Int64).cast(pl.String)
    return None


def _text(value) -> str:
    """A typed cell as an official would read it aloud."""
    kind = type(value)
    if kind is float:
        return number_text(value)
    if kind is date:
        return value.isoformat()
    if kind is datetime:
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    if kind is bool:
        return "TRUE" if value else "FALSE"
    if kind is timedelta:
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return "" if value is None else str(value)


def number_text(value: float) -> str:
    """A number as its cell shows it."""
    # Below this a float holds every integer, so that a 13-digit citizen ID is unharmed.
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return repr(value).upper() if value == value else ""

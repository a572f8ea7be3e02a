"""What reading gives: a Book of Sheets, each cell as text."""

from dataclasses import dataclass, field

import polars as pl

Range = tuple[int, int, int, int]  # top, left, bottom, right; from 0, in the grid


@dataclass(frozen=True)
class Problem:
    """Something lost or doubtful in one cell: `row` is the file's number from 1, `column` the grid's from 0."""

    code: str  # ERROR_CELL, DAMAGED_TEXT
    row: int
    column: int  # from 0, in the grid
    text: str = ""


@dataclass
class Sheet:
    """One sheet as it lies in the file; `grid` has columns c0, c1 … of text without nulls."""

    name: str
    grid: pl.DataFrame
    dates: dict[str, pl.Series] = field(default_factory=dict)  # where Excel itself typed a date
    merges: list[Range] = field(default_factory=list)
    top: int = 0  # rows of the file above the grid
    left: int = 0  # columns of the file left of it
    hidden: bool = False
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Book:
    """One file, read."""

    filename: str
    format: str  # XLSX, XLS, ODS, CSV, HTML, XML, FILES43
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""

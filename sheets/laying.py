"""Cells that span rows and columns, laid out as a browser lays them."""

from .book import Range, Sheet
from .grid import text_grid
from .limits import Limits
from .refusals import Unreadable

# White space is folded before a cell gets here, so that this stands in none; a row as one string is a tenth of the
# memory that its cells would be.
_BETWEEN = "\x1f"
_WIDEST = 1_000  # what browsers grant a cell that spans "everything"
_LONGEST = 20_000  # columns; Excel itself knows 16,384


class Layout:
    """The grid of one table, given cell by cell from the top left."""

    def __init__(self, name: str, limits: Limits):
        self.name, self.limits = name, limits
        self.rows: list[str] = []
        self.merges: list[Range] = []
        self.date_cells: set[tuple[int, int]] = set()
        self.width = 0  # columns that hold anything
        self.hidden = False
        self._row: list[str] = []
        self._below: dict[int, int] = {}  # column → rows that a cell above still covers
        self._covered: dict[int, int] = {}

    def open_row(self, number: int | None = None) -> None:
        """Begin the next row, or the row of this number from 0 with empty ones before it."""
        if number is not None:
            self._check_height(number)
            self.rows.extend([""] * (number - len(self.rows)))
        self._check_height(len(self.rows))
        self._row, self._covered, self._below = [], self._below, {}

    def cell(self, text: str, across: int = 1, down: int = 1, *, at: int | None = None, is_date: bool = False) -> None:
        """The next cell, or the one in column `at`, over so many columns and rows."""
        self._pad(at)
        left, across = len(self._row), min(max(across, 1), _WIDEST)
        if text:
            self.width = max(self.width, left + 1)
        if self.width > self.limits.columns or left > _LONGEST:
            raise Unreadable("TOO_MANY_COLUMNS", sheet=self.name, limit=self.limits.columns)
        self._row += [text] + [""] * (across - 1)
        if down > 1:
            self._below |= dict.fromkeys(range(left, left + across), down - 1)
        if across > 1 or down > 1:
            self.merges.append((len(self.rows), left, len(self.rows) + max(down, 1) - 1, left + across - 1))
        if is_date:
            self.date_cells.add((len(self.rows), left))

    def close_row(self) -> None:
        self._below |= {column: rows - 1 for column, rows in self._covered.items() if rows > 1}
        self.rows.append(_BETWEEN.join(self._row).rstrip(_BETWEEN))

    def first_row(self) -> str:
        return self.rows[0] if self.rows else ""

    def append(self, other: "Layout") -> None:
        """The rows of another table below these."""
        height = len(self.rows)
        self._check_height(height + len(other.rows))
        self.rows += other.rows
        self.merges += [(top + height, left, bottom + height, right) for top, left, bottom, right in other.merges]
        self.width = max(self.width, other.width)

    def sheet(self) -> Sheet:
        """Everything laid so far. Columns beyond the last that holds anything are a title's, not the list's."""
        grid, _ = text_grid((self._cells(row) for row in self.rows), self.name, self.limits)
        merges = [(top, left, bottom, min(right, self.width - 1)) for top, left, bottom, right in self.merges]
        return Sheet(self.name, grid, self._dates(grid.height), [m for m in merges if m[1] < self.width])

    def _cells(self, row: str) -> list[str]:
        cells = row.split(_BETWEEN)[: self.width]
        return cells + [""] * (self.width - len(cells))

    def _dates(self, height: int) -> dict:
        import polars as pl

        marked: dict[int, list[int]] = {}
        for row, column in self.date_cells:
            marked.setdefault(column, []).append(row)
        nothing = pl.repeat(False, height, eager=True)
        return {f"c{column}": nothing.scatter(rows, True) for column, rows in sorted(marked.items())}

    def _pad(self, at: int | None) -> None:
        if at is not None and at > self.limits.columns:
            raise Unreadable("TOO_MANY_COLUMNS", sheet=self.name, limit=self.limits.columns)
        while len(self._row) in self._covered or (at is not None and len(self._row) < at):
            self._row.append("")

    def _check_height(self, rows: int) -> None:
        if rows >= self.limits.rows:
            raise Unreadable("TOO_MANY_ROWS", sheet=self.name, limit=self.limits.rows)

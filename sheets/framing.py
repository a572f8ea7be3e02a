"""A table and its mapping → one row of raw text a row, under the names of the fields."""

import polars as pl

from .fields import FIELDS, IDENTIFYING
from .files43 import in_words, kind43
from .header import RowKind, Table
from .mapping import Column, Mapping

_TICKS = ["/", "✓", "✔", "√", "x", "X", "1", "ü", "P", "ใช่", "มี", "Y", "TRUE"]
# Said beside every row, whatever the mapping.
BESIDE = ("row", "sheet", "sheet_row", "kind", "typed_dates", "original")


def frame(table: Table, mapping: Mapping, *, original: bool = True) -> pl.DataFrame:
    """Every row below the headings, in order: `row` (1 for the first), `sheet`, `sheet_row` (the spreadsheet's own
    number), `kind` (PERSON, NOT_A_PERSON, EMPTY), `typed_dates` (fields whose cell Excel itself held as a date, by
    comma), `original` (the untouched row as JSON, heading → text; left out on request) and a text column for each
    field found; a blank cell is null.
    """
    body = table.body
    columns = {name: _value(columns, body) for name, columns in mapping.fields.items() if name != "order"}
    rows = body.select(
        row=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32),
        sheet=pl.lit(table.sheet),
        sheet_row=pl.int_range(table.first_row, table.first_row + pl.len(), dtype=pl.UInt32),
        kind=table.kinds,
        typed_dates=_typed_dates(table, mapping),
        **({"original": _original(table.names, body)} if original else {}),
        **columns,
    )
    rows = rows.with_columns(_kind(rows.columns))
    return in_words(rows) if kind43(table) else rows


def _value(columns: list[Column], body: pl.DataFrame) -> pl.Expr:
    cells = [_blank_to_null(body.columns[column.index]) for column in columns]
    if len(cells) == 1:
        return cells[0]
    said = [_said(cell, column.heading) for cell, column in zip(cells, columns, strict=True)]
    joined = pl.concat_str(said, separator=", ", ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def _blank_to_null(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text)


def _said(cell: pl.Expr, heading: str) -> pl.Expr:
    """A tick under a heading says the heading."""
    return pl.when(cell.is_in(_TICKS)).then(pl.lit(heading)).otherwise(cell)


def _typed_dates(table: Table, mapping: Mapping) -> pl.Expr:
    masks = [
        pl.when(pl.lit(table.dates[f"c{column.index}"])).then(pl.lit(column.field))
        for column in mapping.columns
        if column.field and f"c{column.index}" in table.dates
    ]
    return pl.concat_str(masks, separator=",", ignore_nulls=True) if masks else pl.lit("")


def _original(names: list[str], body: pl.DataFrame) -> pl.Expr:
    return pl.struct(
        pl.col(column).alias(name) for column, name in zip(body.columns, names, strict=True)
    ).struct.json_encode()


def _kind(columns: list[str]) -> pl.Expr:
    """A row that names nobody is about nobody: empty when no field is filled, else kept as something other."""
    identifying = [name for name in IDENTIFYING if name in columns]
    fields = [name for name in FIELDS if name in columns]
    nobody = pl.all_horizontal(pl.col(name).is_null() for name in identifying) if identifying else pl.lit(False)
    nothing = pl.all_horizontal(pl.col(name).is_null() for name in fields) if fields else pl.lit(False)
    return (
        pl.when(pl.col("kind") != RowKind.PERSON.value)
        .then(pl.col("kind"))
        .when(nothing)
        .then(pl.lit(RowKind.EMPTY.value))
        .when(nobody)
        .then(pl.lit(RowKind.NOT_A_PERSON.value))
        .otherwise(pl.col("kind"))
        .alias("kind")
    )

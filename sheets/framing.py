"""A table and its mapping → one row of raw text a row, under the names of the fields."""

import polars as pl

from linkage import citizen_ids

from .fields import FIELDS, IDENTIFYING, Kind
from .files43 import in_words, kind43, places_in_words
from .header import RowKind, Table
from .mapping import Column, Mapping
from .parted import JOINED_BY

_TICKS = ["/", "✓", "✔", "√", "x", "X", "1", "ü", "P", "ใช่", "มี", "Y", "TRUE"]
_MOO = r"(?:หมู่ที่|หมู่|ม\.)\s*([0-9๐-๙]{1,2})\s*(?:$|[(ก-ณดตทธ-ฮเโใไ])"
_MOO_LINE, _MOO_TITLE = rf"^\s*{_MOO}", rf"^[^0-9๐-๙]*{_MOO}"
# Marks that stand for the cell above, where a hand fills in a list; people are never told apart by one.
_DITTO = r"^(\"|“|”|〃|''|’’|‘‘|,,|„|-?\s*do\s*-?|เหมือน(ข้าง)?บน)$"
_REPEATED = (
    *(field.name for field in FIELDS.values() if field.kind is Kind.PLACE),
    *("moo", "registered_moo", "address", "registered_address", "family_name", "postcode", "household_local_id"),
)
# Said beside every row, whatever the mapping.
BESIDE = ("row", "sheet", "sheet_row", "kind", "typed_dates", "original")


def frame(table: Table, mapping: Mapping, *, original: bool = True) -> pl.DataFrame:
    """Every row below the headings, in order: `row` (1 for the first), `sheet`, `sheet_row` (the spreadsheet's own
    number), `kind` (PERSON, NOT_A_PERSON, EMPTY), `typed_dates` (fields whose cell Excel itself held as a date, by
    comma), `original` (the untouched row as JSON, heading → text; left out on request) and a text column for each
    field found; a blank cell is null.
    """
    body = table.body
    columns = {name: _value(name, columns, body) for name, columns in mapping.fields.items() if name != "order"}
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
    rows = rows.with_columns(_as_above(name) for name in _REPEATED if name in columns)
    if not kind43(table) and "disability_card_no" in columns:
        rows = _id_on_the_card(rows)
    if not {"moo", "address"} & set(columns):
        rows = _with_moo_above(rows, table)
    return in_words(rows) if kind43(table) else places_in_words(rows)


def _value(name: str, columns: list[Column], body: pl.DataFrame) -> pl.Expr:
    cells = [_blank_to_null(body.columns[column.index]) for column in columns]
    if len(cells) == 1:
        return cells[0]
    if name in JOINED_BY:
        whole = pl.concat_str(cells, separator=JOINED_BY[name], ignore_nulls=True)
        return pl.when(whole != "").then(whole)
    said = [_said(cell, column.heading) for cell, column in zip(cells, columns, strict=True)]
    joined = pl.concat_str(said, separator=", ", ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def _blank_to_null(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text)


def _said(cell: pl.Expr, heading: str) -> pl.Expr:
    """A tick under a heading says the heading."""
    return pl.when(cell.is_in(_TICKS)).then(pl.lit(heading)).otherwise(cell)


def _as_above(name: str) -> pl.Expr:
    """A ditto mark is the cell above it, whatever total or heading stands between."""
    cell, is_person = pl.col(name), pl.col("kind") == RowKind.PERSON.value
    ditto = cell.str.contains(_DITTO).fill_null(False)
    above = pl.when(is_person & ~ditto).then(cell.fill_null("")).forward_fill()
    return pl.when(is_person & ditto & (above != "")).then(above).otherwise(cell).alias(name)


def _id_on_the_card(rows: pl.DataFrame) -> pl.DataFrame:
    """The card of a disabled person bears their citizen ID: read from it where the list says no other."""
    card = pl.col("disability_card_no")
    digits = citizen_ids.typed_digits(card)
    is_id = (digits.str.len_bytes() == citizen_ids.CID_LENGTH) & citizen_ids.checksum_holds(digits)
    # Older cards have numbers of their own, and one in ten of those would pass for an ID.
    if (rows.filter(card.is_not_null()).select(is_id.fill_null(False).mean()).item() or 0) < 0.9:
        return rows
    said = [pl.col("cid")] if "cid" in rows.columns else []
    return rows.with_columns(cid=pl.coalesce(*said, pl.when(is_id).then(card)))


def _with_moo_above(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The village's number where a list has no column for it: its title, its sheet or a line between the rows says it.

    Not from a title with a number before it, which is the office's own address, and not where it names several.
    """
    aside = (table.kinds == RowKind.NOT_A_PERSON.value).arg_true()
    lone = pl.sum_horizontal(pl.all().str.contains(r"\S")) == 1
    line = pl.when(lone).then(pl.coalesce(_blank_to_null(name) for name in table.body.columns))
    lines = table.body[aside].select(line.str.extract(_MOO_LINE, 1).alias("moo")).to_series()
    between = pl.repeat(None, rows.height, dtype=pl.String, eager=True).scatter(aside, lines)
    between = between.fill_null(strategy="forward")
    above = pl.Series([*table.titles[::-1], table.sheet]).str.extract(_MOO_TITLE, 1).drop_nulls()
    said = between.fill_null(above[0]) if len(above) else between
    if said.is_null().all():
        return rows
    return rows.with_columns(moo=pl.when(pl.col("kind") == RowKind.PERSON.value).then(said))


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

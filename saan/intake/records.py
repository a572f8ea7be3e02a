"""Clean rows → source records, laid down in pieces by COPY."""

import json

import polars as pl
from django.db import connection, transaction

from saan.people import bulk, linking
from saan.people.evidence import CID
from saan.people.models import Standing
from saan.people.recording import RAW, short_hash
from saan.shared.crypto import blind_index, seal

PIECE = 5_000
NOT_VALUES = {"cid", "cid_digits", "area_id", "area_key", "problems"}
COLUMNS = (
    *("delivery_id", "source_list_id", "organisation_id", "sheet", "row", "sheet_row", "row_key", "content_hash"),
    *("raw_sealed", "cid_sealed", "cid_index", "values", "problems", "area_id", "area_key", "standing", "linked_how"),
)


def clear(delivery):
    """Away with what an earlier try of this step laid down; it never counted."""
    linking.discard(delivery)
    bulk.run("DELETE FROM people_sourcerecord WHERE delivery_id = %s AND standing IN ('STAGED', 'ASIDE')", delivery.pk)


def lay(delivery, rows, clean, pulse):
    """Every row becomes a record: staged, or set aside where it is about nobody."""
    source_list = delivery.source_list
    fixed = (delivery.pk, source_list.pk, source_list.organisation_id)
    values = [_json(row) for row in _values(clean).iter_rows(named=True)]
    keyed = _identified(rows, clean, values)
    for start in range(0, rows.height, PIECE):
        _copy(fixed, rows.slice(start, PIECE), keyed.slice(start, PIECE))
        pulse(min(start + PIECE, rows.height), rows.height)


def _values(clean):
    dates = [name for name, kind in clean.schema.items() if kind == pl.Date]
    return clean.drop(NOT_VALUES).with_columns(pl.col(dates).dt.to_string("%Y-%m-%d"))


def _json(row):
    return json.dumps({name: value for name, value in row.items() if value is not None}, ensure_ascii=False)


def _identified(rows, clean, values):
    """What names each row in its list, and tells one content from another; equal names are numbered by content."""
    basis = clean.select(
        pl.coalesce(
            pl.format("c|{}", "cid"),
            pl.format("l|{}|{}", *(_column(rows, name).str.strip_chars().replace("", None) for name in LOCAL)),
            pl.format("l||{}", _column(rows, "local_id").str.strip_chars().replace("", None)),
            pl.concat_str(
                pl.lit("n"),
                *(pl.col(name).cast(pl.String).fill_null("") for name in NAMED),
                separator="|",
            ),
        )
    ).to_series()
    return clean.select("cid", "cid_digits", "area_id", "area_key", "problems").with_columns(
        basis=basis,
        values=pl.Series(values),
        content=pl.concat_str(
            pl.Series(values), clean["cid_digits"].fill_null(""), clean["area_id"].cast(pl.String), separator="|"
        ),
    ).with_columns(number=pl.col("content").rank("ordinal").over("basis"))  # fmt: skip


LOCAL = ("hospcode", "local_id")
NAMED = ("prefix", "given_name", "family_name", "birth_date", "house_no", "moo", "area_id")


def _column(rows, name):
    return rows[name] if name in rows.columns else pl.Series(name, [None] * rows.height, dtype=pl.String)


def _copy(fixed, rows, keyed):
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    plain = rows.select("sheet", "row", "sheet_row", "kind", "raw")
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy(f"COPY people_sourcerecord ({columns}) FROM STDIN") as copy,
    ):
        for row, key in zip(plain.iter_rows(), keyed.iter_rows(named=True), strict=True):
            copy.write_row(_record(fixed, row, key))


def _record(fixed, row, key):
    sheet, number, sheet_row, kind, raw = row
    return (
        *fixed,
        sheet[:120],
        number,
        sheet_row,
        short_hash(f"row|{key['basis']}|{key['number']}"),
        short_hash(f"content|{key['content']}"),
        seal(raw, RAW),
        seal(key["cid_digits"], CID),
        blind_index(key["cid"]),
        key["values"],
        json.dumps(key["problems"] or []),
        key["area_id"],
        key["area_key"],
        Standing.STAGED.value if kind == "PERSON" else Standing.ASIDE.value,
        "",
    )

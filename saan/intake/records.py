"""Clean rows → source records, laid down in pieces by COPY."""

import json

import polars as pl

from saan.people import bulk, lanes, linking
from saan.people.evidence import CID
from saan.people.models import Standing
from saan.people.recording import RAW, short_hash
from saan.shared.crypto import blind_index, seal

PIECE = 5_000
NOT_VALUES = {"cid", "cid_digits", "area_id", "area_key", "problems"}
NUMBERS = ("delivery_id", "source_list_id", "organisation_id", "row", "sheet_row", "area_id", "area_key")
COLUMNS = (
    *("delivery_id", "source_list_id", "organisation_id", "sheet", "row", "sheet_row", "row_key", "content_hash"),
    *("raw_sealed", "cid_sealed", "cid_index", "values", "problems", "area_id", "area_key", "standing", "linked_how"),
)
SCHEMA = {name: pl.Int64 if name in NUMBERS else pl.String for name in COLUMNS}


def clear(delivery):
    """Away with what an earlier try of this step laid down; it never counted."""
    linking.discard(delivery)
    bulk.run("DELETE FROM people_sourcerecord WHERE delivery_id = %s AND standing IN ('STAGED', 'ASIDE')", delivery.pk)


def lay(delivery, rows, clean, pulse):
    """Every row becomes a record: staged, or set aside where it is about nobody."""
    fixed, done = (delivery.pk, delivery.source_list_id, delivery.source_list.organisation_id), 0
    for records in lanes.ahead(_pieces(fixed, rows, clean)):
        bulk.copy_frame(records, "people_sourcerecord")
        done += records.height
        pulse(done, rows.height)


def _pieces(fixed, rows, clean):
    """The records, some thousand at a time."""
    plain = rows.select("sheet", "row", "sheet_row", "kind", "raw")
    keyed = _identified(rows, clean, [_json(row) for row in _values(clean).iter_rows(named=True)])
    for start in range(0, rows.height, PIECE):
        some, keys = (frame.slice(start, PIECE) for frame in (plain, keyed))
        both = zip(some.iter_rows(), keys.iter_rows(named=True), strict=True)
        yield pl.DataFrame([_record(fixed, row, key) for row, key in both], schema=SCHEMA, orient="row")


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


def _record(fixed, row, key):
    sheet, number, sheet_row, kind, raw = row
    return (
        *fixed,
        sheet[:120],
        number,
        sheet_row,
        bulk.as_bytea(short_hash(f"row|{key['basis']}|{key['number']}")),
        bulk.as_bytea(short_hash(f"content|{key['content']}")),
        bulk.as_bytea(seal(raw, RAW)),
        bulk.as_bytea(seal(key["cid_digits"], CID)),
        bulk.as_bytea(blind_index(key["cid"])),
        key["values"],
        json.dumps(key["problems"] or []),
        key["area_id"],
        key["area_key"],
        Standing.STAGED.value if kind == "PERSON" else Standing.ASIDE.value,
        "",
    )

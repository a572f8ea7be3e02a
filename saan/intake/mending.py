"""Mends: all values of a field that failed for the same reason, read anew by a rule that a person chose."""

import polars as pl
from polars import col, lit, when

from saan.areas.models import Area
from saan.intake.ways import BUDDHIST, COMMON, LEAVE, PLACE, SWAP

_NUMBERS = r"^(\D*)(\d{1,2})(\D+)(\d{1,2})(\D.*)$"
_YEAR_FIRST = r"^(\D*\d{4}\D+)(\d{1,2})(\D+)(\d{1,2})(.*)$"


def mended(rows, mends, clean):
    """The rows and what `clean` makes of them once every mend has been made, in order."""
    cleaned = clean(rows)
    for mend in mends:
        hit = has_problem(cleaned, mend["field"], mend["code"])
        if mend["way"] in REWRITES and mend["field"] in rows.columns:
            rows = rows.with_columns(
                when(hit).then(REWRITES[mend["way"]](col(mend["field"]))).otherwise(mend["field"]).alias(mend["field"])
            )
            cleaned = clean(rows)
        elif mend["way"] == PLACE:
            cleaned = _placed(cleaned, hit, mend)
        elif mend["way"] == LEAVE:
            cleaned = _settled(cleaned, hit, mend)
    return rows, cleaned


def has_problem(cleaned, field, code):
    is_it = (pl.element().struct.field("field") == field) & (pl.element().struct.field("code") == code)
    return cleaned["problems"].list.eval(is_it).list.any()


def _swapped(text):
    return text.str.replace(_YEAR_FIRST, "${1}${4}${3}${2}${5}").str.replace(
        when(text.str.contains(_YEAR_FIRST)).then(lit("$^")).otherwise(lit(_NUMBERS)), "${1}${4}${3}${2}${5}"
    )


REWRITES = {
    SWAP: _swapped,
    BUDDHIST: lambda text: text + " พ.ศ.",
    COMMON: lambda text: text + " ค.ศ.",
}


def _placed(cleaned, hit, mend):
    """All these rows are in the area that was chosen."""
    area = Area.objects.get(code=mend["value"])
    return _settled(cleaned, hit, mend).with_columns(
        area_id=when(hit).then(lit(area.pk, pl.Int64)).otherwise("area_id"),
        area_key=when(hit).then(lit(area.key, pl.Int64)).otherwise("area_key"),
    )


def _settled(cleaned, hit, mend):
    """The problem is known and accepted; the value stays empty."""
    others = (pl.element().struct.field("field") != mend["field"]) | (pl.element().struct.field("code") != mend["code"])
    without = pl.element().filter(others)
    return cleaned.with_columns(
        when(hit).then(col("problems").list.eval(without)).otherwise("problems").alias("problems")
    )

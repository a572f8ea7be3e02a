"""Rows as the standard writes them: a heading, pipes, dates of the common era. No value can break its row."""

import re
from decimal import ROUND_HALF_UP, Decimal

END = "\r\n"
PIPE = "|"
# Whatever a program could take for a pipe's neighbour, an end of line or an end of file.
_BREAKING = re.compile(r"[|\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")


def heading(layout):
    return PIPE.join(layout.columns) + END


def line(layout, row):
    """One row: values by column, already text (`text`); a column without a value is empty."""
    return PIPE.join(plain(row.get(name, "")) for name in layout.columns) + END


def plain(value):
    """The text without anything that would end its cell, row or file."""
    return _BREAKING.sub(" ", value).strip()


def text(field, value):
    """A value as this column writes it."""
    if value is None or value == "":
        return ""
    if field.kind == "date":
        return f"{value:%Y%m%d}"
    if field.kind == "datetime":
        return f"{value:%Y%m%d%H%M%S}"
    if field.kind == "number":
        return _number(value, field.decimals)
    if isinstance(value, float):
        return f"{value:g}"
    return plain(str(value))


def _number(value, decimals):
    """Half goes up, as on paper, and never the banker's way."""
    return str(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))

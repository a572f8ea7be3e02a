"""Thai telephone numbers: ten digits for a mobile, nine for a landline, both with a leading zero."""

import polars as pl


def phone_digits(text: pl.Expr) -> pl.Expr:
    """The first number in the cell, digits only, with its leading zero put back; of any length, null when none."""
    first = text.str.replace(r"\.0+$", "").str.extract(r"^\D*((?:\d[-\s.()]*)+)", 1)
    digits = text.str.slice(0, 0) + first.str.replace_all(r"\D", "")
    digits = digits.str.replace(r"^(?:0066|66)(\d{8,9})$", "0$1")
    digits = digits.str.replace(r"^([2-7]\d{7}|[689]\d{8})$", "0$1")
    # Two numbers written into one cell without a mark between them.
    digits = digits.str.replace(r"^(0[689]\d{8})0\d{8,9}$", "$1")
    return pl.when(digits != "").then(digits)


def is_phone(digits: pl.Expr) -> pl.Expr:
    """Whether the digits can be a Thai number: 06/08/09 + 8 digits, or 02–07 + 7 digits; not one digit throughout."""
    plausible = digits.str.contains(r"^0(?:[689]\d{8}|[2-7]\d{7})$")
    return plausible & ~digits.str.contains(r"0{7}|1{7}|2{7}|3{7}|4{7}|5{7}|6{7}|7{7}|8{7}|9{7}")

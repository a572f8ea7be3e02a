"""Citizen IDs: 13 digits of which the last checks the others; what is left of them after Excel; and other numbers in
their place (a foreigner's, a hospital's own), which have no check digit."""

import re

import polars as pl

CID_LENGTH = 13
SHORTEST_NUMBER, LONGEST_NUMBER = 5, 15  # digits by which people are told apart
# What a form is filled with to get past it: one digit throughout or nearly, or counting up.
IDLE = "^(?:" + "|".join([*(f"{n}+$|{n}{{11}}" for n in range(10)), "0?123456789", "0?12345(?:6(?:78?)?)?$"]) + ")"
_POWER = r"^(\d)[.,](\d+)\s*[eE]\s*\+?\s*(\d+)$"


def typed_digits(text: pl.Expr) -> pl.Expr:
    """The digits as typed, without dashes, spaces or a float's `.0`; null when Excel turned it into a power of ten."""
    whole = text.str.replace(r"\.0*$", "")
    digits = whole.str.replace_all(r"\D", "")
    return pl.when(~text.str.contains(_POWER) & (digits != "")).then(digits)


def readable_prefix(text: pl.Expr) -> pl.Expr:
    """The leading digits of an ID shown as a power of ten: 1.10170E+12 → 110170 (the last may have been rounded)."""
    return pl.when(text.str.contains(_POWER)).then(
        text.str.extract(_POWER, 1) + text.str.extract(_POWER, 2).str.strip_chars_end("0")
    )


def checksum_holds(digits: pl.Expr) -> pl.Expr:
    """Whether the thirteenth digit is (11 − Σ dᵢ·(13..2) mod 11) mod 10 (DOPA); null for another length or null."""
    number = pl.when(digits.str.len_bytes() == CID_LENGTH).then(digits).cast(pl.Int64, strict=False)
    digit = [number // 10 ** (12 - place) % 10 for place in range(CID_LENGTH)]
    total = pl.sum_horizontal(*[digit[place] * (13 - place) for place in range(12)])
    return pl.when(number.is_not_null()).then((11 - total % 11) % 10 == digit[12])


def is_filler(digits: pl.Expr) -> pl.Expr:
    """Typed to get past a form, though the check digit may hold."""
    return digits.str.contains(IDLE)


def number_typed(digits: pl.Expr) -> pl.Expr:
    """Digits by which a row may be found again, whether they are a citizen ID or not; else null."""
    long_enough = digits.str.len_bytes().is_between(SHORTEST_NUMBER, LONGEST_NUMBER)
    return pl.when(long_enough & ~digits.str.contains(IDLE)).then(digits)


def half_of(length):
    """How many digits the beginning and the end of a number of this length (an int or an expression) have."""
    return (length > 10) * 7 + (length <= 10) * (length + 1) // 2


def is_number_typed(digits: str | None) -> bool:
    """`number_typed` of one text."""
    return bool(digits and SHORTEST_NUMBER <= len(digits) <= LONGEST_NUMBER and not re.match(IDLE, digits))

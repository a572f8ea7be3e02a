"""Citizen IDs live sealed. Where one stands in a note or serves as another number, only its last four
digits are kept in clear."""

import re

import polars as pl

NOT_TEXT = {"cid", "cid_digits", "cid_prefix", "birth_date"}
THIRTEEN = r"\d(?:[ -]?\d){12}"
_THIRTEEN = re.compile(rf"(?<!\d){THIRTEEN}(?!\d)")


def without_ids(frame: pl.DataFrame) -> pl.DataFrame:
    """The same frame with every run of thirteen digits masked, outside the sealed columns."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String and name not in NOT_TEXT]
    hits = frame.select(pl.col(texts).str.contains(THIRTEEN).any())
    holding = [name for name in texts if hits[name][0]]
    return frame.with_columns(pl.Series(name, [mask(text) for text in frame[name]]) for name in holding)


def mask(text):
    """'เลข 1-1017-00230-70-8' → 'เลข •••••••••0708'"""
    return text and _THIRTEEN.sub(lambda found: "•••••••••" + re.sub(r"\D", "", found[0])[-4:], text)

"""Columns of a normalised frame as arrays of numbers, so that a million pairs are compared by gathering."""

from dataclasses import dataclass

import numpy as np
import polars as pl

TEXTS = (
    *("given_name", "family_name", "given_fold", "family_fold", "given_skeleton", "family_skeleton", "prefix", "place"),
    *("house_no", "moo", "village_skeleton", "phone_key", "cid_digits", "cid", "sex"),
)


_FEW = 1000  # rows


@dataclass(frozen=True)
class Coded:
    """`codes[name]`: int32 of shape (rows,), −1 for null; `values[name]`: the text of each code."""

    codes: dict[str, np.ndarray]
    values: dict[str, np.ndarray]
    numbers: dict[str, np.ndarray]  # year, month, day (0 unknown), source (−1 unknown)

    def __len__(self) -> int:
        return len(self.numbers["year"])


def coded(norm: pl.DataFrame) -> Coded:
    codes, values = {}, {}
    for name in TEXTS:
        codes[name], different = (_few if norm.height < _FEW else _many)(norm[name])
        values[name] = np.array(different or [""], object)
    return Coded(codes, values, _numbers(norm))


def _few(column: pl.Series) -> tuple[np.ndarray, list[str]]:
    """Codes by a dict: for a row and its candidates quicker than to set polars going."""
    places: dict[str, int] = {}
    codes = [-1 if text is None else places.setdefault(text, len(places)) for text in column.to_list()]
    return np.array(codes, np.int32), list(places)


def _many(column: pl.Series) -> tuple[np.ndarray, list[str]]:
    different = column.unique(maintain_order=True).drop_nulls()
    codes = column.cast(pl.Enum(different)).to_physical().cast(pl.Int32).fill_null(-1)
    return codes.to_numpy(), different.to_list()


def _numbers(norm: pl.DataFrame) -> dict[str, np.ndarray]:
    date, precision = pl.col("birth_date"), pl.col("birth_precision")
    month_known, day_known = precision.is_in(["DAY", "MONTH"]), precision == "DAY"
    source = norm["source"] if "source" in norm.columns else pl.Series("source", [None] * norm.height, pl.Int32)
    frame = norm.select(
        year=pl.col("birth_year").fill_null(0),
        month=pl.when(month_known).then(date.dt.month()).fill_null(0).cast(pl.Int32),
        day=pl.when(day_known).then(date.dt.day()).fill_null(0).cast(pl.Int32),
        exact=precision.is_not_null().cast(pl.Int32),
        source=source.rank("dense").cast(pl.Int32).fill_null(-1),
        area=pl.col("area_code").cast(pl.Int32, strict=False).fill_null(0),
        child=pl.col("prefix").str.starts_with("เด็ก").cast(pl.Int32).fill_null(-1),
        female=(pl.col("sex") == "F").cast(pl.Int32).fill_null(-1),
    )
    return {name: frame[name].to_numpy() for name in frame.columns}

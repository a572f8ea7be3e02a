"""Columns of a normalised frame as arrays of numbers, so that a million pairs are compared by gathering."""

from collections.abc import Mapping, Sequence
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

    @classmethod
    def of_rows(cls, rows: Sequence[Mapping]) -> "Coded":
        """Of a few rows as dicts by name, with `source` where known."""
        codes, values = {}, {}
        for name in TEXTS:
            codes[name], different = _few([row[name] for row in rows])
            values[name] = np.array(different or [""], object)
        numbers = np.array([_numbers_of(row) for row in rows], np.int32).reshape(-1, len(NUMBERS))
        named = dict(zip(NUMBERS, numbers.T, strict=True))
        return cls(codes, values, named | {"source": _few([row.get("source") for row in rows])[0]})

    def __len__(self) -> int:
        return len(self.numbers["year"])


def coded(norm: pl.DataFrame) -> Coded:
    codes, values = {}, {}
    for name in TEXTS:
        few = norm.height < _FEW
        codes[name], different = _few(norm[name].to_list()) if few else _many(norm[name])
        values[name] = np.array(different or [""], object)
    return Coded(codes, values, _numbers(norm))


def _few(texts: list) -> tuple[np.ndarray, list[str]]:
    """Codes by a dict: for a row and its candidates quicker than to set polars going."""
    places: dict[str, int] = {}
    codes = [-1 if text is None else places.setdefault(text, len(places)) for text in texts]
    return np.array(codes, np.int32), list(places)


def _many(column: pl.Series) -> tuple[np.ndarray, list[str]]:
    different = column.unique(maintain_order=True).drop_nulls()
    codes = column.cast(pl.Enum(different)).to_physical().cast(pl.Int32).fill_null(-1)
    return codes.to_numpy(), different.to_list()


NUMBERS = ("year", "month", "day", "exact", "area", "child", "female")


def _numbers_of(row: Mapping) -> tuple[int, ...]:
    """What `_numbers` gives for one row, without the source."""
    date, precision, prefix, sex = (row[name] for name in ("birth_date", "birth_precision", "prefix", "sex"))
    return (
        row["birth_year"] or 0,
        date.month if precision in ("DAY", "MONTH") else 0,
        date.day if precision == "DAY" else 0,
        int(precision is not None),
        int(row["area_code"] or 0),
        -1 if prefix is None else int(prefix.startswith("เด็ก")),
        -1 if sex is None else int(sex == "F"),
    )


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

"""Columns of a normalised frame as arrays of numbers, so that a million pairs are compared by gathering."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from linkage.threads import side_by_side

TEXTS = (
    *("given_name", "family_name", "given_fold", "family_fold", "given_skeleton", "family_skeleton", "prefix", "place"),
    *("house_no", "moo", "locality", "village_skeleton", "district", "province"),
    *("phone_key", "cid_digits", "cid_prefix", "cid", "sex"),
)


_FEW = 1000  # rows


@dataclass(frozen=True)
class Coded:
    """`codes[name]`: int32 of shape (rows,), −1 for null; `values[name]`: the text of each code."""

    codes: dict[str, np.ndarray]
    values: dict[str, np.ndarray]
    numbers: dict[str, np.ndarray]  # year, month, day (0 unknown), source (−1 unknown)

    @classmethod
    def of_columns(cls, columns: Mapping[str, Sequence]) -> "Coded":
        """Of a few rows as lists by name of column."""
        codes, values, nothing = {}, {}, [None] * len(columns["given_name"])
        for name in TEXTS:
            codes[name], different = _few(columns.get(name, nothing))
            values[name] = np.array(different or [""], object)
        numbers = {name: np.array(found, np.int32) for name, found in _numbers_of(columns).items()}
        return cls(codes, values, numbers | {"source": _few(columns["source"])[0]})

    def __len__(self) -> int:
        return len(self.numbers["year"])


def coded(norm: pl.DataFrame) -> Coded:
    """Of a normalised frame; a column of `TEXTS` that it lacks tells nothing."""
    norm = norm.with_columns(pl.lit(None, pl.String).alias(name) for name in TEXTS if name not in norm.columns)
    if norm.height < _FEW:
        found = [_few(norm[name].to_list()) for name in TEXTS]
    else:
        found = side_by_side(_many, norm[list(TEXTS)])
    codes = {name: each for name, (each, _) in zip(TEXTS, found, strict=True)}
    values = {name: np.array(texts or [""], object) for name, (_, texts) in zip(TEXTS, found, strict=True)}
    return Coded(codes, values, _numbers(norm))


def _few(texts: Sequence) -> tuple[np.ndarray, list[str]]:
    """Codes by a dict: for a row and its candidates quicker than to set polars going."""
    places: dict[str, int] = {}
    codes = [-1 if text is None else places.setdefault(text, len(places)) for text in texts]
    return np.array(codes, np.int32), list(places)


def _many(column: pl.Series) -> tuple[np.ndarray, list[str]]:
    different = column.unique(maintain_order=True).drop_nulls()
    codes = column.cast(pl.Enum(different)).to_physical().cast(pl.Int32).fill_null(-1)
    return codes.to_numpy(), different.to_list()


def _numbers_of(columns: Mapping[str, Sequence]) -> dict[str, list[int]]:
    """What `_numbers` gives, without the source."""
    precision = columns["birth_precision"]
    dates = list(zip(columns["birth_date"], precision, strict=True))
    return {
        "year": [year or 0 for year in columns["birth_year"]],
        "month": [date.month if known in ("DAY", "MONTH") else 0 for date, known in dates],
        "day": [date.day if known == "DAY" else 0 for date, known in dates],
        "exact": [int(known is not None) for known in precision],
        "area": [int(code or 0) for code in columns["area_code"]],
        "child": [-1 if prefix is None else int(prefix.startswith("เด็ก")) for prefix in columns["prefix"]],
        "female": [-1 if sex is None else int(sex == "F") for sex in columns["sex"]],
    }


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

"""What a pair of rows has in common, as one row of numbers: the model's only view of them. NaN is "not known"."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from linkage.coding import Coded, coded
from linkage.frequencies import Frequencies

FEATURES = (
    *("given_same", "given_osa", "given_fold_jw", "given_fold_osa", "given_skeleton_osa", "given_length"),
    *("family_same", "family_osa", "family_fold_jw", "family_fold_osa", "family_skeleton_osa", "family_length"),
    *("swapped_jw", "given_osa_share", "family_osa_share"),
    *("given_common", "family_common", "names_common", "given_in_place_common", "family_in_place_common"),
    "names_expected",
    *("birth_same", "year_gap", "month_same", "day_same", "day_month_swapped", "date_slips", "era_gap", "birth_known"),
    *("sex_same", "both_female", "prefix_same", "child_gap"),
    *("phone_same", "phone_osa", "phone_common"),
    *(
        "house_same",
        "house_osa",
        "house_common",
        "moo_same",
        "village_same",
        "village_osa",
        "place_same",
        "place_osa",
        "district_same",
        "province_same",
    ),
    "same_list",
)
_FEWEST_NAMED = 1000  # rows; how common names are among fewer says more of the list than of its people
_FEW = 200
ERAS = (543, 43, 57, 100, 10)  # year gaps that a mistaken era or decade makes


@dataclass(frozen=True)
class Rows:
    """A normalised frame made ready for comparing."""

    coded: Coded
    common: dict[str, np.ndarray]
    named: int  # rows with a given name, among which `common` was counted

    @classmethod
    def of(cls, norm: pl.DataFrame, frequencies: Frequencies | None = None) -> "Rows":
        frequencies = frequencies or Frequencies.of(norm)
        return cls(coded(norm), frequencies.of_rows(norm), frequencies.named)


def features(rows: Rows, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """float32 of shape (pairs, len(FEATURES)), for the pairs of places (a[i], b[i]) in `rows`."""
    found = _names(rows, a, b) | _birth(rows.coded.numbers, a, b) | _who(rows.coded, a, b) | _where(rows, a, b)
    matrix = np.empty((len(a), len(FEATURES)), np.float32)
    for place, name in enumerate(FEATURES):
        matrix[:, place] = found[name]
    return matrix


def same(rows: Coded, name: str, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """1, 0, or NaN where either is null."""
    left, right = rows.codes[name][a], rows.codes[name][b]
    return np.where((left < 0) | (right < 0), np.nan, left == right)


def distance(rows: Coded, name: str, a: np.ndarray, b: np.ndarray, scorer, other: str | None = None) -> np.ndarray:
    """The scorer's distance (or similarity) of two columns' texts, each different pair of texts measured once."""
    other = other or name
    left, right = rows.codes[name][a], rows.codes[other][b]
    known = (left >= 0) & (right >= 0)
    result = np.full(len(a), np.nan, np.float32)
    if other == name:  # what is equal need not be measured
        equal = known & (left == right)
        result[equal] = 0 if scorer is OSA.distance else 1
        known &= ~equal
    pairs = left[known].astype(np.int64) << 32 | right[known]
    # Of a few, to find which are different takes longer than to measure them all.
    different, place = np.unique(pairs, return_inverse=True) if len(pairs) > _FEW else (pairs, slice(None))
    measured = cpdist(
        rows.values[name][different >> 32], rows.values[other][different & 0xFFFFFFFF],
        scorer=scorer, workers=-1 if len(different) > 2000 else 1, dtype=np.float32,
    )  # fmt: skip
    result[known] = measured[place]
    return result


def _names(rows: Rows, a, b) -> dict[str, np.ndarray]:
    code, found = rows.coded, {}
    for name in ("given", "family"):
        fold = f"{name}_fold"
        lengths = np.array([len(text) for text in code.values[fold]], np.float32)
        shorter = np.minimum(lengths[code.codes[fold][a]], lengths[code.codes[fold][b]])
        found[f"{name}_same"] = same(code, f"{name}_name", a, b)
        found[f"{name}_osa"] = distance(code, f"{name}_name", a, b, OSA.distance)
        found[f"{name}_fold_jw"] = distance(code, fold, a, b, JaroWinkler.similarity)
        found[f"{name}_fold_osa"] = distance(code, fold, a, b, OSA.distance)
        found[f"{name}_skeleton_osa"] = distance(code, f"{name}_skeleton", a, b, OSA.distance)
        found[f"{name}_length"] = np.where(np.isnan(found[f"{name}_fold_jw"]), np.nan, shorter)
        found[f"{name}_osa_share"] = found[f"{name}_fold_osa"] / np.maximum(shorter, 1)
    crossed = [
        distance(code, one, a, b, JaroWinkler.similarity, other)
        for one, other in (("given_fold", "family_fold"), ("family_fold", "given_fold"))
    ]
    found["swapped_jw"] = np.minimum(*crossed)
    for kind in ("given", "family", "names", "given_in_place", "family_in_place"):
        found[f"{kind}_common"] = np.maximum(rows.common[kind][a], rows.common[kind][b])
    # How many rows chance alone would give both names: what is rare among a million is not among a thousand.
    named = np.float32(np.log(max(rows.named, _FEWEST_NAMED)))
    found["names_expected"] = found["given_common"] + found["family_common"] - named
    return found


def _birth(numbers: dict[str, np.ndarray], a, b) -> dict[str, np.ndarray]:
    year, month, day = ((numbers[name][a], numbers[name][b]) for name in ("year", "month", "day"))

    def equal(pair) -> np.ndarray:
        return np.where((pair[0] == 0) | (pair[1] == 0), np.nan, pair[0] == pair[1])

    gap = np.where((year[0] == 0) | (year[1] == 0), np.nan, np.abs(year[0] - year[1]))
    same_year, same_month, same_day = gap == 0, equal(month), equal(day)
    exact = ~np.isnan(same_day)
    swapped = exact & (day[0] == month[1]) & (day[1] == month[0]) & (day[0] != month[0])
    slips = (gap != 0).astype(np.float32) + (same_month == 0) + (same_day == 0)
    return {
        "birth_same": np.where(exact, same_year & (same_month == 1) & (same_day == 1), np.nan),
        "year_gap": gap,
        "month_same": same_month,
        "day_same": same_day,
        "day_month_swapped": np.where(exact, swapped, np.nan),
        "date_slips": np.where(exact, slips, np.nan),
        "era_gap": np.where(np.isnan(gap), np.nan, np.isin(gap, ERAS)),
        "birth_known": np.minimum(numbers["exact"][a] + (month[0] > 0), numbers["exact"][b] + (month[1] > 0)),
    }


def _who(code: Coded, a, b) -> dict[str, np.ndarray]:
    female, child, source = code.numbers["female"], code.numbers["child"], code.numbers["source"]
    unknown = (child[a] < 0) | (child[b] < 0)
    return {
        "sex_same": same(code, "sex", a, b),
        "both_female": np.where((female[a] < 0) | (female[b] < 0), np.nan, (female[a] == 1) & (female[b] == 1)),
        "prefix_same": same(code, "prefix", a, b),
        "child_gap": np.where(unknown, np.nan, child[a] != child[b]),
        "same_list": np.where((source[a] < 0) | (source[b] < 0), np.nan, source[a] == source[b]),
    }


def _where(rows: Rows, a, b) -> dict[str, np.ndarray]:
    code, area = rows.coded, rows.coded.numbers["area"]
    unknown = (area[a] == 0) | (area[b] == 0)
    return {
        "phone_same": same(code, "phone_key", a, b),
        "phone_osa": np.minimum(distance(code, "phone_key", a, b, OSA.distance), 3),
        "phone_common": np.maximum(rows.common["phone"][a], rows.common["phone"][b]),
        "house_same": same(code, "house_no", a, b),
        "house_osa": np.minimum(distance(code, "house_no", a, b, OSA.distance), 3),
        "house_common": np.maximum(rows.common["house"][a], rows.common["house"][b]),
        "moo_same": same(code, "moo", a, b),
        "village_same": same(code, "village_skeleton", a, b),
        "village_osa": np.minimum(distance(code, "village_skeleton", a, b, OSA.distance), 4),
        "place_same": np.where(unknown, same(code, "place", a, b), area[a] == area[b]),
        "place_osa": np.minimum(distance(code, "place", a, b, OSA.distance), 4),
        "district_same": np.where(unknown, same(code, "district", a, b), area[a] // 100 == area[b] // 100),
        "province_same": np.where(unknown, same(code, "province", a, b), area[a] // 10000 == area[b] // 10000),
    }

"""Why two rows were taken for one person or for two, field by field, in codes that a program puts into words."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import xgboost

from linkage.features import FEATURES, Rows, features
from linkage.frequencies import Frequencies
from linkage.identifiers import IdClass, id_classes
from linkage.model import Model

# Field → the beginnings of the features that are about it, and the columns to show.
FIELDS = {
    "given_name": (("given_",), ("given_name",)),
    "family_name": (("family_",), ("family_name",)),
    "full_name": (("swapped_", "names_"), ("given_name", "family_name")),
    "birth_date": (("birth_", "year_", "month_", "day_", "date_", "era_"), ("birth_date",)),
    "sex": (("sex_", "both_", "prefix_", "child_"), ("prefix", "sex")),
    "phone": (("phone_",), ("phone",)),
    "address": (("house_", "moo_", "village_", "place_", "district_", "province_"), ("house_no", "moo", "subdistrict")),
    "source": (("same_list",), ()),
}


@dataclass(frozen=True)
class Reason:
    """`weight`: log-odds that `field` adds (above 0 it `supports` that they are one); `code`: how the two stand."""

    field: str
    code: str
    supports: bool
    weight: float
    left: str
    right: str


def explain(
    left: pl.DataFrame, right: pl.DataFrame, model: Model | None = None, frequencies: Frequencies | None = None
) -> list[Reason]:
    """The reasons for two normalised rows (frames of one row each), the strongest first; weightless ones left out."""
    model = model or Model.shipped()
    rows = Rows.of(pl.concat([left, right], how="diagonal"), frequencies)
    a, b = np.array([0]), np.array([1])
    matrix = features(rows, a, b)
    # Shapley values: each feature's part of the log-odds; the last is what every pair starts from.
    parts = model.pairs.predict(xgboost.DMatrix(matrix), pred_contribs=True)[0, :-1]
    seen = dict(zip(FEATURES, matrix[0].tolist(), strict=True))
    shown = left.row(0, named=True), right.row(0, named=True)
    reasons = [_reason(field, parts, seen, shown) for field in FIELDS]
    reasons.append(_of_ids(IdClass(int(id_classes(rows.coded, a, b)[0])), model, left, right))
    return sorted((reason for reason in reasons if abs(reason.weight) >= 0.2), key=lambda reason: -abs(reason.weight))


def _reason(field: str, parts: np.ndarray, seen: dict[str, float], shown) -> Reason:
    beginnings, columns = FIELDS[field]
    weight = float(sum(part for part, name in zip(parts, FEATURES, strict=True) if name.startswith(beginnings)))
    left, right = (" ".join(str(row[name]) for name in columns if row[name] is not None) for row in shown)
    return Reason(field, _CODES[field](seen), weight > 0, weight, left, right)


def _of_ids(kind: IdClass, model: Model, left: pl.DataFrame, right: pl.DataFrame) -> Reason:
    weight = float(model.id_weights[kind])
    typed = [frame["cid_digits"].item() or "" for frame in (left, right)]
    return Reason("cid", kind.name, weight > 0, weight, *typed)


def _of_name(name: str):
    def code(seen: dict[str, float]) -> str:
        same, distance = seen[f"{name}_same"], seen[f"{name}_fold_osa"]
        if np.isnan(same):
            return "MISSING"
        if same:
            return "SAME_RARE" if seen[f"{name}_common"] < np.log1p(10) else "SAME"
        return "SOUNDS_SAME" if distance == 0 else "ALIKE" if distance <= 2 else "DIFFERENT"

    return code


def _of_full_name(seen: dict[str, float]) -> str:
    if seen["swapped_jw"] > 0.9:
        return "SWAPPED"
    return "RARE_TOGETHER" if seen["names_common"] < np.log1p(4) else "COMMON_TOGETHER"


def _of_birth(seen: dict[str, float]) -> str:
    if np.isnan(seen["year_gap"]):
        return "MISSING"
    if np.isnan(seen["birth_same"]):
        return "SAME_YEAR" if seen["year_gap"] == 0 else "NEAR_YEAR" if seen["year_gap"] <= 2 else "DIFFERENT"
    if seen["birth_same"]:
        return "SAME"
    if seen["day_month_swapped"]:
        return "DAY_MONTH_SWAPPED"
    return "ERA_OR_DECADE" if seen["era_gap"] else "ALIKE" if seen["date_slips"] == 1 else "DIFFERENT"


def _of_flag(name: str):
    def code(seen: dict[str, float]) -> str:
        return "MISSING" if np.isnan(seen[name]) else "SAME" if seen[name] else "DIFFERENT"

    return code


def _of_address(seen: dict[str, float]) -> str:
    if np.isnan(seen["place_same"]):
        return "MISSING"
    if seen["place_same"]:
        return "SAME_HOUSE" if seen["house_same"] == 1 and seen["moo_same"] != 0 else "SAME_SUBDISTRICT"
    return "DIFFERENT"


_CODES = {
    "given_name": _of_name("given"), "family_name": _of_name("family"), "full_name": _of_full_name,
    "birth_date": _of_birth, "sex": _of_flag("sex_same"), "phone": _of_flag("phone_same"), "address": _of_address,
    "source": _of_flag("same_list"),
}  # fmt: skip

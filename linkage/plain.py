"""Clean rows as plain dicts: for one row against a few, where polars takes longer to start than to work.

What `plain` gives is what `normalise` gives for the same values; of a row that needs any reading it gives None.
"""

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
import polars as pl

from linkage import addresses, names
from linkage.areas import codes_by_key, places_by_code
from linkage.citizen_ids import IDLE
from linkage.coding import Coded
from linkage.dates import OLDEST
from linkage.features import Rows
from linkage.frequencies import COUNTED
from linkage.text import fold_one, needs_no_repair, skeleton_of_fold_one

Row = dict
_WORD = "[ก-ฮะ-ฺเ-ไ็-์]+"
_WORDS, _PLACE = re.compile(f"{_WORD}(?:[ -]{_WORD})*"), re.compile(rf"{_WORD}(?:[ .-]?(?:{_WORD}|[0-9]+))*\.?")
_TITLE = re.compile(names.TITLE.replace("(?<", "(?P<"))
_KINDS = {kind: re.compile(words) for kind, words in addresses.KINDS.items()}
_PHONE = re.compile(r"0(?:[689]\d{8}|[2-7]\d{7})")
_DIALLED = re.compile(r"0(?!066)\d{0,16}")  # digits that are not put right, be they a number or not
_ONE_DIGIT = re.compile("|".join(f"{digit}{{7}}" for digit in range(10)))
_FILLER = re.compile(IDLE)
_HOUSE, _MOO, _CODE, _TYPED = (
    re.compile(form) for form in (r"[1-9]\d*(?:/[1-9]\d*)*[ก-ฮ]?", r"[1-9]\d?", r"\d{6}", r"\d{1,17}")
)
BANGKOK = "กรุงเทพมหานคร"


def plain(values: Mapping, cid: str | None = None, *, today: datetime.date | None = None) -> Row | None:
    """The row that these clean values (see `normalise`; `birth_date` as ISO text) make, or None."""
    said = {name: values.get(name) or None for name in _TESTS}
    if (cid and not _TYPED.fullmatch(cid)) or any(value and not _TESTS[name](value) for name, value in said.items()):
        return None
    birth = _birth(values, today or datetime.date.today())
    titles = _titles()
    if birth is None or not (said["prefix"] is None or said["prefix"] in titles):
        return None
    row = said | birth | _places(*(said[name] for name in _PLACES)) | _names(said)
    row["sex"] = said["sex"] or titles.get(said["prefix"] or "")
    row["locality"] = said["moo"] or row["village_skeleton"]
    row["phone_key"] = _phone_key(said["phone"])
    row["cid_digits"], row["cid"] = cid or None, cid if cid and _holds(cid) else None
    row["cid_prefix"] = None
    return row


def plain_name(text: str) -> Row | None:
    """The row that this full name makes, or None."""
    given, _, family = text.partition(" ")
    return plain({"given_name": given, "family_name": family}) if untitled(text) == text else None


def untitled(name: str) -> str:
    """The name without the title before it."""
    found = _TITLE.match(name)
    return found["rest"] if found and found["title"] else name


def rows_of(columns: Mapping[str, Sequence], known: Mapping[str, Mapping[tuple, int]], named: int = 0) -> Rows:
    """A few rows, given as lists by name of column (those of `plain`, and `source`), made ready for comparing.

    `known`: how often the registry has a thing, for kinds it has counted; `named`: of how many rows with a given name.
    """
    common = {kind: _common(columns, names, known.get(kind, {})) for kind, names in COUNTED.items()}
    at_hand = sum(name is not None for name in columns["given_skeleton"])
    return Rows(Coded.of_columns(columns), common, max(named, at_hand))


def _common(columns, names, known) -> np.ndarray:
    keys = list(zip(*(columns[name] for name in names), strict=True))
    at_hand = Counter(keys)
    counts = [0 if None in key else max(at_hand[key], known.get(key, 0)) for key in keys]
    return np.log1p(np.array(counts)).astype(np.float32)


# Rows compared with each other are of the same names and places.
_remembered = lru_cache(100_000)


@_remembered
def _is_name(text: str) -> bool:
    return bool(_WORDS.fullmatch(text)) and needs_no_repair(text)


@_remembered
def _is_given_name(text: str) -> bool:
    found = _TITLE.match(text)
    return " " not in text and _is_name(text) and not (found and found["title"])


def _is_place(kind: str):
    @_remembered
    def test(text: str) -> bool:
        is_words = bool(_PLACE.fullmatch(text)) and needs_no_repair(text)
        return is_words and not _KINDS[kind].match(text) and (text == BANGKOK or not text.startswith(("กทม", "กรุงเทพ")))

    return test


def _phone_key(phone: str | None) -> str | None:
    is_one = phone and _PHONE.fullmatch(phone) and not _ONE_DIGIT.search(phone)
    return phone[-8:] if phone and is_one else None


_TESTS = {
    "prefix": bool, "given_name": _is_given_name, "family_name": _is_name, "sex": ("M", "F").__contains__,
    "phone": _DIALLED.fullmatch, "house_no": _HOUSE.fullmatch, "moo": _MOO.fullmatch, "area_code": _CODE.fullmatch,
    **{kind: _is_place(kind) for kind in ("village", "subdistrict", "district", "province")},
}  # fmt: skip


@cache
def _titles() -> dict[str, str | None]:
    """Each title that stays as it is → the sex it tells."""
    from linkage.normalising import normalise

    read = normalise(pl.DataFrame({"prefix": list(names.TITLES), "given_name": "สมชาย"}))
    return {
        title: sex
        for title, prefix, sex in zip(names.TITLES, read["prefix"], read["sex"], strict=True)
        if title == prefix
    }


def _birth(values: Mapping, today: datetime.date) -> Row | None:
    """None where the day needs judging."""
    written, year, precision = values.get("birth_date"), values.get("birth_year"), values.get("birth_precision")
    if not written and not year:
        return {"birth_date": None, "birth_year": None, "birth_precision": None}
    try:
        date = datetime.date.fromisoformat(written) if written else datetime.date(int(year or 0), 1, 1)
    except (TypeError, ValueError):
        return None
    precision = "YEAR" if not written else precision if precision in ("YEAR", "MONTH") else "DAY"
    if (
        date > today
        or date.year < max(today.year - OLDEST, 1600)
        or (precision == "DAY" and (date.month, date.day) == (1, 1))
    ):
        return None
    first = {"YEAR": date.replace(month=1, day=1), "MONTH": date.replace(day=1)}.get(precision, date)
    return {"birth_date": first, "birth_year": date.year, "birth_precision": precision}


def _names(said) -> Row:
    folds = {name: said[f"{name}_name"] and fold_one(said[f"{name}_name"]) for name in ("given", "family")}
    skeletons = {
        f"{name}_skeleton": text if text is None else skeleton_of_fold_one(text) for name, text in folds.items()
    }
    return {f"{name}_fold": text for name, text in folds.items()} | skeletons


_PLACES = ("village", "subdistrict", "district", "province", "area_code")


@_remembered
def _places(village, subdistrict, district, province, code) -> Row:
    village, subdistrict = (name and fold_one(name) for name in (village, subdistrict))
    if code is None and subdistrict is not None:
        rest = [re.sub("^เมือง.+", "เมือง", fold_one(name) if name else "") for name in (district, province)]
        code = _codes().get("|".join([subdistrict, *rest]))
    return {
        "area_code": code,
        "place": (_official().get(code) if code else None) or subdistrict or code,
        "village_skeleton": village if village is None else skeleton_of_fold_one(village),
    }


@cache
def _codes() -> dict[str, str]:
    return dict(codes_by_key().select("area_key", "found_code").iter_rows())


@cache
def _official() -> dict[str, str]:
    return dict(places_by_code().iter_rows())


def _holds(cid: str) -> bool:
    if len(cid) != 13 or _FILLER.match(cid):
        return False
    return (11 - sum(int(digit) * (13 - place) for place, digit in enumerate(cid[:12])) % 11) % 10 == int(cid[12])

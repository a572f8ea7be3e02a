"""Lists as agencies keep them: whom they know, which columns they have, how they write them, how careful they are."""

from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from invented.damage import Damage, alike, apply_to, digit_slip, marks, of_other_rows, scaled, slip, thai_digits
from invented.people import YEAR

MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
DATES = {
    "BE": lambda y, m, d: f"{d}/{m}/{y + 543}",
    "BE_PADDED": lambda y, m, d: f"{d:02d}/{m:02d}/{y + 543}",
    "BE_DASHED": lambda y, m, d: f"{d:02d}-{m:02d}-{y + 543}",
    "BE_SHORT": lambda y, m, d: f"{d} {SHORT[m - 1]} {y + 543}",
    "BE_LONG": lambda y, m, d: f"{d} {MONTHS[m - 1]} พ.ศ. {y + 543}",
    "BE_THAI_DIGITS": lambda y, m, d: thai_digits(f"{d} {SHORT[m - 1]} {y + 543}"),
    "BE_COMPACT": lambda y, m, d: f"{y + 543}{m:02d}{d:02d}",
    "TWO_DIGITS": lambda y, m, d: f"{d}/{m}/{(y + 543) % 100:02d}",
    "CE": lambda y, m, d: f"{d:02d}/{m:02d}/{y}",
    "ISO": lambda y, m, d: f"{y}-{m:02d}-{d:02d}",
    "ISO_TIME": lambda y, m, d: f"{y}-{m:02d}-{d:02d} 00:00:00",
    "COMPACT": lambda y, m, d: f"{y}{m:02d}{d:02d}",
}
CIDS = {
    "PLAIN": lambda cid: cid,
    "DASHED": lambda cid: f"{cid[0]}-{cid[1:5]}-{cid[5:10]}-{cid[10:12]}-{cid[12:]}",
    "SPACED": lambda cid: f"{cid[0]} {cid[1:5]} {cid[5:10]} {cid[10:12]} {cid[12:]}",
}
PHONES = {
    "PLAIN": lambda phone: phone,
    "DASHED": lambda phone: f"{phone[:3]}-{phone[3:6]}-{phone[6:]}",
    "NO_ZERO": lambda phone: phone[1:],
}
_OTHER_TITLE = {"นาง": "นางสาว", "นางสาว": "นาง"}
SHORT_TITLES = {"นางสาว": "น.ส.", "เด็กชาย": "ด.ช.", "เด็กหญิง": "ด.ญ."}


@dataclass(frozen=True)
class Agency:
    """One list's habits."""

    name: str
    share: float  # of the people it knows
    names: str = "SEPARATE"  # or TITLE_GLUED (title in the given name's cell), FULL (one cell for all)
    dates: str = "BE"
    cids: str = "PLAIN"
    phones: str = "PLAIN"
    address: str = "COLUMNS"  # or ONE_CELL, CODE (area code and house), NONE
    short_titles: bool = False
    without: tuple[str, ...] = ()
    ages: float = 0.0  # share of the rows that have an age instead of a birth date
    age_from: int = 0
    outdated: float = 1.0
    damage: Damage = field(default_factory=Damage)


FOUR = (
    Agency("กองทุนฟื้นฟู", 0.55, dates="BE_SHORT", cids="DASHED"),
    Agency("อบต", 0.6, names="FULL", dates="BE", address="ONE_CELL", short_titles=True, outdated=1.4),
    Agency("โรงพยาบาล", 0.65, dates="ISO", address="CODE", phones="NO_ZERO"),
    Agency("มูลนิธิ", 0.45, names="TITLE_GLUED", dates="BE_PADDED", short_titles=True, without=("sex",)),
)
SIX = (
    *FOUR,
    Agency("พมจ", 0.4, names="FULL", dates="COMPACT", phones="DASHED"),
    Agency("ชมรมผู้สูงอายุ", 0.35, names="TITLE_GLUED", dates="TWO_DIGITS", address="ONE_CELL", without=("sex", "phone")),
)


def some_agencies(rng: np.random.Generator, count: int = 4) -> tuple[Agency, ...]:
    """Agencies with habits drawn at random, so that nothing learns one set of habits by heart."""

    def pick(options, weights=None):
        return str(rng.choice(list(options), p=weights))

    return tuple(
        Agency(
            f"หน่วยงาน{place + 1}",
            share=float(rng.uniform(0.35, 0.75)) * 4 / count,
            names=pick(("SEPARATE", "TITLE_GLUED", "FULL")),
            dates=pick(DATES),
            cids=pick(CIDS),
            phones=pick(PHONES),
            address=pick(("COLUMNS", "ONE_CELL", "CODE", "NONE"), [0.5, 0.25, 0.15, 0.1]),
            short_titles=bool(rng.random() < 0.5),
            without=tuple(name for name, odds in _ABSENT.items() if rng.random() < odds),
            ages=float(rng.uniform(0.2, 1)) if rng.random() < 0.2 else 0.0,
            outdated=float(rng.uniform(0.3, 1.5)),
        )
        for place in range(count)
    )


_ABSENT = {
    "cid": 0.1,
    "sex": 0.4,
    "phone": 0.2,
    "village": 0.3,
    "moo": 0.1,
    "prefix": 0.1,
    "district": 0.2,
    "province": 0.2,
}


@dataclass(frozen=True)
class AgencyList:
    """`raw`: string columns named as `linkage.COLUMNS`; `people`: which person each row is (the truth)."""

    agency: Agency
    raw: pl.DataFrame
    people: np.ndarray


def draw_lists(
    rng: np.random.Generator, people: pl.DataFrame, agencies: tuple[Agency, ...], damage: Damage
) -> list[AgencyList]:
    """What each agency's list says of those of the people whom it knows."""
    return [_draw(rng, people, replace(agency, damage=scaled(damage, rng))) for agency in agencies]


def _draw(rng: np.random.Generator, people: pl.DataFrame, agency: Agency) -> AgencyList:
    known = np.flatnonzero(rng.random(len(people)) < agency.share)
    twice = known[rng.random(len(known)) < agency.damage.same_list_twice]
    rows = rng.permutation(np.concatenate([known, twice]))
    values = _as_known(rng, people[rows], agency)
    dirty = _damage_names(rng, values, agency.damage)
    dates, dirty_dates = _written_dates(rng, people["birth_date"].to_numpy()[rows], agency)
    cids = _written_cids(rng, people, rows, agency, dirty | dirty_dates)
    values |= {"birth_date": dates, "cid": cids}
    if agency.ages:
        _ages_for_dates(rng, values, people["birth_date"].dt.year().to_numpy()[rows], agency)
    _damage_contacts(rng, values, agency)
    raw = _columns(rng, values, agency)
    return AgencyList(agency, pl.DataFrame(raw, schema=dict.fromkeys(raw, pl.String)), rows)


def _as_known(rng, people: pl.DataFrame, agency: Agency) -> dict[str, np.ndarray]:
    """Each group of values either as it is now, or as it was when the list was made."""
    groups = (
        ("prefix", "given_name", "family_name"), ("phone",),
        ("house_no", "moo", "village", "area_code", "subdistrict", "district", "province"),
    )  # fmt: skip
    share = min(0.95, agency.damage.outdated * agency.outdated)
    values = {"sex": people["sex"].to_numpy().astype(object)}
    for group in groups:
        old = rng.random(len(people)) < share
        for name in group:
            values[name] = np.where(old, people[f"old_{name}"].to_numpy(), people[name].to_numpy()).astype(object)
    return values


def _damage_names(rng, values, damage: Damage) -> np.ndarray:
    dirty = np.zeros(len(values["sex"]), bool)
    for name in ("given_name", "family_name"):
        if damage.of_other_row:
            dirty |= of_other_rows(rng, values[name], damage.of_other_row)
        dirty |= apply_to(rng, values[name], damage.name_slip, lambda text: slip(rng, text))
        dirty |= apply_to(rng, values[name], damage.name_alike, lambda text: alike(rng, text))
        dirty |= apply_to(rng, values[name], damage.marks, lambda text: marks(rng, text))
        apply_to(rng, values[name], getattr(damage, f"{name}_missing"), lambda text: None)
    apply_to(rng, values["prefix"], damage.prefix_other, lambda title: _OTHER_TITLE.get(title, title))
    apply_to(rng, values["prefix"], damage.prefix_missing, lambda text: None)
    swapped = rng.random(len(dirty)) < damage.names_swapped
    given, family = values["given_name"].copy(), values["family_name"].copy()
    values["given_name"], values["family_name"] = np.where(swapped, family, given), np.where(swapped, given, family)
    return dirty | swapped


def _written_dates(rng, dates: np.ndarray, agency: Agency) -> tuple[np.ndarray, np.ndarray]:
    damage, count = agency.damage, len(dates)
    parts = dates.astype("datetime64[D]")
    if damage.of_other_row:
        of_other_rows(rng, parts, damage.of_other_row / 4)  # nobody gives up a birth date as they do a name
    year = parts.astype("datetime64[Y]").astype(int) + 1970
    month = parts.astype("datetime64[M]").astype(int) % 12 + 1
    day = (parts - parts.astype("datetime64[M]")).astype(int) + 1
    slips = rng.random(count) < damage.birth_slip
    which, by = rng.integers(0, 3, count), rng.choice([-10, -2, -1, 1, 2, 10], count)
    year = year + np.where(slips & (which == 0), by, 0)
    month = np.where(slips & (which == 1), (month - 1 + by) % 12 + 1, month)
    day = np.where(slips & (which == 2), (day - 1 + by) % 28 + 1, day)
    swapped = (rng.random(count) < damage.day_month_swapped) & (day <= 12)
    day, month = np.where(swapped, month, day), np.where(swapped, day, month)
    mixed = rng.random(count) < damage.era_mixed
    era_shift = np.where(mixed, rng.choice([543, -543], count), 0)
    style = np.full(count, agency.dates, object)
    style[rng.random(count) < damage.two_digit_year] = "TWO_DIGITS"
    odd = rng.random(count) < 0.02
    style[odd] = rng.choice(list(DATES), odd.sum())
    year_only, missing, bare = (
        rng.random(count) < damage.year_only,
        rng.random(count) < damage.birth_missing,
        rng.random(count) < 0.3,
    )
    written = np.array(
        [
            DATES[s](int(y), int(m), int(d))
            for s, y, m, d in zip(
                style, year + era_shift, np.where(year_only, 1, month), np.where(year_only, 1, day), strict=True
            )
        ],
        object,
    )
    written[year_only & bare] = (year[year_only & bare] + 543).astype(str)
    written[missing] = None
    return written, slips | swapped | mixed | year_only | missing


def _ages_for_dates(rng, values, year: np.ndarray, agency: Agency) -> None:
    """Ages as of when the list was made, which may be a few years ago."""
    aged = (rng.random(len(year)) < agency.ages) & (values["birth_date"] != None)  # noqa: E711 an array of objects
    age = np.maximum(YEAR - int(rng.integers(0, 3)) - year - (rng.random(len(year)) < 0.5), 0)
    values["age"] = np.where(aged, age.astype(str).astype(object), None)
    values["birth_date"] = np.where(aged, None, values["birth_date"])


def _written_cids(rng, people: pl.DataFrame, rows: np.ndarray, agency: Agency, dirty: np.ndarray) -> np.ndarray:
    damage = agency.damage
    all_cids = people["cid"].to_numpy().astype(object)
    cids = all_cids[rows].copy()
    relative = rng.random(len(rows)) < damage.cid_of_relative
    beside = np.clip(rows + rng.choice([-1, 1], len(rows)), 0, len(people) - 1)
    same_home = people["household"].to_numpy()[beside] == people["household"].to_numpy()[rows]
    cids[relative & same_home] = all_cids[beside[relative & same_home]]
    apply_to(rng, cids, damage.cid_slip, lambda cid: digit_slip(rng, cid))
    cids = np.array([CIDS[agency.cids](cid) if len(cid) == 13 else cid for cid in cids], object)
    lost = rng.random(len(rows)) < np.minimum(0.97, damage.cid_missing + damage.dirty * dirty)
    excel = rng.random(len(rows)) < damage.cid_excel
    for at in np.flatnonzero(excel):
        digits = cids[at].replace("-", "").replace(" ", "")
        cids[at] = f"{int(digits):.{int(rng.choice([4, 5]))}E}"
    cids[lost] = None
    return cids


def _damage_contacts(rng, values, agency: Agency) -> None:
    damage = agency.damage
    apply_to(rng, values["phone"], damage.phone_slip, lambda phone: digit_slip(rng, phone))
    values["phone"] = np.array([PHONES[agency.phones](phone) for phone in values["phone"]], object)
    apply_to(rng, values["phone"], damage.phone_missing, lambda phone: None)
    apply_to(rng, values["house_no"], damage.house_slip, lambda house: str(int(rng.integers(1, 320))))
    for name in ("house_no", "moo", "village"):
        apply_to(rng, values[name], damage.address_missing, lambda part: None)
    for name in ("village", "subdistrict"):
        apply_to(rng, values[name], damage.name_slip / 2, lambda part: slip(rng, part))


def _columns(rng, values, agency: Agency) -> dict[str, list]:
    """The values in the columns that the agency has."""
    titles = np.array(
        [SHORT_TITLES.get(title, title) if agency.short_titles else title for title in values["prefix"]], object
    )
    plain = {name: list(values[name]) for name in ("cid", "birth_date", "age", "phone") if name in values}
    plain["sex"] = [{"M": "ชาย", "F": "หญิง"}[sex] for sex in values["sex"]]
    plain |= _name_columns(titles, values, agency) | _address_columns(values, agency)
    return {name: column for name, column in plain.items() if name not in agency.without}


def _name_columns(titles, values, agency: Agency) -> dict[str, list]:
    given, family = values["given_name"], values["family_name"]
    if agency.names == "SEPARATE":
        return {"prefix": list(titles), "given_name": list(given), "family_name": list(family)}
    glued = [(title or "") + (name or "") for title, name in zip(titles, given, strict=True)]
    if agency.names == "TITLE_GLUED":
        return {"given_name": glued, "family_name": list(family)}
    return {"full_name": [f"{name} {rest or ''}".strip() for name, rest in zip(glued, family, strict=True)]}


def _address_columns(values, agency: Agency) -> dict[str, list]:
    if agency.address == "NONE":
        return {}
    if agency.address == "CODE":
        return {name: list(values[name]) for name in ("house_no", "moo", "area_code")}
    names = ("house_no", "moo", "village", "subdistrict", "district", "province")
    if agency.address == "COLUMNS":
        return {name: list(values[name]) for name in names}
    signs = dict(zip(names, ("", "ม.", "บ.", "ต.", "อ.", "จ."), strict=True))
    parts = zip(*(values[name] for name in names), strict=True)
    return {"address": [" ".join(s + p for s, p in zip(signs.values(), row, strict=True) if p) for row in parts]}

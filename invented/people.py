"""Households of invented people in real subdistricts: who they are now, and who they were on an older list."""

from dataclasses import dataclass

import geothai
import numpy as np
import polars as pl

from invented.names import POOLS, family_names, given_names

YEAR = 2026


@dataclass(frozen=True)
class Households:
    """How many people live how; a share is a probability."""

    twins: float = 0.012
    like_named_child: float = 0.15  # the child's name begins as the parent's does
    namesake_neighbour: float = 0.004
    namesake_in_village: float = 0.0  # of the namesakes: how many live in one village
    namesake_of_year: float = 0.0  # … were born in one year
    married_name: float = 0.8
    moved: float = 0.08
    renamed: float = 0.01


def make_people(
    rng: np.random.Generator, count: int, area_codes: list[str] | None = None, habits: Households | None = None
) -> pl.DataFrame:
    """`count` people: one row each, with `old_…` for what an older list may still say.

    `area_codes` are 6-digit subdistricts to live in (by default some of one province). Columns: person, household, cid,
    sex, prefix, given_name, family_name, birth_date, phone, house_no, moo, village, area_code, subdistrict, district,
    province, and old_prefix, old_given_name, old_family_name, old_phone, old_house_no, old_moo, old_village,
    old_area_code …
    """
    habits = habits or Households()
    members = _members(rng, count, habits)
    names, namesakes = _names(rng, members, habits)
    members = members.with_columns(**names, cid=pl.Series(citizen_ids(rng, count)))
    homes = _homes(rng, members["household"].max() + 1, area_codes or _some_areas(rng))
    homes = _beside(rng, homes, members["household"].to_numpy(), namesakes, habits)
    other_homes = homes.sample(len(homes), shuffle=True, seed=int(rng.integers(1 << 31)))
    now, before = homes[members["household"]], other_homes[members["household"]]
    moved = pl.Series(rng.random(count) < habits.moved)
    old = {f"old_{name}": before[name].zip_with(moved, now[name]) for name in now.columns}
    people = pl.concat([members, now], how="horizontal").with_columns(**old)
    people = people.with_columns(**_phones(rng, people), person=pl.int_range(count, dtype=pl.UInt32))
    return _with_titles(people)


def _members(rng, count: int, habits: Households) -> pl.DataFrame:
    """Heads, spouses, children and an old parent: `household`, `role`, `sex`, `birth_date`."""
    households = count  # more than enough: cut to `count` afterwards
    head_age = rng.normal(54, 15, households).clip(22, 95)
    head_male = rng.random(households) < 0.6
    parts = [_people(np.arange(households), "HEAD", head_male, head_age)]
    married = rng.random(households) < 0.65
    parts.append(
        _people(
            np.flatnonzero(married), "SPOUSE", ~head_male[married], head_age[married] + rng.normal(-1, 4, married.sum())
        )
    )
    for _ in range(3):
        has = np.flatnonzero((rng.random(households) < 0.42) & (head_age > 24))
        ages = (head_age[has] - rng.uniform(19, 40, len(has))).clip(0.1)
        parts.append(_people(has, "CHILD", rng.random(len(has)) < 0.5, ages))
        twins = rng.random(len(has)) < habits.twins * 3
        parts.append(_people(has[twins], "TWIN", rng.random(twins.sum()) < 0.5, ages[twins]))
    old = np.flatnonzero((rng.random(households) < 0.2) & (head_age < 65))
    parts.append(_people(old, "PARENT", rng.random(len(old)) < 0.35, head_age[old] + rng.uniform(19, 32, len(old))))
    people = pl.concat(parts).sort("household", maintain_order=True).head(count)
    return people


def _people(household, role, male, age) -> pl.DataFrame:
    day = np.datetime64(f"{YEAR}-06-01") - (np.asarray(age).clip(0.1, 102) * 365.25).astype("timedelta64[D]")
    return pl.DataFrame(
        {"household": household.astype(np.int64), "role": [role] * len(household), "male": male, "birth_date": day}
    ).with_columns(pl.col("birth_date").cast(pl.Date))


def _names(rng, members: pl.DataFrame, habits: Households) -> tuple[dict, np.ndarray]:
    count = len(members)
    household, role, male = members["household"].to_numpy(), members["role"].to_numpy(), members["male"].to_numpy()
    modern = members["birth_date"].dt.year().to_numpy() + rng.normal(0, 8, count) > 1975
    given = np.where(male, given_names(rng, "M", modern), given_names(rng, "F", modern))
    _alike_in_households(rng, given, household, role, habits)
    families = family_names(rng, household.max() + 1, max(200, count // 6))
    born, other = families[household], family_names(rng, count, max(200, count // 6))
    wife = (role == "SPOUSE") & ~male
    kept = rng.random(count) > habits.married_name
    family = np.where((role == "SPOUSE") & (male | kept), other, born)
    maiden = np.where(wife & ~kept, other, family)
    namesakes = _namesakes(rng, given, family, male, habits)
    renamed = np.flatnonzero(rng.random(count) < habits.renamed)
    old_given = given.copy()
    old_given[renamed] = rng.permutation(given[renamed])
    names = {"given_name": given, "family_name": family, "old_given_name": old_given, "old_family_name": maiden}
    return names | {"birth_date": _born_with(rng, members["birth_date"], namesakes, habits)}, namesakes


def _alike_in_households(rng, given, household, role, habits) -> None:
    """Children named after a parent, twins after each other: they share the beginning of the name."""
    after = np.flatnonzero((household[1:] == household[:-1]) & np.isin(role[1:], ["CHILD", "TWIN"])) + 1
    for place in after:
        if rng.random() < (0.8 if role[place] == "TWIN" else habits.like_named_child):
            first, own = given[place - 1], given[place]
            given[place] = first[: max(2, len(first) // 2)] + own[-max(2, len(own) // 2) :].lstrip("ัิีึืุู็่้๊๋์ำ")


def _namesakes(rng, given, family, male, habits) -> np.ndarray:
    """Give people the name of somebody else; who (row 0) and of whom (row 1)."""
    pairs = []
    for place in np.flatnonzero(rng.random(len(given)) < habits.namesake_neighbour):
        other = min(place + int(rng.integers(3, 12)), len(given) - 1)
        if male[place] == male[other]:
            given[other], family[other] = given[place], family[place]
            pairs.append((other, place))
    return np.array(pairs, int).reshape(-1, 2).T


def _some(rng, namesakes: np.ndarray, share: float) -> np.ndarray:
    return namesakes[:, rng.random(namesakes.shape[1]) < share]


def _born_with(rng, birth_date: pl.Series, namesakes: np.ndarray, habits: Households) -> pl.Series:
    days = birth_date.to_numpy().astype("datetime64[D]")
    who, whose = _some(rng, namesakes, habits.namesake_of_year)
    days[who] = days[whose].astype("datetime64[Y]").astype("datetime64[D]") + rng.integers(0, 365, len(who))
    return pl.Series(days)


def _beside(rng, homes: pl.DataFrame, household: np.ndarray, namesakes: np.ndarray, habits: Households) -> pl.DataFrame:
    """The homes, those of some namesakes in the other's village."""
    village = np.arange(len(homes))
    who, whose = _some(rng, namesakes, habits.namesake_in_village)
    village[household[who]] = household[whose]
    return pl.concat([homes.select("house_no"), homes[village].drop("house_no")], how="horizontal")


def citizen_ids(rng: np.random.Generator, count: int) -> list[str]:
    """IDs with a right check digit, all different; of a province 00, which there is not, so that none can be real."""
    digits = rng.integers(0, 10, (count * 2, 12))
    digits[:, 0], digits[:, 1:3] = rng.choice([1, 2, 3, 5, 8], count * 2, p=[0.3, 0.05, 0.5, 0.1, 0.05]), 0
    check = (11 - (digits * np.arange(13, 1, -1)).sum(axis=1) % 11) % 10
    whole = np.concatenate([digits, check[:, None]], axis=1)
    return list(dict.fromkeys("".join(map(str, row)) for row in whole.tolist()))[:count]


def _some_areas(rng) -> list[str]:
    province = rng.choice([province.code for province in geothai.provinces()])
    districts = [district.code for district in geothai.districts(province)][:6]
    return [area.code for code in districts for area in geothai.subdistricts(code)]


def area_names(codes: list[str]) -> pl.DataFrame:
    """area_code, subdistrict, district, province for 6-digit codes."""
    rows = [
        (code, _name(geothai.subdistrict(code)), _name(geothai.district(code[:4])), _name(geothai.province(code[:2])))
        for code in codes
    ]
    return pl.DataFrame(rows, schema=["area_code", "subdistrict", "district", "province"], orient="row")


def _name(area) -> str:
    return area.name_th


def _homes(rng, count: int, codes: list[str]) -> pl.DataFrame:
    area = rng.choice(len(codes), count, p=(weights := rng.dirichlet(np.full(len(codes), 4.0))) / weights.sum())
    moo = rng.integers(1, 13, count)
    villages = rng.choice(POOLS["villages"], (len(codes), 13))
    number = rng.integers(1, 320, count)
    slash = rng.random(count) < 0.35
    house = [f"{n}/{s}" if has else str(n) for n, s, has in zip(number, rng.integers(1, 30, count), slash, strict=True)]
    home = pl.DataFrame({"house_no": house, "moo": moo.astype(str), "village": villages[area, moo].tolist()})
    return pl.concat([home, area_names(codes)[area]], how="horizontal")


def _phones(rng, people: pl.DataFrame) -> dict[str, pl.Series]:
    count = len(people)
    mobile = [f"0{a}{b:08d}" for a, b in zip(rng.choice([6, 8, 9], count), rng.integers(0, 10**8, count), strict=True)]
    of_household = np.array(mobile, object)[people["household"].to_numpy()]
    shared = rng.random(count) < 0.3
    phone = np.where(shared, of_household, np.roll(np.array(mobile, object), 1))
    changed = rng.random(count) < 0.2
    return {
        "phone": pl.Series(phone.tolist()),
        "old_phone": pl.Series(np.where(changed, rng.permutation(phone), phone).tolist()),
    }


def _with_titles(people: pl.DataFrame) -> pl.DataFrame:
    age = YEAR - pl.col("birth_date").dt.year()
    male, chance = pl.col("male"), pl.col("person").hash(1) % 200
    married = (pl.col("role") == "SPOUSE") | (pl.col("old_family_name") != pl.col("family_name")) | (chance < 60)
    prefix = (
        pl.when(age < 15).then(pl.when(male).then(pl.lit("เด็กชาย")).otherwise(pl.lit("เด็กหญิง")))
        .when(male & (chance == 0)).then(pl.lit("พระ"))
        .when(male & (chance == 1)).then(pl.lit("จ.ส.อ."))
        .when(male & (chance == 2)).then(pl.lit("ร.ต."))
        .when(male).then(pl.lit("นาย"))
        .when(married).then(pl.lit("นาง"))
        .otherwise(pl.lit("นางสาว"))
    )  # fmt: skip
    maiden = pl.when(pl.col("old_family_name") != pl.col("family_name")).then(pl.lit("นางสาว"))
    people = people.with_columns(prefix=prefix, sex=pl.when(male).then(pl.lit("M")).otherwise(pl.lit("F")))
    return people.with_columns(old_prefix=pl.coalesce(maiden, "prefix")).drop("male")

"""Who lives in a place of the demo world: invented households in its villages and communities."""

from dataclasses import dataclass
from functools import cache

import geothai
import numpy as np
import polars as pl

import invented
from invented.names import POOLS

TODAY_YEAR = 2026
COMMUNITY_BEGINNINGS = ("หลัง", "หน้า", "ริม", "ท่า", "บ่อ", "สวน", "ตรอก", "แหลม", "ซอย", "ร่วมใจ")
COMMUNITY_ENDS = ("สนาม", "วัด", "คลอง", "เก่า", "ทราย", "มะพร้าว", "โรงสี", "ทอง", "พัฒนา", "สามัคคี", "อ่าว")


@dataclass(frozen=True)
class Dwelling:
    """A village (by number) or a community (by name) of a subdistrict."""

    subdistrict: str
    number: int
    name: str
    community: str = ""


def dwellings(place):
    """The villages and communities of a place, always the same for the same seed."""
    rng = np.random.default_rng([2569, *place["code"].encode()])
    made = []
    for code, count in place.get("villages", {}).items():
        names = rng.choice(np.array(POOLS["villages"], object), count, replace=len(POOLS["villages"]) < count)
        made += [Dwelling(code, number, _as_village(name)) for number, name in enumerate(names, start=1)]
    for code, count in _communities(place).items():
        made += [Dwelling(code, 0, name, name) for name in _community_names(rng, count)]
    return made


def _as_village(name):
    return name if name.startswith("บ้าน") else f"บ้าน{name}"


def _communities(place):
    if "communities_each" not in place:
        return place.get("communities", {})
    first = {district: geothai.subdistricts(district)[0].code for district in place["areas"]}
    return dict.fromkeys(first.values(), place["communities_each"])


def _community_names(rng, count):
    names = [f"ชุมชน{beginning}{end}" for beginning in COMMUNITY_BEGINNINGS for end in COMMUNITY_ENDS]
    return rng.permutation(names)[:count].tolist()


def population(place, seed):
    """The people of a place, one row each, as invented.make_people gives them, with homes in our dwellings."""
    rng = np.random.default_rng([seed, *place["code"].encode()])
    homes = dwellings(place)
    codes = sorted({home.subdistrict for home in homes})
    people = invented.make_people(rng, place["persons"] * 6, area_codes=codes)
    people = _with_elders(rng, people, place["persons"], place["elder_share"])
    for side in ("", "old_"):
        people = _housed(people, homes, side)
    return people.with_columns(
        person=pl.int_range(people.height, dtype=pl.UInt32), **_spots(rng, people, place["center"])
    )


SPOT = ("latitude", "longitude")


def _spots(rng, people, center):
    """Where each house stands: around its village, the villages around the middle of the place."""
    village = people.select(pl.concat_str("area_code", "village")).to_series().rank("dense").to_numpy()
    house = people["household"].rank("dense").to_numpy()
    wide, near = rng.normal(0, 0.05, (village.max() + 1, 2)), rng.normal(0, 0.004, (house.max() + 1, 2))
    spots = np.array(center) + wide[village] + near[house]
    return {name: pl.Series([f"{value:.5f}" for value in spots[:, side]]) for side, name in enumerate(SPOT)}


def _with_elders(rng, people, count, share):
    """So many people that the share of those of sixty and over is right; whole households stay near each other."""
    is_elder = (TODAY_YEAR - people["birth_date"].dt.year() >= 60).to_numpy()
    elders, others = np.flatnonzero(is_elder), np.flatnonzero(~is_elder)
    wanted = min(len(elders), round(count * share))
    chosen = np.sort(np.concatenate([elders[:wanted], rng.permutation(others)[: count - wanted]]))
    return people[chosen]


def _housed(people, homes, side):
    """Each household's home among ours, in its own subdistrict; who had moved had another one before."""
    ours = _by_subdistrict(tuple(homes))
    rows = people.select(f"{side}area_code", f"{side}moo", "household").iter_rows()
    found = [ours[code][(31 * int(moo) + household) % len(ours[code])] for code, moo, household in rows]
    return people.with_columns(
        pl.Series(f"{side}moo", [str(home.number) if home.number else "" for home in found]),
        pl.Series(f"{side}village", [home.community or home.name for home in found]),
    )


@cache
def _by_subdistrict(homes):
    found = {}
    for home in homes:
        found.setdefault(home.subdistrict, []).append(home)
    return found

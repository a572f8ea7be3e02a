"""Decisions about persons, and nothing else: no query, no clock, no key.

The golden record: of what several sources say about one person, which value is believed, and where they disagree.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from saan.people.fields import FIELDS, NAMES_A_PLACE, PLACE, Wins

FINENESS = {"DAY": 3, "MONTH": 2, "YEAR": 1}
KNOWN_UP_TO = {"DAY": 10, "MONTH": 7, "YEAR": 4}


class CitizenId(NamedTuple):
    """An ID nobody can read here: its blind index tells equal from different, `sealed` is handed on unopened."""

    index: bytes  # type: ignore[assignment]  # nobody asks this tuple where in it something stands
    sealed: bytes

    def __eq__(self, other):
        return isinstance(other, CitizenId) and self.index == other.index

    def __hash__(self):
        return hash(self.index)


class BirthDate(NamedTuple):
    """An ISO date, and how much of it is known."""

    date: str
    precision: str = "DAY"

    def agrees_with(self, other):
        """Whether both can be true: they are equal as far as both are known."""
        length = min(KNOWN_UP_TO[self.precision], KNOWN_UP_TO[other.precision])
        return self.date[:length] == other.date[:length]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one counted row says. `as_of`: the day its list speaks of. `cid`: only one that passes its check. `groups`:
    what being on that list means."""

    id: int
    as_of: date
    values: dict[str, Any]
    area_id: int
    area_key: int
    cid: CitizenId | None = None
    groups: tuple[str, ...] = ()
    organisation_id: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """A human's choice on one field. For `area` the value is an Area's id and `area_key` its key."""

    id: int
    field: str
    value: Any
    area_key: int | None = None


class Source(NamedTuple):
    """Where a golden value comes from: a row or a human's choice."""

    record_id: int | None = None
    choice_id: int | None = None


class Alternative(NamedTuple):
    """One of several values, with the rows that say so, newest first."""

    value: Any
    record_ids: tuple[int, ...]


@dataclass(slots=True)
class Golden:
    """values, sources: by field. conflicts: by field, every value that some source gives, the believed one first.
    disputed: the fields on which a human should decide."""

    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    conflicts: dict[str, tuple[Alternative, ...]] = field(default_factory=dict)
    disputed: frozenset[str] = frozenset()


def golden(records: Iterable[Evidence], choices: Iterable[Decision] = (), names: Iterable[str] = FIELDS) -> Golden:
    """The golden record of one person, of the fields `names`; the order of rows and choices does not matter.

    A later choice (higher id) on the same field replaces an earlier one.
    """
    ranked = sorted(records, key=lambda row: (row.as_of, row.id), reverse=True)
    chosen = {choice.field: choice for choice in sorted(choices, key=lambda choice: choice.id)}
    names = frozenset(names)
    if len(ranked) == 1 and not chosen:
        return _of_one(ranked[0], names)
    return _of_many(ranked, chosen, names)


def _of_one(row, names):
    """What _of_many would say of a single row: most persons are on one list, and this is ten times as fast."""
    values = {name: value for name in names if (value := row.values.get(name)) not in EMPTY}
    for name in SPECIAL & names:
        if (value := _value(row, name)) in EMPTY or value == "ALIVE":
            values.pop(name, None)
        else:
            values[name] = sorted(set(value)) if FIELDS[name].wins is Wins.UNION else value
    values["area"] = row.area_id
    sources = dict.fromkeys(values, Source(row.id))
    values["area_key"] = row.area_key
    return Golden(values, sources)


def _of_many(ranked, chosen, names):
    result = Golden()
    _settle_place(result, ranked, chosen, names)
    disputed = set()
    for name in names - PLACE_FIELDS:
        if _settle(result, FIELDS[name], ranked) and name not in chosen:
            disputed.add(name)
    for name in chosen.keys() & names:
        result.values[name], result.sources[name] = chosen[name].value, Source(choice_id=chosen[name].id)
    result.disputed = frozenset(disputed)
    return result


PLACE_FIELDS = frozenset({"area", *PLACE})
EMPTY = (None, "", (), [])
# Fields whose value is not simply what stands under their name.
SPECIAL = frozenset({"cid", "groups", "birth_date", "vital_status", "disability_types"})


def _settle(result, field, ranked):
    """Put the believed value of one field into `result`; True when humans should look at it."""
    said = [(row, value) for row in ranked if (value := _value(row, field.name)) not in EMPTY]
    if not said:
        return False
    if field.wins is Wins.UNION:
        result.values[field.name] = sorted({one for _, values in said for one in values})
        result.sources[field.name] = Source(said[0][0].id)
        return False
    if len(said) == 1:
        row, value = said[0]
        if field.wins is Wins.DEATH and value == "ALIVE":
            return False
        result.values[field.name], result.sources[field.name] = value, Source(row.id)
        return False
    return _settle_among(result, field, said)


def _settle_among(result, field, said):
    row, value = BELIEVED.get(field.wins, _newest)(said)
    result.values[field.name], result.sources[field.name] = value, Source(row.id)
    others = [other for _, other in said if other != value]
    if not others:
        return False
    result.conflicts[field.name] = _alternatives(value, said)
    if field.wins is Wins.BIRTH:
        return any(not value.agrees_with(other) for other in others)
    if field.name == "vital_status":
        newest_death = max(row.as_of for row, other in said if other == "DEAD")
        return any(row.as_of > newest_death for row, other in said if other == "ALIVE")
    return field.is_disputed


def _value(row, name):
    if name == "cid":
        return row.cid
    if name == "groups":
        return [*row.groups, *groups_told_by(row.values)]
    if name == "birth_date":
        written = row.values.get(name)
        return BirthDate(written, row.values.get("birth_precision") or "DAY") if written else None
    value = row.values.get(name)
    return tuple(value) if isinstance(value, list) else value


def groups_told_by(values):
    """The groups that the values of one row put somebody in: said outright, or by what only members have.

    Barthel 0-4 is bed-bound, 5-11 home-bound (Department of Health).
    """
    yield from values.get("groups") or ()
    if values.get("disability_types") or values.get("disability_card_no"):
        yield "DISABLED"
    score = values.get("adl_score")
    if isinstance(score, int | float) and 0 <= score <= 11:
        yield "BED_BOUND" if score <= 4 else "HOME_BOUND"


def _newest(said):
    return said[0]


def _official(said):
    return next((pair for pair in said if pair[0].cid), said[0])


def _majority(said):
    votes = Counter(value for _, value in said)
    most = max(votes.values())
    return next(pair for pair in said if votes[pair[1]] == most)


def _finest_birth(said):
    finest = max(FINENESS[birth.precision] for _, birth in said)
    return _majority([pair for pair in said if FINENESS[pair[1].precision] == finest])


def _death_stands(said):
    return next((pair for pair in said if pair[1] != "ALIVE"), said[0])


BELIEVED = {
    Wins.VALID_ID: _majority,
    Wins.OFFICIAL: _official,
    Wins.MAJORITY: _majority,
    Wins.BIRTH: _finest_birth,
    Wins.DEATH: _death_stands,
}


def _alternatives(believed, said):
    rows: dict[Any, list[int]] = {believed: []}
    for row, value in said:
        rows.setdefault(value, []).append(row.id)
    return tuple(Alternative(value, tuple(ids)) for value, ids in rows.items())


def _settle_place(result, ranked, chosen, names):
    """House and place belong together: a house number of one village never meets the name of another."""
    if not ranked and "area" not in chosen:
        return
    placed = [row for row in ranked if not NAMES_A_PLACE.isdisjoint(row.values)] or ranked
    if "area" in chosen:
        area_id, area_key, source = chosen["area"].value, chosen["area"].area_key, Source(choice_id=chosen["area"].id)
    else:
        area_id, area_key, source = placed[0].area_id, placed[0].area_key, Source(placed[0].id)
    nearby = [row for row in placed if area_contains(area_key, row.area_key)]
    best = max(nearby, key=_fineness_of_place, default=None)
    if "area" not in chosen and best is not None and best.area_key != area_key:
        area_id, area_key, source = best.area_id, best.area_key, Source(best.id)
    result.values |= {"area": area_id, "area_key": area_key}
    result.sources["area"] = source
    if best is not None:
        for name in names & best.values.keys() & PLACE_FIELDS:
            if best.values[name] not in EMPTY:
                result.values[name], result.sources[name] = best.values[name], Source(best.id)
    _note_other_places(result, placed)


def _fineness_of_place(row):
    """A row that names the house tells more than one that names the village; then the newer one."""
    return ("house_no" in row.values, -_zeros(row.area_key), row.as_of, row.id)


def _note_other_places(result, placed):
    said = [(row, row.area_id) for row in placed]
    if any(area != result.values["area"] for _, area in said):
        result.conflicts["area"] = _alternatives(result.values["area"], said)


def _zeros(area_key):
    """How many digits of the key say nothing: 0 for a village, 4 for a subdistrict, 6 for a district (areas.keys)."""
    return next((width for width in (12, 10, 8, 6, 4) if area_key % 10**width == 0), 0)


def supporters(records, name, value):
    """The ids of the rows that say this value of this field, newest first; of a union, all that say anything of it."""
    ranked = sorted(records, key=lambda row: (row.as_of, row.id), reverse=True)
    if FIELDS[name].wins is Wins.UNION:
        return tuple(row.id for row in ranked if _value(row, name) not in EMPTY)
    return tuple(row.id for row in ranked if (row.area_id if name == "area" else _value(row, name)) == value)


def area_contains(area_key, other_key):
    """Whether the area with this key is, or holds, the area with the other."""
    return area_key <= other_key < area_key + 10 ** _zeros(area_key)


def household_id(area_id, house_no, moo):
    """The same house has the same id whenever it is found: 63 bits of SHA-256 of its place and number."""
    digest = hashlib.sha256(json.dumps([area_id, house_no, moo]).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def evidence_key(source_list_id, row_key):
    """What a verdict remembers a row by: it outlives the row's deletion, return and change."""
    return hashlib.sha256(f"{source_list_id}:".encode() + bytes(row_key)).digest()

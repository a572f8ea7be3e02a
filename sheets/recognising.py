"""Which column is what: from the headings, from the values, and from what the organisation once corrected."""

import hashlib
from collections.abc import Mapping as Mapped
from dataclasses import dataclass, replace

import polars as pl

from .content import looks, sample
from .files43 import kind43, mapping43
from .header import RowKind, Table
from .mapping import Column, Mapping, Why
from .parted import boxed_id, dates_in_parts
from .whose import NAMES, Whose, field_of_whom, whose
from .words import field_in_group, key

# Several columns may stand for one of these: a second phone, one column for each disease.
REPEATABLE = frozenset({"phone", "disability_types", "conditions", "note", "groups", "soi", "consent"})

# How the content of a field looks, where `looks` calls it otherwise.
_LOOK = {
    "registered_house_no": "house_no",
    "registered_moo": "moo",
    "registered_subdistrict": "subdistrict",
    "registered_district": "district",
    "registered_province": "province",
    "caregiver_phone": "phone",
    "death_date": "date",
    "disability_card_issued": "date",
    "disability_card_expires": "date",
    "disability_since": "date",
    "birth_date": "date",
    "recorded_at": "date",
    "moo": "small",
}
# A heading of these is doubted when the values never look like it.
_STRICT = frozenset({"cid", "phone", "birth_date", "sex", "birth_year", "caregiver_phone", "latitude", "longitude"})
# The values alone give these away, surest first, with the share of cells needed.
_TELLING = (
    ("cid", 0.5, 0.95),
    ("sex", 0.9, 0.9),
    ("prefix", 0.8, 0.9),
    ("house_code", 0.8, 0.85),
    ("birth_date", 0.6, 0.8),
    ("disability_card_expires", 0.6, 0.75),
    ("phone", 0.6, 0.9),
    ("latitude", 0.7, 0.9),
    ("longitude", 0.7, 0.9),
    ("birth_year", 0.9, 0.75),
    ("order", 0.9, 0.9),
    ("disability_types", 0.6, 0.85),
    ("adl_group", 0.6, 0.9),
    ("health_right", 0.6, 0.8),
    ("vital_status", 0.7, 0.75),
    ("marital_status", 0.7, 0.8),
    ("religion", 0.7, 0.85),
    ("nationality", 0.8, 0.8),
    ("conditions", 0.5, 0.75),
    ("occupation", 0.5, 0.7),
    ("education", 0.5, 0.7),
    ("province", 0.8, 0.85),
    ("address", 0.6, 0.8),
    ("subdistrict", 0.7, 0.75),
    ("district", 0.7, 0.75),
    ("village", 0.6, 0.75),
    ("full_name", 0.6, 0.85),
    ("moo_written", 0.6, 0.8),
    ("area_code", 0.8, 0.6),
    ("age", 0.8, 0.65),
)
_ENOUGH_VALUES = 5


def recognise(table: Table, remembered: Mapped | None = None) -> Mapping:
    """A field for each column of a table, as sure as it can be; a remembered mapping of the same headings wins.

    `remembered` is what `Mapping.to_json` gave for an earlier list of these headings.
    """
    if kind43(table):
        return mapping43(table, signature(table)).recalled(remembered)
    persons = table.body.filter(table.kinds == RowKind.PERSON.value)
    columns = persons.get_columns()
    samples = [sample(column) for column in columns]
    how = looks(columns, samples)
    seen = [_Seen.of(table, i, columns[i], samples[i], how[i]) for i in range(len(columns))]
    found = _found(seen, columns)
    if not any(one.field in NAMES for one in found):
        # A list of volunteers or of family heads: whom the columns speak of are its persons.
        found = _found([replace(one, whose=Whose.OWN) for one in seen], columns)
    return Mapping(signature(table), [one.column() for one in found]).recalled(remembered)


def _found(seen: "list[_Seen]", columns: list[pl.Series]) -> "list[_Seen]":
    seen = [replace(one) for one in seen]
    _by_heading(seen)
    _in_parts(seen, columns)
    _by_content(seen)
    _settle(seen)
    return seen


def signature(table: Table) -> str:
    """The same for lists with the same headings in any order; a list without headings is known by its width."""
    words = sorted(key(f"{group} {name}") for group, name in zip(table.groups, table.names, strict=True))
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:32]


@dataclass
class _Seen:
    """A column on its way to being recognised."""

    index: int
    name: str
    heading: str
    group: str
    looks: dict[str, float]
    values: int
    filled: float
    examples: tuple[str, ...]
    whose: Whose = Whose.OWN
    field: str | None = None
    confidence: float = 0.0
    why: Why = Why.NONE
    is_part: bool = False

    @classmethod
    def of(cls, table: Table, index: int, column: pl.Series, values: pl.Series, looks: dict[str, float]) -> "_Seen":
        filled = column.str.contains(r"\S").mean() or 0.0
        examples = tuple(values.unique(maintain_order=True).head(3))
        heading, group = table.headings[index], table.groups[index]
        of = whose(group, heading)
        return cls(index, table.names[index], heading, group, looks, len(values), filled, examples, of)

    def look(self, name: str) -> float:
        return self.looks.get(_LOOK.get(name, name), 0.0)

    def may_be(self) -> bool:
        """Whether its values may still say what it is: they cannot tell whose ID or name they are."""
        return self.confidence <= 0.5 and self.whose is Whose.OWN

    def may_name_somebody(self) -> bool:
        return self.values < _ENOUGH_VALUES or max(self.look(kind) for kind in ("full_name", "titled", "word")) > 0.3

    def take(self, name: str | None, confidence: float, why: Why) -> None:
        self.field, self.confidence, self.why = name, round(confidence, 2), why

    def column(self) -> Column:
        return Column(
            self.index,
            self.name,
            self.heading,
            self.group,
            self.field,
            self.confidence,
            self.why,
            round(self.filled, 3),
            self.examples,
        )


def _by_heading(seen: list[_Seen]) -> None:
    for one in seen:
        name, sure = field_in_group(one.group, one.heading) if one.heading else (None, 0.0)
        name = field_of_whom(name, one.whose)
        if name is None or (name == "caregiver_name" and not one.may_name_somebody()):
            continue
        if name in {"given_name", "full_name"} and one.look("prefix") > 0.8:
            # One heading over three columns stands over the title.
            one.take("prefix", 0.9, Why.CONTENT)
        elif name == "village" and one.look("moo") > 0.9:
            one.take("moo", 0.9, Why.BOTH)
        elif name in {"order", "local_id"} and one.look("cid") > 0.5:
            one.take("cid", 0.9, Why.CONTENT)
        elif one.values < _ENOUGH_VALUES or (one.look(name) == 0 and name not in _STRICT):
            one.take(name, sure, Why.HEADING)
        elif name in _STRICT and one.look(name) < 0.1 and not _damaged_id(name, one):
            # Wrong heading: the values decide, and where they do not, a human must.
            one.take(name, 0.3, Why.HEADING)
        else:
            agreed = one.look(name) >= 0.5
            one.take(name, max(sure, 0.97) if agreed else sure, Why.BOTH if agreed else Why.HEADING)


def _in_parts(seen: list[_Seen], columns: list[pl.Series]) -> None:
    """Columns that only together are an ID or a date."""
    known = {one.field for one in seen if one.confidence > 0.5 and one.look(one.field or "") > 0.3}
    found = [part for part in dates_in_parts(seen) if part[0] not in known]
    if "cid" not in known and (boxes := boxed_id(columns)):
        found.append(("cid", boxes))
    for name, places in found:
        for place in places:
            seen[place].take(name, 0.9, Why.BOTH)
            seen[place].is_part = True


def _damaged_id(name: str, one: _Seen) -> bool:
    return name == "cid" and one.looks.get("thirteen", 0) > 0.3


def _by_content(seen: list[_Seen]) -> None:
    """Give a field to the columns whose heading is missing, unknown or contradicted."""
    taken = {one.field for one in seen if one.field and one.confidence > 0.5}
    for name, needed, confidence in _TELLING:
        to = "moo" if name == "moo_written" else name
        open_ones = [one for one in seen if one.may_be() and one.values >= 1]
        best = max(open_ones, key=lambda one: one.looks.get(name, 0.0), default=None)
        if best is None or to in taken or best.looks.get(name, 0.0) < needed:
            continue
        if best.field and best.field != to and best.values < _ENOUGH_VALUES:
            continue
        best.take(to, confidence * min(1.0, best.looks[name] + 0.1), Why.CONTENT)
        taken.add(to)
    _house_and_moo_by_place(seen, taken)
    _names_by_variety(seen, taken)


def _names_by_variety(seen: list[_Seen], taken: set) -> None:
    """Of columns of single Thai words the two most varied are the names, given before family; a third the village."""
    words = sorted((one for one in seen if _may_be_name(one)), key=lambda one: -one.looks["distinct"])
    has_whole = any(one.field == "full_name" or (one.field == "given_name" and _is_whole(one)) for one in seen)
    wanted = [] if has_whole else [name for name in ("given_name", "family_name") if name not in taken]
    names = sorted(words[: len(wanted)], key=lambda one: one.index)
    for one, name in zip(names, wanted, strict=False):
        one.take(name, 0.65, Why.CONTENT)
        taken.add(name)
    rest = words[len(wanted) :]
    if rest and "village" not in taken and taken & {"subdistrict", "moo"}:
        rest[0].take("village", 0.55, Why.CONTENT)
        taken.add("village")


def _is_whole(given: _Seen) -> bool:
    return given.looks.get("full_name", 0.0) > 0.5


def _may_be_name(one: _Seen) -> bool:
    # A column with a heading nobody knows may be anything; without one, or headed like a name, it may be a name.
    if not one.may_be():
        return False
    places = max(one.looks.get(kind, 0.0) for kind in ("subdistrict", "district", "province", "sex", "prefix"))
    return one.looks.get("word", 0.0) > 0.8 and places < 0.6


def _house_and_moo_by_place(seen: list[_Seen], taken: set) -> None:
    if "house_no" not in taken:
        houses = [one for one in seen if one.may_be() and one.looks.get("house_no", 0.0) > 0.8]
        best = max(houses, key=lambda one: one.looks.get("slashed", 0.0), default=None)
        if best is not None and best.looks.get("slashed", 0.0) > 0.1:
            best.take("house_no", 0.75, Why.CONTENT)
            taken.add("house_no")
    house = next((one for one in seen if one.field == "house_no"), None)
    after = seen[house.index + 1] if house is not None and house.index + 1 < len(seen) else None
    if after is not None and "moo" not in taken and _may_be_moo(after):
        after.take("moo", 0.7, Why.CONTENT)
        taken.add("moo")
    small = next((one for one in seen if _may_be_moo(one)), None)
    if small is not None and "moo" not in taken and taken & {"house_no", "subdistrict"}:
        small.take("moo", 0.55, Why.CONTENT)
        taken.add("moo")


def _may_be_moo(one: _Seen) -> bool:
    return one.may_be() and one.looks.get("small", 0.0) > 0.9


def _settle(seen: list[_Seen]) -> None:
    """One column for a field, except where several are usual; the surest keeps it, the leftmost of equals."""
    _beside_caregiver(seen)
    holders: dict[str, _Seen] = {}
    for one in sorted(seen, key=lambda one: (-one.confidence, one.index)):
        if one.field in holders and one.field not in REPEATABLE and not one.is_part:
            one.take(None, 0.0, Why.NONE)
        elif one.field:
            holders[one.field] = one
    whole, rest = holders.get("given_name"), holders.get("full_name")
    # ชื่อสกุล may be read either way; beside a given name, in single words, it is the family name.
    if whole is not None and rest is not None and "family_name" not in holders and rest.look("full_name") < 0.3:
        holders["family_name"] = holders.pop("full_name")
        rest.take("family_name", rest.confidence, Why.BOTH)
    # Headed "name", but each cell is title, given and family name together.
    if whole is not None and "family_name" not in holders and "full_name" not in holders and _is_whole(whole):
        whole.take("full_name", whole.confidence, Why.BOTH)


def _beside_caregiver(seen: list[_Seen]) -> None:
    """A second phone right of the caregiver is the caregiver's."""
    phones = [one for one in seen if one.field == "phone"]
    for one in phones[1:]:
        if one.index and seen[one.index - 1].field == "caregiver_name":
            one.take("caregiver_phone", one.confidence, one.why)

"""The 43 standard files of the health service: PERSON, HOME, ADDRESS and DISABILITY, each alone or joined.

Codes become the words an official would read; the tables come from the public Thai code systems (codes43.tsv).
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import geothai
import polars as pl

from .fields import FIELDS
from .header import RowKind, Table
from .mapping import Column, Mapping, Why

PERSON, HOME, ADDRESS, DISABILITY = "PERSON", "HOME", "ADDRESS", "DISABILITY"
_SIGNS = (
    (ADDRESS, {"PID", "ADDRESSTYPE"}),
    (DISABILITY, {"PID", "DISABTYPE"}),
    (PERSON, {"PID", "CID", "LNAME"}),
    (HOME, {"HID", "CHANGWAT"}),
)
# What a name means in these files, where lists at large mean something else by it.
_OWN = {"HN": None, "VILLAGE": "moo", "NAME": "given_name", "HOUSE": "house_no", "ID": None}


def kind43(table: Table) -> str | None:
    """Which of the 43 files a table is, by its headings."""
    headings = {heading.strip().upper() for heading in table.headings}
    return next((kind for kind, signs in _SIGNS if signs <= headings), None)


def mapping43(table: Table, signature: str) -> Mapping:
    """The mapping of a 43 file: its headings are a standard and need no guessing."""
    names = {name: field.name for field in FIELDS.values() for name in field.files43} | _OWN
    columns = []
    for index, (name, heading) in enumerate(zip(table.names, table.headings, strict=True)):
        field = names.get(heading.strip().upper())
        examples = tuple(table.body.to_series(index).head(3))
        filled = table.body.to_series(index).str.contains(r"\S").mean() or 0.0
        sure, why = (1.0, Why.HEADING) if field else (0.0, Why.NONE)
        columns.append(Column(index, name, heading, "", field, sure, why, round(filled, 3), examples))
    return Mapping(signature, columns)


def in_words(rows: pl.DataFrame) -> pl.DataFrame:
    """A frame of a 43 file with its codes as words and its place as names and `area_code`."""
    known = [name for name in _words() if name in rows.columns]
    rows = rows.with_columns(pl.col(name).replace(_words()[name]) for name in known)
    return places_in_words(rows)


@cache
def _words() -> dict[str, dict[str, str]]:
    table = pl.read_csv(Path(__file__).with_name("codes43.tsv"), separator="\t", infer_schema=False, quote_char=None)
    return {
        field: dict(codes.select("code", "word").iter_rows())
        for (field,), codes in table.partition_by("field", as_dict=True).items()
    }


def places_in_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Where province, district and subdistrict are two digits each, as hospitals write them: their names, and
    `area_code`, the six digits; where they are not, an `area_code` that the list has stays."""
    places = ("province", "district", "subdistrict")
    if not set(places) <= set(rows.columns) or not rows["province"].str.contains(r"^\d\d?$").any():
        return rows
    code = pl.concat_str(pl.col(name).str.zfill(2) for name in places)
    said = [pl.col("area_code")] if "area_code" in rows.columns else []
    rows = rows.with_columns(area_code=pl.coalesce(pl.when(code.str.contains(r"^\d{6}$")).then(code), *said))
    named = rows.select("area_code").join(_area_names(), on="area_code", how="left", maintain_order="left")
    names = [
        pl.coalesce(named[f"{name}_named"], rows[name]).alias(name) for name in ("subdistrict", "district", "province")
    ]
    return rows.with_columns(names)


@cache
def _area_names() -> pl.DataFrame:
    found = [
        (area.code, area.name_th, district.name_th, province.name_th)
        for province in geothai.provinces()
        for district in geothai.districts(province.code)
        for area in geothai.subdistricts(district.code)
    ]
    names = ["area_code", "subdistrict_named", "district_named", "province_named"]
    return pl.DataFrame(found, schema=dict.fromkeys(names, pl.String), orient="row")


_HOUSEHOLD, _PERSON = ["hospcode", "household_local_id"], ["hospcode", "local_id"]
_LIVES = [
    *("house_no", "moo", "village", "soi", "road", "subdistrict", "district", "province", "area_code"),
    *("house_code", "latitude", "longitude"),
]
_REGISTERED = {name: f"registered_{name}" for name in _LIVES if f"registered_{name}" in FIELDS}
_DISABLED = ["disability_types", "disability_cause", "disability_card_no", "conditions"]


def join43(tables: list[Table]) -> pl.DataFrame:
    """One row for each row of PERSON, with what HOME, ADDRESS and DISABILITY say of that person, as `frame` gives it.

    Joined by HOSPCODE with HID or PID; `original` holds the rows of all files, a line each. Rows of the other files
    that belong to nobody in PERSON come after them, marked NOT_A_PERSON. Raises ValueError when there is no PERSON
    among the tables.
    """
    frames: dict[str, list[pl.DataFrame]] = {}
    for table in tables:
        frames.setdefault(kind43(table) or "", []).append(_framed(table))
    if PERSON not in frames:
        raise ValueError("no PERSON file among the tables")
    files = {kind: pl.concat(its, how="diagonal") for kind, its in frames.items() if kind}
    persons = files[PERSON]
    strangers = []
    for kind, keys, shape in (
        (DISABILITY, _PERSON, _disabilities),
        (ADDRESS, _PERSON, _addresses),
        (HOME, _HOUSEHOLD, _homes),
    ):
        if kind in files and set(keys) <= set(persons.columns) & set(files[kind].columns):
            strangers.append(files[kind].join(persons, on=keys, how="anti"))
            persons = _with(persons, shape(files[kind]), keys)
    strangers = [rows.with_columns(kind=pl.lit(RowKind.NOT_A_PERSON.value)) for rows in strangers]
    return pl.concat([_settled(persons), *strangers], how="diagonal")


def _framed(table: Table) -> pl.DataFrame:
    from .framing import frame
    from .recognising import recognise

    rows = frame(table, recognise(table))
    kind = kind43(table)
    if kind == ADDRESS:
        return rows.with_columns(address_type=_column(table, "ADDRESSTYPE"))
    if kind == DISABILITY:
        # When it began; else when it was found.
        since = [_column(table, name) for name in ("DATE_DISAB", "DATE_DETECT")]
        return rows.with_columns(disability_since=pl.coalesce(pl.lit(each) for each in since))
    return rows


def _column(table: Table, name: str) -> pl.Series:
    """A column of the file by its standard name, blank as null."""
    for index, heading in enumerate(table.headings):
        if heading.strip().upper() == name:
            return table.body.to_series(index).str.strip_chars().replace("", None)
    return pl.repeat(None, table.body.height, dtype=pl.String, eager=True)


def _with(persons: pl.DataFrame, more: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """What is already known of a person stays; the rest is filled in. The rows as they were sent are all kept."""
    joined = persons.join(more, on=keys, how="left", maintain_order="left", suffix="_more")
    originals = pl.concat_str("original", "original_more", separator="\n", ignore_nulls=True)
    both = [name for name in more.columns if f"{name}_more" in joined.columns and name != "original"]
    filled = joined.with_columns(*(pl.coalesce(name, f"{name}_more").alias(name) for name in both), original=originals)
    return filled.drop(f"{name}_more" for name in (*both, "original"))


def _homes(homes: pl.DataFrame) -> pl.DataFrame:
    """The house whole, under names of its own: half of one address and half of another is a place nobody lives at."""
    fields = [name for name in _LIVES if name in homes.columns]
    return _one_each(homes, _HOUSEHOLD, fields).rename({name: f"home_{name}" for name in fields})


def _addresses(rows: pl.DataFrame) -> pl.DataFrame:
    """ADDRESSTYPE 1 is where the person is registered, 2 where the person can be found."""
    fields = [name for name in _LIVES if name in rows.columns]
    is_registered = (pl.col("address_type") == "1").fill_null(False)
    lives = _one_each(rows.filter(~is_registered), _PERSON, fields)
    registered = _one_each(rows.filter(is_registered), _PERSON, [name for name in fields if name in _REGISTERED])
    registered = registered.rename({name: _REGISTERED[name] for name in registered.columns if name in _REGISTERED})
    joined = lives.join(registered, on=_PERSON, how="full", coalesce=True)
    originals = pl.concat_str("original", "original_right", separator="\n", ignore_nulls=True)
    return joined.with_columns(original=originals).drop("original_right")


def _settled(persons: pl.DataFrame) -> pl.DataFrame:
    """Where each person lives: at the address of their own, else in the home, else where they are registered."""
    home = {name: f"home_{name}" for name in _LIVES if f"home_{name}" in persons.columns}
    absent = {*_LIVES, *_REGISTERED.values()} - set(persons.columns)
    persons = persons.with_columns(pl.lit(None, pl.String).alias(name) for name in sorted(absent))
    persons = persons.with_columns(has_own=_any(_LIVES), has_registered=_any(_REGISTERED.values()))
    # Found elsewhere than in the home: then the home is where they are registered, unless a register says otherwise.
    found_elsewhere = pl.col("has_own") & ~pl.col("has_registered")
    to_registered = {_REGISTERED[name]: source for name, source in home.items() if name in _REGISTERED}
    persons = persons.with_columns(_taken(to_registered, found_elsewhere))
    persons = persons.with_columns(_taken(home, ~pl.col("has_own")))
    persons = persons.with_columns(_taken(_REGISTERED, ~_any(_LIVES)))
    return persons.drop("has_own", "has_registered", *home.values())


def _any(names: Iterable[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).is_not_null() for name in names)


def _taken(sources: dict[str, str], where: pl.Expr) -> list[pl.Expr]:
    """Columns set from others, in these rows."""
    return [pl.when(where).then(pl.col(source)).otherwise(pl.col(to)).alias(to) for to, source in sources.items()]


def _disabilities(rows: pl.DataFrame) -> pl.DataFrame:
    """All disabilities of a person in one row, since the first."""
    fields = [name for name in _DISABLED if name in rows.columns]
    return (
        rows.group_by(_PERSON, maintain_order=True)
        .agg(
            *(pl.col(name).drop_nulls().unique(maintain_order=True).str.join(", ") for name in fields),
            pl.col("disability_since").min(),
            pl.col("original").str.join("\n"),
        )
        .with_columns(pl.col(name).replace("", None) for name in fields)
    )


def _one_each(rows: pl.DataFrame, keys: list[str], fields: list[str]) -> pl.DataFrame:
    """The first row of each, and every original."""
    return rows.group_by(keys, maintain_order=True).agg(
        *(pl.col(name).first() for name in fields), pl.col("original").str.join("\n")
    )

"""Rows as agencies wrote them → clean values, what is wrong with each, and the columns that linking compares."""

import datetime
from functools import partial

import polars as pl

from linkage import addresses, citizen_ids, dates, names, phones
from linkage.areas import area_key, with_area_codes, with_places
from linkage.text import fold, repair_text, skeleton_of_fold
from linkage.threads import side_by_side

# What a raw frame may hold, each a string or null, exactly as the agency wrote it.
COLUMNS = (
    *("cid", "prefix", "given_name", "family_name", "full_name", "sex", "birth_date", "birth_year", "age", "phone"),
    *("house_no", "moo", "village", "subdistrict", "district", "province", "area_code", "address"),
)
SHOWN = (
    *("cid", "cid_prefix", "prefix", "given_name", "family_name", "sex", "birth_date", "birth_precision", "birth_year"),
    *("phone", "house_no", "moo", "village", "subdistrict", "district", "province", "area_code", "problems"),
)
COMPARED = (
    *("cid_digits", "given_fold", "family_fold", "given_skeleton", "family_skeleton"),
    *("place", "locality", "village_skeleton", "phone_key"),
)
_PLACES = ("village", "subdistrict", "district", "province")
_WITH_TITLES = ("given_name", "full_name")
_NAMES = (*_WITH_TITLES, "family_name")
_PIECE = 100_000  # rows read at a time: bounds the memory
col, when, lit = pl.col, pl.when, pl.lit


def normalise(raw: pl.DataFrame, *, today: datetime.date | None = None) -> pl.DataFrame:
    """One row for each row of `raw`, in its order.

    `raw` has any of `COLUMNS` (strings or null) and may have `source` (which list the row is from: a string or an
    integer, kept as it is). Columns unknown here are left out; a missing column is as one of nulls.

    Gives, all nullable, to show: `cid` (13 digits that pass the check), `cid_prefix` (leading digits of an ID that
    Excel made a power of ten), `prefix` (title in full), `given_name`, `family_name`, `sex` (M, F), `birth_date` (Date,
    common era; an unknown day or month is 1), `birth_precision` (DAY, MONTH, YEAR), `birth_year` (Int32; from the
    age when nothing better is known), `phone` (digits), `house_no`, `moo`, `village`, `subdistrict`, `district`,
    `province`, `area_code` (6-digit DOPA code of the subdistrict: as given, or where the names mean one alone), and
    `problems`, a list of {field, code}; see docs/linkage.md for the codes.

    To compare, besides: `cid_digits` (as typed, of any length), `given_fold`, `family_fold` (sound-alikes one),
    `given_skeleton`, `family_skeleton` (consonants alone), `place` (the folded name of the subdistrict),
    `village_skeleton`, `locality` (the village's number, or what it is called where it has none, as in towns),
    `phone_key` (last eight digits).
    `today` is what ages and eras are judged by. Nothing raises for bad values: they become null and a problem.
    """
    today = today or datetime.date.today()
    raw = raw if raw.columns else pl.DataFrame(schema={"cid": pl.String})
    pieces = (raw[start : start + _PIECE] for start in range(0, max(raw.height, 1), _PIECE))
    return pl.concat(side_by_side(partial(_normalised, today=today), pieces))


def _normalised(raw: pl.DataFrame, today: datetime.date) -> pl.DataFrame:
    sources = ["source"] if "source" in raw.columns else []
    # Step by step: an expression used twice within a step would be computed twice.
    frame = raw.rechunk().with_columns(*(_text(raw, name) for name in COLUMNS))
    frame = frame.with_columns(**_titles_apart(), **_addresses(), **_read(today))
    frame = frame.with_columns(dates.read_dates(frame["birth_date"], today).to_struct("birth"), **_names_apart())
    frame = frame.with_columns(**_clean(today))
    frame = frame.with_columns(**_folded(), area_key=area_key(*(col(name) for name in _PLACES[1:])))
    frame = with_places(with_area_codes(frame)).with_columns(**_compared(), **_wrong())
    frame = frame.with_columns(locality=pl.coalesce("moo", "village_skeleton"))
    return frame.with_columns(problems=_listed(frame)).select(*sources, *SHOWN, *COMPARED)


def one(function, value: str | None, *arguments):
    """`function` of this package (polars expression → expression) on a single value: `one(repair_text, "น ำ")`."""
    return pl.select(function(lit(value, pl.String), *arguments)).item()


def _text(raw: pl.DataFrame, name: str) -> pl.Expr:
    return (
        repair_text(col(name).cast(pl.String)).alias(name) if name in raw.columns else lit(None, pl.String).alias(name)
    )


def _titles_apart() -> dict[str, pl.Expr]:
    return {f"{name}_apart": names.split_title(col(name)) for name in _WITH_TITLES}


def _names_apart() -> dict[str, pl.Expr]:
    """Title (as written), given and family name, whichever of the name columns the agency used."""
    given, whole = (col(f"{name}_apart").struct.field for name in _WITH_TITLES)
    cell = names.bare_name(pl.coalesce(given("rest"), "given_name", whole("rest"), "full_name"))
    return {
        "title": pl.coalesce("prefix", given("title"), whole("title")),
        "title_in_name": pl.coalesce(given("title"), whole("title")),
        "cell": cell,
        "cell_apart": names.split_full_name(cell),
        "family": names.bare_name(col("family_name")),
    }


def _addresses() -> dict[str, pl.Expr]:
    """Each part of the address, from its own column or else from the one cell that holds all."""

    def part(field: str) -> pl.Expr:
        return pl.coalesce(col(field), addresses.from_address(col("address"), field))

    return {
        "house_no": addresses.house_number(part("house_no")),
        "moo": addresses.village_number(part("moo")),
        **{field: addresses.place_name(part(field), field) for field in _PLACES},
        "area_code": col("area_code").str.extract(r"^(\d{6})(?:\d\d)?(?:\.0+)?$", 1),
    }


def _read(today: datetime.date) -> dict[str, pl.Expr]:
    """Digits and years as far as one cell tells; what was written is kept for the problems."""
    return {
        "cid_digits": citizen_ids.typed_digits(col("cid")),
        "cid_prefix": citizen_ids.readable_prefix(col("cid")),
        "cid_written": col("cid"),
        "phone": phones.phone_digits(col("phone")),
        "phone_written": col("phone"),
        "year": dates.read_years(col("birth_year"), today),
        "sex": names.read_sex(col("sex")),
        "sex_written": col("sex"),
        "digits_in_name": pl.any_horizontal(col(name).str.contains(r"\d").fill_null(False) for name in _NAMES),
    }


def _clean(today: datetime.date) -> dict[str, pl.Expr]:
    """The values to show."""
    digits, birth, title = col("cid_digits"), col("birth").struct.field, names.full_title(col("title"))
    age = col("age").str.extract(r"^\D*(\d{1,3})", 1).cast(pl.Int32)
    date = pl.coalesce(birth("date"), pl.date(col("year"), 1, 1))
    # A given name of two words beside an empty family name is a full name in the wrong column.
    one_cell = col("family_name").is_null()
    return {
        "cid": when(citizen_ids.checksum_holds(digits) & ~citizen_ids.is_filler(digits)).then(digits),
        "prefix": title,
        "given_name": when(one_cell).then(col("cell_apart").struct.field("given")).otherwise(col("cell")),
        "family_name": when(one_cell).then(col("cell_apart").struct.field("family")).otherwise(col("family")),
        "sex_of_title": pl.coalesce(names.sex_of_title(title), names.sex_of_title(col("title_in_name"))),
        "birth_date": date,
        "birth_precision": pl.coalesce(birth("precision"), when(col("year").is_not_null()).then(lit("YEAR"))),
        "birth_year": pl.coalesce(date.dt.year(), when(age <= dates.OLDEST).then(today.year - age)),
        "phone_valid": phones.is_phone(col("phone")).fill_null(False),
    }


def _folded() -> dict[str, pl.Expr]:
    return {f"{name}_fold": fold(col(source)) for name, source in _FOLDED.items()}


_FOLDED = {"given": "given_name", "family": "family_name", "village": "village", "subdistrict": "subdistrict"}


def _compared() -> dict[str, pl.Expr]:
    return {
        **{f"{name}_skeleton": skeleton_of_fold(col(f"{name}_fold")) for name in ("given", "family", "village")},
        "phone_key": when(col("phone_valid")).then(col("phone").str.slice(-8)),
        "sex": pl.coalesce("sex", "sex_of_title"),
    }


def _wrong() -> dict[str, pl.Expr]:
    """What is wrong with each row, one column of codes a field."""
    birth = col("birth").struct.field
    single_name = col("prefix").str.contains("^(?:พระ|สามเณร|แม่ชี)").fill_null(False)  # as monks and nuns have
    found = {
        "cid": when(col("cid").is_not_null()).then(None)
        .when(col("cid_written").is_null()).then(lit("CID_MISSING"))
        .when(col("cid_prefix").is_not_null()).then(lit("CID_EXCEL"))
        .when((col("cid_digits").str.len_bytes() == 13).fill_null(False)).then(lit("CID_CHECKSUM"))
        .otherwise(lit("CID_LENGTH")),
        "given_name": when(col("given_name").is_null()).then(lit("NAME_MISSING"))
        .when(col("digits_in_name")).then(lit("NAME_HAS_DIGITS")),
        "family_name": when(col("family_name").is_null() & ~single_name).then(lit("NAME_MISSING")),
        "birth_date": pl.coalesce(birth("code"), when(birth("era_assumed")).then(lit("DATE_ERA_ASSUMED"))),
        "phone": when(col("phone_written").is_not_null() & ~col("phone_valid")).then(lit("PHONE_LENGTH")),
        "sex": when(col("sex_written").is_not_null() & col("sex").is_null()).then(lit("SEX_UNREADABLE"))
        .when(col("sex") != col("sex_of_title")).then(lit("SEX_CONFLICT")),
    }  # fmt: skip
    return {f"wrong_{field}": code for field, code in found.items()}


def _listed(frame: pl.DataFrame) -> pl.Series:
    """The codes of each row as a list of {field, code}: gathered by row, as building 100,000 lists in place is slow."""
    codes = [name for name in frame.columns if name.startswith("wrong_")]
    rows = frame.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"), *codes)
    found = rows.unpivot(codes, index="row", variable_name="field", value_name="code").drop_nulls("code")
    problem = pl.struct(col("field").str.slice(len("wrong_")), "code").alias("problems")
    lists = found.group_by("row", maintain_order=True).agg(problem)
    empty = pl.Series("problems", [[]], lists.schema["problems"])
    return rows.join(lists, on="row", how="left", maintain_order="left")["problems"].fill_null(empty)

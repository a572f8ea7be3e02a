"""Dates as Thai agencies write them: any order, month names, Buddhist or common era, two digits, a year alone."""

import datetime

import polars as pl
from polars import when

ERA = 543  # Buddhist year = common year + 543
OLDEST = 120  # nobody on a list is older; an older date is a mistake
_MONTHS = [
    ("มกราคม", "ม.ค.", "มค", "january", "jan"),
    ("กุมภาพันธ์", "ก.พ.", "กพ", "february", "feb"),
    ("มีนาคม", "มี.ค.", "มีค", "march", "mar"),
    ("เมษายน", "เม.ย.", "เมย", "april", "apr"),
    ("พฤษภาคม", "พ.ค.", "พค", "may", "may"),
    ("มิถุนายน", "มิ.ย.", "มิย", "june", "jun"),
    ("กรกฎาคม", "ก.ค.", "กค", "july", "jul"),
    ("สิงหาคม", "ส.ค.", "สค", "august", "aug"),
    ("กันยายน", "ก.ย.", "กย", "september", "sep"),
    ("ตุลาคม", "ต.ค.", "ตค", "october", "oct"),
    ("พฤศจิกายน", "พ.ย.", "พย", "november", "nov"),
    ("ธันวาคม", "ธ.ค.", "ธค", "december", "dec"),
]
_MONTH_NUMBERS = {
    written: f" @{number:02d} "
    for number, (full, dotted, bare, english, short) in enumerate(_MONTHS, 1)
    for written in (full, full.replace("ฎ", "ฏ"), dotted, dotted[:-1], dotted.replace(".", "", 1), bare, english, short)
}
# Each written form → year/month/day. A form that was rewritten holds "/" and no longer matches those below it.
_FORMS = [
    (r"^(\d\d?) ?@(\d\d) (\d{4}|\d\d)$", "$3/$2/$1"),  # 12 มี.ค. 2490
    (r"^@(\d\d) (\d\d?) (\d{4})$", "$3/$1/$2"),  # Mar 12, 1947
    (r"^(\d{4}) @(\d\d) (\d\d?)$", "$1/$2/$3"),
    (r"^@(\d\d) (\d{4}|\d\d)$", "$2/$1/"),
    (r"^(\d{4}) @(\d\d)$", "$1/$2/"),
    (r"^(\d\d?) (\d\d?) (\d{4}|\d\d)$", "$3/$2/$1"),  # 12/3/2490
    (r"^(\d{4}) (\d\d?) (\d\d?)$", "$1/$2/$3"),  # 1947-03-12
    (r"^(\d\d?) (\d{4})$", "$2/$1/"),
    (r"^(\d{4}) (\d\d?)$", "$1/$2/"),
    (r"^(\d{4})$", "$1//"),
    (r"^((?:1[89]|20|2[45])\d\d)([01]\d)([0-3]\d)$", "$1/$2/$3"),  # 43-file: 19470312
    (r"^([0-3]\d)([01]\d)((?:1[89]|20|2[45])\d\d)$", "$3/$2/$1"),
]
_EXCEL_ZERO = datetime.date(1899, 12, 30)


def read_dates(text: pl.Series, today: datetime.date) -> pl.DataFrame:
    """One row a value: `date`, `precision` (DAY, MONTH, YEAR), `era_assumed` (bool), `code` (why it is not readable).

    Days come before months unless that is impossible. 1 January, and a day or month of 0, mean that only the year is
    known (the habit of the 43-file exports). A two-digit year is Buddhist, of the latest century that is not to come;
    beside an English month it is of the common era. An unknown day or month is given as 1.
    """
    frame = text.alias("text").to_frame()
    # Step by step: an expression used twice would be computed twice.
    frame = frame.with_columns(_parts(pl.col("text")).alias("parts"), era=_era(pl.col("text"))).unnest("parts")
    frame = frame.with_columns(**_common_year(pl.col("year"), pl.col("era"), today), **_day_and_month())
    frame = frame.with_columns(**_dates())
    return frame.select(**_judged(today))


def read_years(text: pl.Expr, today: datetime.date) -> pl.Expr:
    """The common-era year of a cell that holds a year alone, of either era, of four digits or two."""
    digits = text.str.replace(r"\.0+$", "").str.extract(r"(\d{4}|\d\d)\D*$", 1)
    year = _common_year(digits, _era(text), today)["year"]
    return when(year.is_between(today.year - OLDEST, today.year)).then(year)


def _parts(text: pl.Expr) -> pl.Expr:
    """Year, month and day as written, in a struct of strings; `serial` for Excel's count of days."""
    plain = text.str.to_lowercase().str.replace(r"\.0+$", "").str.replace(r"[t ]\d\d?:\d\d.*$", "")
    plain = plain.str.replace_many(_MONTH_NUMBERS, leftmost=True)
    plain = plain.str.replace_all(r"[^@0-9]+", " ").str.strip_chars()
    for written, ordered in _FORMS:
        plain = plain.str.replace(written, ordered)
    return plain.str.extract_groups(r"^(?:(?<year>\d+)/(?<month>\d*)/(?<day>\d*)|(?<serial>\d{5}))$")


def _era(text: pl.Expr) -> pl.Expr:
    """BE or CE where it is written; a month in English means the common era."""
    written_be, written_ce = text.str.contains(r"พ\.?\s?ศ"), text.str.contains(r"ค\.?\s?ศ|[A-Za-z]{3}")
    return when(written_be).then(pl.lit("BE")).when(written_ce).then(pl.lit("CE"))


def _common_year(digits: pl.Expr, era: pl.Expr, today: datetime.date) -> dict[str, pl.Expr]:
    """The common-era `year`, and `era_assumed`: whether its era had to be guessed."""
    year, two_digits, this = digits.cast(pl.Int32, strict=False), digits.str.len_bytes() == 2, today.year
    be_two = when(year + 2500 - ERA <= this).then(year + 2500 - ERA).otherwise(year + 2400 - ERA)
    ce_two = when(year + 2000 <= this).then(year + 2000).otherwise(year + 1900)
    common = (
        when(two_digits & (era == "CE")).then(ce_two)
        .when(two_digits).then(be_two)
        .when(year > 2900).then(year - 2 * ERA)  # converted to the Buddhist era twice
        .when(year > 2300).then(year - ERA)
        .when(year < 1600).then(year + ERA)  # a common year taken for a Buddhist one
        .otherwise(year)
    )  # fmt: skip
    assumed = (two_digits & era.is_null()) | (~two_digits & ((year > 2900) | (year < 1600)))
    return {"year": common, "era_assumed": assumed.fill_null(False)}


def _day_and_month() -> dict[str, pl.Expr]:
    first, second = (pl.col(name).cast(pl.Int32, strict=False) for name in ("day", "month"))
    swapped = (second > 12) & first.is_between(1, 12)
    return {"day": when(swapped).then(second).otherwise(first), "month": when(swapped).then(first).otherwise(second)}


def _dates() -> dict[str, pl.Expr]:
    """`exact` where a day is known, else the `first` day known, or what Excel's `serial` counts to."""
    day, month, year = pl.col("day"), pl.col("month"), pl.col("year")
    new_year = ((day == 1) & (month == 1)).fill_null(False)
    known_month = month.is_between(1, 12).fill_null(False) & ~new_year
    known_day = known_month & (day > 0).fill_null(False)
    first = pl.format("{}-{}-01", year, when(known_month).then(month).otherwise(1))
    exact = when(known_day).then(pl.format("{}-{}-{}", year, month, day))
    return {
        "known_month": known_month,
        "known_day": known_day,
        "first": when(month.fill_null(1) <= 12).then(first).str.to_date("%Y-%m-%d", strict=False),
        "exact": exact.str.to_date("%Y-%m-%d", strict=False),
        "counted": pl.lit(_EXCEL_ZERO) + pl.duration(days=pl.col("serial").cast(pl.Int32, strict=False)),
    }


def _judged(today: datetime.date) -> dict[str, pl.Expr]:
    exact, counted, first = pl.col("exact"), pl.col("counted"), pl.col("first")
    date = pl.coalesce(exact, counted, first)
    precision = (
        when(exact.is_not_null() | counted.is_not_null()).then(pl.lit("DAY"))
        .when(pl.col("known_month")).then(pl.lit("MONTH"))
        .otherwise(pl.lit("YEAR"))
    )  # fmt: skip
    usable = (date <= today) & (date.dt.year() >= today.year - OLDEST)
    return {
        "date": when(usable).then(date),
        "precision": when(usable).then(precision),
        "era_assumed": pl.col("era_assumed") & usable.fill_null(False),
        "code": when(pl.col("text").is_null()).then(None)
        .when(date.is_null()).then(pl.lit("DATE_UNREADABLE"))
        .when(date > today).then(pl.lit("DATE_FUTURE"))
        .when(~usable).then(pl.lit("DATE_TOO_OLD"))
        .when(pl.col("known_day") & exact.is_null()).then(pl.lit("DATE_IMPOSSIBLE")),
    }  # fmt: skip

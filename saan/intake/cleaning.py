"""Raw fields as an office wrote them → clean values, the place of each row, and what is wrong with it. Vectorised.

linkage reads who a person is; here the rest of the row is read, and areas says where it is.
"""

import datetime

import polars as pl
from polars import col, lit, when

from linkage import normalise
from linkage.dates import read_dates
from saan.areas.queries import resolve_places
from saan.areas.wording import Place
from saan.intake.masking import THIRTEEN, mask

FROM_LINKAGE = (
    *("cid_prefix", "prefix", "given_name", "family_name", "sex", "birth_date", "birth_precision", "birth_year"),
    *("phone", "house_no", "moo", "village", "subdistrict", "district", "province", "area_code"),
)
# Read here, or taken as they are.
DATES = ("death_date", "disability_card_issued", "disability_card_expires", "disability_since", "recorded_at")
NUMBERS = {"latitude": (5.0, 21.0), "longitude": (97.0, 106.0), "income": (0.0, 1e9)}
DISABILITIES = {
    1: "การเห็น|มองเห็น|ตาบอด|สายตา",
    2: "ได้ยิน|สื่อความหมาย|หูหนวก|เป็นใบ้",
    3: "เคลื่อนไหว|ร่างกาย|ทางกาย",
    4: "จิตใจ|พฤติกรรม|จิตเวช",
    5: "สติปัญญา",
    6: "เรียนรู้",
    7: "ออทิส",
}
GROUP_WORDS = {
    "BED_BOUND": "ติดเตียง",
    "HOME_BOUND": "ติดบ้าน",
    "DISABLED": "พิการ",
    "CHRONIC": "เรื้อรัง|เบาหวาน|ความดัน",
    "LOW_INCOME": "ยากจน|รายได้น้อย|ยากไร้",
    "REHAB_WAITING": "รอฟื้นฟู|รอการฟื้นฟู",
    "IN_REHAB": "กำลังฟื้นฟู|ระหว่างฟื้นฟู",
    "PALLIATIVE": "ประคับประคอง|ระยะท้าย",
    "HOMELESS": "ไร้บ้าน|ไร้ที่พึ่ง",
    "STATELESS": "ไร้สัญชาติ|ไร้สถานะ",
    "ORPHAN": "กำพร้า",
    "ALONE": "อยู่คนเดียว|อยู่ลำพัง|ตามลำพัง",
}
PLACE_PARTS = ("province", "district", "subdistrict", "village", "community", "code")


def clean(rows: pl.DataFrame, *, as_of: datetime.date, home) -> pl.DataFrame:
    """`rows` with its raw fields replaced: values typed, `cid`, `cid_digits`, `area_id`, `area_key`, `problems`."""
    read = normalise(rows, today=as_of)
    rest = rows.select("row", *_rest(rows, as_of)).drop("row")
    kept = [name for name in rest.columns if not name.endswith("!")]
    problems = pl.concat([read.select("problems"), rest.select(set(rest.columns) - set(kept))], how="horizontal")
    frame = pl.concat(
        [
            read.select(*FROM_LINKAGE, "cid", "cid_digits"),
            rest.select(kept),
            _placed(_place_of(rows, read), home),
            _registered(rows, home),
        ],
        how="horizontal",
    )
    frame = frame.with_columns(problems=_all_problems(problems, frame, rows))
    return _without_ids(frame.drop("place_problem"))


def _without_ids(frame):
    """The same frame with every run of thirteen digits masked, outside the sealed columns."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String and name not in NOT_TEXT]
    hits = frame.select(col(texts).str.contains(THIRTEEN).any())
    holding = [name for name in texts if hits[name][0]]
    return frame.with_columns(pl.Series(name, [mask(text) for text in frame[name]]) for name in holding)


NOT_TEXT = {"cid", "cid_digits", "cid_prefix", "birth_date"}


def _rest(rows, as_of):
    """Expressions for the fields that linkage does not read; a name ending in ! is that field's problem code."""
    text = {name: _text(name) for name in rows.columns if name in TEXT and rows.schema[name] == pl.String}
    yield from text.values()
    for name in DATES:
        if name in rows.columns:
            yield from _date(rows[name], name, as_of)
    for name, limits in NUMBERS.items():
        if name in rows.columns:
            yield from _number(name, *limits)
    for name, reader in READERS.items():
        if name in rows.columns:
            yield from reader()
    yield from _life(rows)
    yield _groups(rows).alias("groups")


TEXT = (
    *("soi", "road", "postcode", "address", "registered_house_no", "registered_moo", "registered_village"),
    *("registered_subdistrict", "registered_district", "registered_province", "registered_address", "typearea"),
    *("disability_card_no", "disability_cause", "adl_group", "conditions", "caregiver_name", "caregiver_phone"),
    *("health_right", "allowance", "marital_status", "nationality", "religion", "occupation", "education"),
    *("local_id", "household_local_id", "hospcode", "consent", "note"),
)


def _text(name):
    text = col(name).str.strip_chars().str.replace_all(r"\s+", " ").str.slice(0, 2000)
    return when(~text.is_in(["", "-", "--", "ไม่มี", "N/A", "NULL", "null"])).then(text).alias(name)


def _date(series, name, as_of):
    # Cards expire in the years to come; what linkage holds for the future is here a day within the next thirty years.
    until = as_of.replace(year=as_of.year + 30, day=1) if name.endswith("expires") else as_of
    # D_UPDATE of the 43 files is YYYYMMDDHHMMSS.
    text = series.str.strip_chars().replace(["", "-"], None).str.replace(r"^(\d{8})\d{6}$", "${1}")
    read = read_dates(text, until)
    yield read["date"].dt.to_string("%Y-%m-%d").alias(name)
    yield read["code"].alias(f"{name}!")


def _number(name, low, high):
    number = col(name).str.replace_all(r"[,\s฿]|บาท", "").cast(pl.Float64, strict=False)
    is_right = number.is_between(low, high)
    yield when(is_right).then(number).alias(name)
    wrong = (col(name).str.strip_chars() != "") & (number != 0).fill_null(True) & ~is_right.fill_null(False)
    yield when(wrong).then(lit("NUMBER_OUTSIDE")).alias(f"{name}!")


def _adl_score():
    number = col("adl_score").str.extract(r"^\D*(\d{1,3})(?:\.0+)?\D*$", 1).cast(pl.Int32, strict=False)
    is_right = number.is_between(0, 20)
    yield when(is_right).then(number).alias("adl_score")
    wrong = col("adl_score").str.strip_chars().is_in(["", "-"]).not_() & ~is_right.fill_null(False)
    yield when(wrong).then(lit("ADL_OUTSIDE")).alias("adl_score!")


def _house_code():
    digits = col("house_code").str.replace(r"\.0+$", "").str.replace_all(r"\D", "")
    is_right = digits.str.len_bytes() == 11
    yield when(is_right).then(digits).alias("house_code")
    wrong = (digits.str.strip_chars("0") != "") & ~is_right
    yield when(wrong).then(lit("HOUSE_CODE_LENGTH")).alias("house_code!")


def _disability_types():
    text = col("disability_types")
    # "3", "3,5", "ประเภท 3", "35": each digit from 1 to 7 is a type; a year or an ID is not.
    coded = text.str.contains(r"^\D*[1-7](?:[\s,./;และ-]*[1-7])*\D*$") & ~text.str.contains(r"\d{4}")
    found = [
        when((coded & text.str.contains(str(number))) | text.str.contains(words)).then(lit(str(number)))
        for number, words in DISABILITIES.items()
    ]
    types = pl.concat_list(found).list.drop_nulls()
    yield when(types.list.len() > 0).then(types).alias("disability_types")
    wrong = ~text.str.strip_chars().is_in(["", "-", "ไม่มี", "ปกติ"]) & (types.list.len() == 0)
    yield when(wrong).then(lit("DISABILITY_UNKNOWN")).alias("disability_types!")


READERS = {"adl_score": _adl_score, "house_code": _house_code, "disability_types": _disability_types}


def _life(rows):
    """Dead where a word, the 43-file discharge code or a day of death says so."""
    said = pl.col("vital_status") if "vital_status" in rows.columns else lit("")
    dead = said.str.contains("เสียชีวิต|ตาย|ถึงแก่กรรม|^1$|(?i)dead|died") & ~said.str.contains("ไม่เสีย|ไม่ตาย")
    if "death_date" in rows.columns:
        dead = dead | col("death_date").str.contains(r"[1-9]")
    alive = said.str.contains("มีชีวิต|ปกติ|^9$|(?i)alive")
    yield when(dead).then(lit("DEAD")).when(alive).then(lit("ALIVE")).alias("vital_status")


def _groups(rows):
    """Groups that the row's own words put the person in."""
    said = [col(name) for name in ("groups", "adl_group") if name in rows.columns]
    if not said:
        return lit(None, pl.List(pl.String))
    text = pl.concat_str(said, separator=" ", ignore_nulls=True)
    found = [when(text.str.contains(words)).then(lit(group)) for group, words in GROUP_WORDS.items()]
    groups = pl.concat_list(found).list.drop_nulls()
    return when(groups.list.len() > 0).then(groups)


def _place_of(rows, read):
    return read.select(
        *(col(name).fill_null("") for name in ("province", "district", "subdistrict")),
        village=pl.coalesce("moo", "village", lit("")),
        community=when(_raw(rows, "village").str.contains("ชุมชน"))
        .then(col("village"))
        .otherwise(lit(""))
        .fill_null(""),
        code=_raw(rows, "area_code").fill_null(""),
    ).select(PLACE_PARTS)


def _placed(places, home):
    """Where each row is: one question for each different place in the list."""
    distinct = places.unique()
    found = resolve_places([Place(*row) for row in distinct.iter_rows()], home)
    answers = [found[Place(*row)] for row in distinct.iter_rows()]
    distinct = distinct.with_columns(
        area_id=pl.Series([each.area_id or home.pk for each in answers], dtype=pl.Int64),
        area_key=pl.Series([each.area_key or home.key for each in answers], dtype=pl.Int64),
        place_problem=pl.Series([_wrong_with(each, home) for each in answers], dtype=pl.String),
    )
    joined = places.join(distinct, on=PLACE_PARTS, how="left", maintain_order="left")
    return joined.select("area_id", "area_key", "place_problem")


def _wrong_with(found, home):
    is_outside = found.area_key and not home.key <= found.area_key <= home.key_end
    return found.problem or ("PLACE_OUTSIDE" if is_outside else None)


def _registered(rows, home):
    """Where the person is registered, if the list tells that apart."""
    named = [name for name in PLACE_PARTS if f"registered_{name}" in rows.columns]
    if not {"subdistrict", "district", "province"} & set(named):
        return pl.DataFrame({"registered_area": pl.Series([None] * rows.height, dtype=pl.Int64)})
    parts = {name: _raw(rows, f"registered_{name}").fill_null("") for name in PLACE_PARTS}
    places = pl.DataFrame(parts)
    is_told = pl.any_horizontal(col(name) != "" for name in named)
    area = pl.concat([places, _placed(places, home)], how="horizontal").select(when(is_told).then(col("area_id")))
    return area.rename({"area_id": "registered_area"})


def _raw(rows, name):
    return rows[name] if name in rows.columns else pl.Series(name, [None] * rows.height, dtype=pl.String)


def _all_problems(problems, frame, rows):
    """linkage's problems, ours, and the place's, as one list for each row."""
    ours = {name.removesuffix("!"): problems[name] for name in problems.columns if name.endswith("!")}
    ours["area"] = frame["place_problem"]
    listed = pl.DataFrame(ours).select(
        pl.concat_list(
            when(col(name).is_not_null()).then(pl.struct(field=lit(name), code=col(name))) for name in ours
        ).list.drop_nulls()
    ).to_series()  # fmt: skip
    theirs = problems["problems"]
    if "cid" not in rows.columns:
        # A list that has no such column lacks it as a whole; that is not each row's fault.
        without = pl.element().struct.field("code") != "CID_MISSING"
        theirs = theirs.list.eval(pl.element().filter(without))
    return pl.select(pl.concat_list(theirs, listed)).to_series()

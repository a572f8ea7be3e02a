"""What the values of a column look like, whatever stands above them."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import geothai
import polars as pl

from linkage import addresses, citizen_ids, dates, names, phones
from linkage.text import repair_text

_SAMPLE = 400
_DATE = (
    r"^\d{1,2}[/\-. ]+(\d{1,2}|[ก-์.]+|[A-Za-z]+)[/\-. ]+\d{2,4}$|^\d{4}[/\-]\d{1,2}[/\-]\d{1,2}|^(1[89]|20|2[45])\d{6}$"
)
_VALUE = pl.col("value")
_WORD = r"^[ก-ฮเ-ไ][ก-๙์.]*$"

# Closed vocabularies: the share of cells that hold one of the words.
_VOCABULARIES = {
    "disability_types": "การเห็น|การได้ยิน|สื่อความหมาย|เคลื่อนไหว|จิตใจ|พฤติกรรม|สติปัญญา|การเรียนรู้|ออทิสติก|ตาบอด|หูหนวก",
    "adl_group": "ติดบ้าน|ติดเตียง|ติดสังคม",
    "health_right": "บัตรทอง|ประกันสังคม|ประกันสุขภาพ|ข้าราชการ|จ่ายตรง|^UCS?$|^OFC$|^SSS$|^LGO$",
    "vital_status": "มีชีวิต|เสียชีวิต|ถึงแก่กรรม|^ตาย|ย้ายออก|^ย้าย|^ปกติ$|^จำหน่าย",
    "marital_status": "^โสด|^สมรส|^คู่$|^แต่งงาน|หม้าย|^หย่า|^แยกกัน",
    "religion": "^(ศาสนา)?(พุทธ|อิสลาม|คริสต์|คริสเตียน|ฮินดู|ซิกข์)",
    "nationality": "^(ไทย|เมียนมา|พม่า|ลาว|กัมพูชา|เวียดนาม|มอญ|กะเหรี่ยง|ไร้สัญชาติ)$",
    "conditions": "เบาหวาน|ความดัน|หัวใจ|ไขมัน|หลอดเลือด|มะเร็ง|ไตวาย|หอบหืด|อัมพ|เกาต์|สมองเสื่อม|^[A-Z]\\d\\d\\.?\\d*$",
    "occupation": "เกษตร|รับจ้าง|ค้าขาย|ทำนา|ทำสวน|ว่างงาน|แม่บ้าน|ข้าราชการบำนาญ|ไม่ได้ประกอบอาชีพ|ประมง",
    "education": "ประถม|มัธยม|ปริญญา|^ป\\.?\\s?\\d$|อนุปริญญา|ไม่ได้เรียน|^ปวช|^ปวส",
    "consent": "ยินยอม",
    "village": "^(บ้าน|ชุมชน|หมู่บ้าน)[ก-๙]",
    "address": r"\d.*(หมู่|ม\.|ต\.|ตำบล|แขวง|ถนน|ถ\.|ซอย|อำเภอ|อ\.)",
    "adl_score_with_unit": r"^\d+\s*/\s*20$",
}


def sample(column: pl.Series) -> pl.Series:
    """Up to 400 filled cells from the whole length of a column, repaired; the same ones each time."""
    filled = column.filter(column.str.contains(r"\S"))
    spread = filled.sample(_SAMPLE, seed=1) if filled.len() > _SAMPLE else filled
    return spread.alias("value").to_frame().select(repair_text(_VALUE)).to_series().drop_nulls()


def looks(columns: list[pl.Series], samples: list[pl.Series], today: date | None = None) -> list[dict[str, float]]:
    """For each column, and each field, the share of cells that could be its values."""
    shares = _shares(samples)
    found = []
    for column, values, share in zip(columns, samples, shares, strict=True):
        if len(values):
            more = _numbers(values) | _dates(values, share, today or date.today())
            share = share | more | {"order": _order(column), "distinct": values.n_unique() / len(values)}
        found.append({field: score for field, score in share.items() if score})
    return found


def _shares(samples: list[pl.Series]) -> list[dict[str, float]]:
    """All columns in one pass, so that each pattern is compiled once."""
    stacked = pl.concat([values.to_frame().with_columns(of=pl.lit(i)) for i, values in enumerate(samples)])
    tested = stacked.select("of", **_shapes(), **_words(), **_places())
    means = tested.group_by("of").agg(pl.all().fill_null(False).mean()).rows_by_key("of", named=True, unique=True)
    return [means.get(i, {}) for i in range(len(samples))]


def _order(column: pl.Series) -> float:
    """Whether the cells count up one by one, as running numbers do."""
    numbers = column.head(_SAMPLE).cast(pl.Int64, strict=False).drop_nulls()
    steps = numbers.diff().drop_nulls()
    return float((steps == 1).mean()) if len(steps) >= 2 else 0.0


def _shapes() -> dict[str, pl.Expr]:
    digits = citizen_ids.typed_digits(_VALUE)
    thirteen = digits.str.len_bytes() == 13
    apart = names.split_title(_VALUE).struct.field
    rest = pl.coalesce(apart("rest"), _VALUE)
    has_title, one_word = apart("title").is_not_null(), rest.str.contains(_WORD)
    return {
        "cid": (thirteen & citizen_ids.checksum_holds(digits)) | citizen_ids.readable_prefix(_VALUE).is_not_null(),
        "thirteen": thirteen,
        "phone": phones.is_phone(phones.phone_digits(_VALUE)) & (digits.str.len_bytes() <= 10),
        "sex": names.read_sex(_VALUE).is_not_null(),
        "prefix": names.full_title(_VALUE).is_in(list(names.TITLES)),
        "titled": has_title,
        "word": one_word,
        "full_name": rest.str.contains(r"^[ก-ฮเ-ไ][ก-๙์.]+ +[ก-ฮเ-ไ][ก-๙์. ]+$") & ~_VALUE.str.contains(r"\d"),
        "house_no": _VALUE.str.contains(r"^\d{1,4}([/-]\d{1,4})?\s?[ก-ฮ]?$"),
        "slashed": _VALUE.str.contains(r"^\d{1,4}/\d{1,4}$"),
        "house_code": digits.str.contains(r"^\d{11}$") & ~_VALUE.str.contains(r"[./]"),
        "area_code": _VALUE.str.contains(r"^[1-9]\d{5}(\d\d)?$"),
        "postcode": _VALUE.str.contains(r"^[1-9]\d[0-9]{2}0$"),
        "date": _VALUE.str.contains(_DATE),
        "moo": _VALUE.str.contains(r"^(หมู่(ที่)?|ม\.)?\s*\d{1,2}$"),
        "moo_written": _VALUE.str.contains(r"^(หมู่(ที่)?|ม\.)\s*\d{1,2}$"),
    }


def _words() -> dict[str, pl.Expr]:
    return {field: _VALUE.str.contains(pattern) for field, pattern in _VOCABULARIES.items()}


def _places() -> dict[str, pl.Expr]:
    return {
        kind: addresses.place_name(_VALUE, kind).is_in(known.implode()) & ~_VALUE.str.contains(r"\d")
        for kind, known in _known_places().items()
    }


@cache
def _known_places() -> dict[str, pl.Series]:
    provinces = geothai.provinces()
    districts = [district for province in provinces for district in geothai.districts(province.code)]
    subdistricts = [area for district in districts for area in geothai.subdistricts(district.code)]
    kinds: dict[str, Iterable[Any]] = {"province": provinces, "district": districts, "subdistrict": subdistricts}
    return {kind: pl.Series([area.name_th for area in areas]).unique() for kind, areas in kinds.items()}


def _numbers(values: pl.Series) -> dict[str, float]:
    """Fields told by their range; the shares are of all cells, so a column of words scores nothing."""
    numbers = values.str.replace(r"\s*(ปี|คะแนน|บาท)$", "").cast(pl.Float64, strict=False).drop_nulls()
    if numbers.is_empty():
        return {}
    share, whole = numbers.len() / values.len(), (numbers == numbers.floor()).mean()

    def within(low: float, high: float) -> float:
        return share * numbers.is_between(low, high).mean()

    broken = share * (1 - whole)
    return {
        "age": whole * within(0, 115) * (0.9 if (numbers > 30).mean() > 0.2 else 0.3),
        "birth_year": whole * max(within(2430, 2575), within(1890, 2032)),
        "latitude": broken and within(5.5, 20.6) * (1 - whole),
        "longitude": broken and within(97.2, 105.8) * (1 - whole),
        "adl_score": whole * within(0, 20) * 0.5,
        "typearea": whole * within(1, 5) * 0.4,
        "small": whole * within(1, 30),
    }


def _dates(values: pl.Series, shares: dict[str, float], today: date) -> dict[str, float]:
    """Dates far apart are birth dates; dates to come are the ends of cards; moments of a day are neither."""
    if shares["date"] < 0.3 or (values.str.contains(r"\d:\d\d").mean() or 0) > 0.5:
        return {}
    years = values.str.extract(r"(?:^|\D)(\d{4})(?:\D|$)").cast(pl.Int32, strict=False)
    ahead = ((years - 543 * (years > 2400).cast(pl.Int32)) >= today.year).fill_null(False).mean()
    readable = dates.read_dates(values, today)["date"].drop_nulls().dt.year()
    spread = (readable.quantile(0.9) - readable.quantile(0.1)) if len(readable) > 1 else 0
    return {
        "birth_date": shares["date"] * (0.9 if spread > 12 else 0.4),
        "disability_card_expires": shares["date"] * (0.8 if ahead > 0.4 else 0.2),
    }

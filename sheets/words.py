"""How Thai lists name their columns."""

import re
import tomllib
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from .fields import FIELDS, REGISTERED

# Said of a group of columns, or inside one heading, it tells which of two addresses is meant.
_REGISTERED = re.compile("ทะเบียนบ้าน|ทะเบียนราษ|ตามบัตร|ภูมิลำเนา|registered")
_NOISE = re.compile(r"[\s._\-–/\\,:;*'\"“”\u200b-\u200f\ufeff\u00a0]+")
_BRACKETS = re.compile(r"[(\[（].*?[)\]）]")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TYPO_SCORE = 86

# When no whole heading fits: the telling part of a long one. First match wins, so the narrow stand first.
_PARTS = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        ("(เบอร์|โทร).*(ผู้ดูแล|ญาติ|ผู้ปกครอง)|(ผู้ดูแล|ญาติ).*(เบอร์|โทร)", "caregiver_phone"),
        ("ผู้ดูแล|caregiver", "caregiver_name"),
        ("^ชื่อ.*สกุล|^รายชื่อ", "full_name"),
        ("^(นาม)?สกุล", "family_name"),
        ("^ชื่อ.*(พิการ|ป่วย|สูงอายุ)", "given_name"),
        ("(บัตร|ทะเบียน|เลข).*(คน|ผู้)พิการ", "disability_card_no"),
        ("สาเหตุ", "disability_cause"),
        ("พิการ(ตั้งแต่|เมื่อ)|(วัน|ตั้งแต่|เริ่ม).*พิการ", "disability_since"),
        ("หมดอายุ|expir", "disability_card_expires"),
        ("ออกบัตร", "disability_card_issued"),
        ("พิการ", "disability_types"),
        ("(เลข|บัตร|รหัส|หมายเลข).*ประชาชน|13หลัก|citizen", "cid"),
        ("ปีเกิด|พศเกิด", "birth_year"),
        ("เกิด|birth", "birth_date"),
        ("เสียชีวิต|ตาย|death", "death_date"),
        ("^อายุ", "age"),
        ("นามสกุล$", "full_name"),
        ("โทร|เบอร์|มือถือ|phone|mobile", "phone"),
        ("รหัสประจำบ้าน", "house_code"),
        ("เลขที่.*(ตำบล|แขวง|อำเภอ|เขต|จังหวัด)", "address"),
        ("บ้านเลขที่", "house_no"),
        ("ชุมชน|หมู่บ้าน", "village"),
        ("ติดบ้าน|ติดเตียง|พึ่งพิง", "adl_group"),
        ("adl|barthel", "adl_score"),
        ("เบี้ย", "allowance"),
        ("โรค", "conditions"),
        ("สิทธิ", "health_right"),
        ("ยินยอม", "consent"),
        ("ที่อยู่|address", "address"),
        ("หมายเหตุ", "note"),
    )
)


def key(heading: str) -> str:
    """A heading as it is compared: no spaces, marks or brackets, Thai digits as digits."""
    text = heading.lower().translate(_THAI_DIGITS).replace("เเ", "แ").replace("ํา", "ำ")
    return _NOISE.sub("", text)


@cache
def lexicon() -> dict[str, str]:
    """Every known heading by its key; what the 43 files call a field is a heading too."""
    words = {key(name): field.name for field in FIELDS.values() for name in field.files43}
    listed = tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
    words.update({key(word): name for name, headings in listed.items() for word in headings})
    return words


@cache
def field_of(heading: str) -> tuple[str | None, float]:
    """The field a heading means and how sure that is, from 0 to 1."""
    if name := lexicon().get(key(heading)):
        return name, 0.95
    bare = key(_BRACKETS.sub("", heading))
    name, sure = (lexicon()[bare], 0.92) if bare in lexicon() else _nearest(bare)
    if name and name in REGISTERED and _REGISTERED.search(heading):
        return REGISTERED[name], sure
    return name, sure


def _nearest(text: str) -> tuple[str | None, float]:
    if len(text) >= 4:
        found = process.extractOne(text, lexicon().keys(), scorer=fuzz.ratio, score_cutoff=_TYPO_SCORE)
        if found:
            return lexicon()[found[0]], 0.8
    for pattern, name in _PARTS:
        if pattern.search(text):
            return name, 0.7
    return None, 0.0


def field_in_group(group: str, heading: str) -> tuple[str | None, float]:
    """The field of a heading that stands under a wider one, such as an address block."""
    name, sure = field_of(heading)
    if group and _REGISTERED.search(group) and name in REGISTERED:
        return REGISTERED[name], sure
    if group and name is None:
        return field_of(f"{group} {heading}")
    return name, sure


def is_heading(text: str) -> bool:
    """Whether a cell reads like a known heading, and not merely contains one of its words."""
    return len(text) <= 60 and field_of(text)[1] >= 0.8

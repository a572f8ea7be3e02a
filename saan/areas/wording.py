"""How people write a place, made comparable: pure text, no tree."""

import re
from typing import NamedTuple

from saan.shared.sorting import search_key

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
DAMAGE = (("เเ", "แ"), ("ํา", "ำ"), ("ฯ", ""), ("\u200b", ""), ("\u200c", ""), ("\u200d", ""), ("\ufeff", ""))
WORDS = {
    "province": r"จังหวัด|จ\s*\.|จว\s*\.",
    "district": r"กิ่งอำเภอ|อำเภอ|เขต|กิ่ง\s*อ\s*\.|อ\s*\.",
    "subdistrict": (
        r"ตำบล|แขวง|ต\s*\.|เทศบาลตำบล|เทศบาลเมือง|เทศบาลนคร|องค์การบริหารส่วนตำบล"
        r"|อบต\s*\.?|ทต\s*\.|ทม\s*\.|ทน\s*\."
    ),
    "village": r"หมู่ที่|หมู่บ้าน|หมู่|ม\s*\.|บ\s*\.",
    "community": r"ชุมชน",
}
LEADING = {part: re.compile(rf"^\s*(?:{words})\s*") for part, words in WORDS.items()}
NOT_COMPARED = re.compile(r"[^0-9a-zก-๙]")
# What people call a province for short.
NICKNAMES = {
    "กทม": "กรุงเทพมหานคร", "กรุงเทพ": "กรุงเทพมหานคร", "bkk": "กรุงเทพมหานคร", "อยุธยา": "พระนครศรีอยุธยา",
    "โคราช": "นครราชสีมา", "แปดริ้ว": "ฉะเชิงเทรา", "เมืองคอน": "นครศรีธรรมราช", "นครศรี": "นครศรีธรรมราช",
    "สุราษฎร์": "สุราษฎร์ธานี", "สุราด": "สุราษฎร์ธานี", "อุบล": "อุบลราชธานี", "อุดร": "อุดรธานี",
    "ประจวบ": "ประจวบคีรีขันธ์", "กาญจน์": "กาญจนบุรี", "สุพรรณ": "สุพรรณบุรี", "เพชร": "เพชรบุรี",
}  # fmt: skip


class Place(NamedTuple):
    """A place as a row writes it: names with or without their words, and a code if there is one.

    The parts may also be the two-digit codes of the 43-file format (CHANGWAT AMPUR TAMBON VILLAGE), or whole codes.
    """

    province: str = ""
    district: str = ""
    subdistrict: str = ""
    village: str = ""
    community: str = ""
    code: str = ""


def mend(text):
    """Usual damage undone, Thai digits made plain."""
    for broken, right in DAMAGE:
        text = text.replace(broken, right)
    return text.translate(THAI_DIGITS).strip()


def bare(part, text):
    """The name alone, folded for comparison: 'ต. ควนขนุน ' → 'ควนขนุน'."""
    return fold(LEADING[part].sub("", mend(text)))


def fold(text):
    return NOT_COMPARED.sub("", search_key(text))


def village_number(text):
    """The number in 'หมู่ที่ ๓', 'ม.3', '3.0', '03'; None when it is a name."""
    found = re.fullmatch(r"0*(\d{1,3})(?:\.0+)?", LEADING["village"].sub("", mend(text)).strip())
    return int(found[1]) if found and found[1] != "0" else None


def code_of(place):
    """The DOPA code of a place, whole or put together from its parts; '' when it goes by names."""
    whole = _digits(place.code)
    if whole:
        return whole
    code = ""
    for part in (_digits(place.province), _digits(place.district), _digits(place.subdistrict)):
        if not part:
            break
        code = part if code and part.startswith(code) and len(part) > 2 else code + part.zfill(2)
    return code


def _digits(text):
    """Digits only; a spreadsheet may have made '930501' into '930501.0'."""
    digits = re.sub(r"\.0+$", "", mend(text).replace(" ", ""))
    return digits if digits.isascii() and digits.isdigit() else ""


def province_name(text):
    """The folded official name, also for what people call it for short."""
    name = bare("province", text)
    return FOLDED_NICKNAMES.get(name, name)


FOLDED_NICKNAMES = {fold(short): fold(name) for short, name in NICKNAMES.items()}
IN_ADDRESS = re.compile(
    "|".join(f"(?P<{part}>(?<![ก-๙])(?:{words})\\s*(?P<{part}_name>[^\\s,]+))" for part, words in WORDS.items())
)


def split_address(text):
    """The place in an address on one line: '12/3 ม.4 ต.ควนขนุน อ.ควนขนุน จ.พัทลุง 93110'."""
    found = {}
    for match in IN_ADDRESS.finditer(_spaced(mend(text))):
        found.setdefault(match.lastgroup.removesuffix("_name"), match[0])
    if "province" not in found and re.search("กรุงเทพ|กทม", text):
        found["province"] = "กทม"
    return Place(**found)


# 'ต.ควนขนุนอ.ควนขนุน' has no spaces to split at; a short form with its dot always begins a part.
def _spaced(text):
    return re.sub(r"(?<=[^\s(])(?=(?:จังหวัด|กิ่งอำเภอ|อำเภอ|ตำบล|แขวง|[จอต]\.))", " ", text)

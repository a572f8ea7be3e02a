"""Of whom a column speaks: of the person of the row, of who cares for them, or of somebody else again."""

import re
from enum import StrEnum

from .words import key


class Whose(StrEnum):
    OWN = "OWN"
    CARER = "CARER"
    OTHER = "OTHER"


_CARER = re.compile("ผู้ดูแล|คนดูแล|ญาติ|ผู้ปกครอง|บริบาล|caregiver")
_CARERS_INITIALS = re.compile(r"(?<![a-z])cg(?![a-z])")
# Who visits, is related, answers, signs, or is paid in the person's place.
_OTHER = re.compile(
    "อสม|อาสา|บิดา|มารดา|ชื่อ(พ่อ|แม่|บุตร|หมอ)|คู่สมรส|สามี|ภรรยา|ทายาท|พยาน|ฉุกเฉิน|บัญชี|ผู้ติดต่อ|ผู้ใหญ่บ้าน|กำนัน|ประธาน|"
    "หัวหน้า|เจ้าบ้าน|เจ้าหน้าที่|แพทย์|(?<!โรง)(?<!รักษา)พยาบาล|ที่รับผิดชอบ|caremanager|"
    "ผู้(รับ(มอบ|แทน|เงินแทน|ผิดชอบ)|สำรวจ|สัมภาษณ์|บันทึก|กรอก|ให้ข้อมูล|จัดทำ|เยี่ยม|ประเมิน|คัดกรอง|ตรวจ|รายงาน|แจ้ง)"
)
_OF_A_LIST = re.compile("รายชื่อ|ทะเบียน")
NAMES = frozenset({"given_name", "family_name", "full_name"})
_PERSONAL = NAMES | {
    *("cid", "prefix", "sex", "birth_date", "birth_year", "age", "phone", "address", "house_no", "moo", "village"),
    *("subdistrict", "district", "province", "registered_address", "house_code", "disability_card_no", "local_id"),
    *("caregiver_name", "caregiver_phone", "occupation", "education", "marital_status", "vital_status", "death_date"),
}
_OF_CARER = {
    **dict.fromkeys((*NAMES, "caregiver_name"), "caregiver_name"),
    **dict.fromkeys(("phone", "caregiver_phone"), "caregiver_phone"),
}


def whose(group: str, heading: str) -> Whose:
    """Of whom a heading speaks, under a wider one; a title merged over some columns speaks of nobody."""
    said = heading if _OF_A_LIST.search(group) else f"{group} {heading}"
    text = key(said)
    if _CARER.search(text) or _CARERS_INITIALS.search(said.lower()):
        return Whose.CARER
    return Whose.OTHER if _OTHER.search(text) else Whose.OWN


def field_of_whom(name: str | None, of: Whose) -> str | None:
    """What a field is of this one: another's ID, name or address is nothing that we say of the person."""
    if name not in _PERSONAL or of is Whose.OWN:
        return name
    return _OF_CARER.get(name) if of is Whose.CARER else None

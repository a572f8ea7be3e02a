"""Plainly invented people, for lists that look like real ones."""

import random

GIVEN = ["สมชาย", "สมหญิง", "บุญมี", "ประเสริฐ", "วิไล", "มาลี", "ณัฐพล", "กิตติ", "ประไพ", "สำราญ", "ละออ", "อารีย์"]
FAMILY = ["ใจดี", "แก้วมณี", "ศรีสุข", "ทองคำ", "บุญเรือง", "ชูช่วย", "หนูแก้ว", "เพชรสุด", "ขวัญเมือง", "คงทอง", "รักษ์เดช", "สังข์ทอง"]
PLACES = [("ควนขนุน", "ควนขนุน"), ("ทะเลน้อย", "ควนขนุน"), ("นาขยาด", "ควนขนุน"), ("ลำปำ", "เมืองพัทลุง")]


def citizen_id(chance: random.Random) -> str:
    digits = [chance.choice([1, 3, 5])] + [chance.randrange(10) for _ in range(11)]
    check = (11 - sum(d * (13 - i) for i, d in enumerate(digits)) % 11) % 10
    return "".join(map(str, [*digits, check]))


def people(count: int, seed: int = 7) -> list[dict[str, str]]:
    chance = random.Random(seed)
    return [_person(chance, i) for i in range(count)]


def _person(chance: random.Random, number: int) -> dict[str, str]:
    prefix, sex = chance.choice([("นาย", "ชาย"), ("นาง", "หญิง"), ("น.ส.", "หญิง")])
    subdistrict, district = chance.choice(PLACES)
    year = chance.randrange(2465, 2507)
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    return {
        "order": str(number + 1),
        "cid": citizen_id(chance),
        "prefix": prefix,
        "given_name": given,
        "family_name": family,
        "full_name": f"{prefix}{given} {family}",
        "sex": sex,
        "birth_date": f"{chance.randrange(1, 29)}/{chance.randrange(1, 13)}/{year}",
        "age": str(2569 - year),
        "house_no": f"{chance.randrange(1, 300)}" + chance.choice(["", f"/{chance.randrange(1, 20)}"]),
        "moo": str(chance.randrange(1, 13)),
        "subdistrict": subdistrict,
        "district": district,
        "province": "พัทลุง",
        "phone": f"08{chance.randrange(10**8):08}",
        "disability_types": chance.choice(["ทางการเห็น", "ทางการเคลื่อนไหวหรือทางร่างกาย", "ทางการได้ยิน"]),
        "adl_group": chance.choice(["ติดสังคม", "ติดบ้าน", "ติดเตียง"]),
        "caregiver_name": f"{chance.choice(GIVEN)} {family}",
    }

"""Plainly invented people and places, with the names that try a layout: long, short, none, one and ten thousand."""

from datetime import date, datetime
from math import cos, pi, sin
from types import SimpleNamespace as Thing

from django.utils import timezone

GROUPS = [("ELDER", "ผู้สูงอายุ"), ("BED", "ติดเตียง"), ("DISABLED", "คนพิการ"), ("ALONE", "อยู่คนเดียว")]
PLACES = [
    (93020100, "ต.ควนขนุน", "อ.ควนขนุน จ.พัทลุง"),
    (93020200, "ต.ทะเลน้อย", "อ.ควนขนุน จ.พัทลุง"),
    (93020400, "ต.นาขยาด", "อ.ควนขนุน จ.พัทลุง"),
    (80010800, "ต.ปากพูน", "อ.เมืองนครศรีธรรมราช จ.นครศรีธรรมราช"),
]
CRUMBS = [("ประเทศไทย", "#"), ("เขตสุขภาพที่ 12", "#"), ("จ.พัทลุง", "#"), ("อ.ควนขนุน", "#"), ("ต.ควนขนุน", "#")]
NOW = datetime(2026, 11, 22, 9, 40, tzinfo=timezone.get_fixed_timezone(7 * 60))


def source(organisation, short_name, document, row, at, value=""):
    return Thing(
        organisation=organisation, short_name=short_name, document=document, row=row, at=at, value=value, url="#"
    )


HOSPITAL = source("โรงพยาบาลควนขนุน", "รพ.ควนขนุน", "PERSON.txt", 1204, date(2026, 10, 3))
TOWN = source("เทศบาลตำบลควนขนุน", "ทต.ควนขนุน", "รายชื่อเบี้ยยังชีพ 2569.xlsx", 87, date(2026, 11, 2))
FUND = source("กองทุนฟื้นฟูสมรรถภาพจังหวัดพัทลุง", "กองทุนฟื้นฟู", "คนพิการ.csv", 15, date(2025, 4, 21))
BIRTHS = [
    Thing(**{**vars(HOSPITAL), "value": "1 มกราคม 2487"}),
    Thing(**{**vars(TOWN), "value": "14 มีนาคม 2487"}),
]

PEOPLE = [
    ("นายทองคำ แก้วมณี", "1/2 ม.3", date(1944, 3, 14), "DAY", "bed", "081 234 5678", 2),
    ("นางประนอม ณ พัทลุง", "45 ม.1", date(1950, 1, 1), "YEAR", "home", "074612345", 41),
    ("น.ส.กมลวรรณพร ศรีสุวรรณรัตนาภรณ์เจริญสุข", "102/1234 หมู่บ้านเอื้ออาทรควนขนุน ม.12", date(1961, 7, 1), "MONTH", "", "", None),
    ("พระครูวิสุทธิธรรม", "วัดควนขนุน ม.2", date(1939, 12, 5), "DAY", "home", "0898765432", 8),
    ("ด.ช.ภูมิ ใจดี", "7 ม.5", date(2025, 9, 30), "DAY", "", "0812223333", 0),
    ("Mr. John Smith", "88 ม.4", date(1948, 5, 5), "DAY", "bed", "0861112222", 93),
]
VILLAGES = ["บ้านควนขนุน", "บ้านไสคำ", "บ้านศาลาตำเสา", "บ้านหัวควน", "บ้านปากคลองเก่า", "บ้านทุ่งลานช้าง", "บ้านโคกวา", "บ้านดอนนูด"]
COUNTS = [312, 184, 97, 251, 45, 0, 138, 402]
RESIDENTS = [1480, 760, 655, 1320, 190, 240, 901, 1610]


def for_page(name):
    """What one page of the guide shows."""
    return {"crumbs": CRUMBS, **{"place": place, "record": record, "bring-in": bring_in}.get(name, components)()}


def components():
    return {
        "people": [
            Thing(name=n, house=h, born=b, precision=p, care=c, phone=t, unseen=u) for n, h, b, p, c, t, u in PEOPLE
        ],
        "progress": [
            running("2140"),
            Thing(
                id=2,
                title="PERSON.txt",
                state="เสร็จแล้ว",
                running=False,
                failed=False,
                done=812,
                total=812,
                unit="แถว",
                sentence="เพิ่ม 120 คน แก้ไข 34 คน",
                result_url="#",
                result_label="ดูผล",
            ),
            Thing(
                id=3,
                title="คนพิการ.csv",
                state="หยุดกลางทาง",
                running=False,
                failed=True,
                done=0,
                total=0,
                sentence="ไฟล์เสียตรงแถว 301 ยังไม่มีอะไรถูกบันทึก ส่งไฟล์ใหม่ได้เลย",
                result_url="#",
                result_label="ส่งไฟล์ใหม่",
            ),
        ],
        "sources_one": [HOSPITAL],
        "births": BIRTHS,
        "months": [
            (month, value, "")
            for month, value in zip(
                ["ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย."],
                [210, 240, 232, 260, 198, 275, 301, 322, 340, 333, 371, 402],
                strict=True,
            )
        ],
        "villages": [(name, count, "#") for name, count in zip(VILLAGES, COUNTS, strict=True)],
        "now": NOW,
        "page": Thing(next="x", previous="y"),
    }


def running(done):
    """A piece of work that goes on: each time it is asked it has come a little further."""
    total, done = 4012, min(int(done) if done.isascii() and done.isdigit() else 0, 4012)
    return Thing(
        id=1,
        title="รายชื่อผู้สูงอายุ อ.ควนขนุน.xlsx",
        state="กำลังจับคู่" if done < total else "เสร็จแล้ว",
        running=done < total,
        failed=False,
        done=done,
        total=total,
        unit="แถว",
        url=f"/styleguide/progress/?done={done + 300}",
        sentence="เพิ่ม 1,940 คน แก้ไข 812 คน",
        result_url="#",
        result_label="ดูผล",
    )


def place():
    groups = [f"{age}–{age + 4}" for age in range(0, 100, 5)] + ["100+"]
    men = [61, 72, 80, 78, 66, 70, 74, 81, 90, 96, 104, 110, 118, 97, 74, 51, 33, 15, 6, 2, 1]
    women = [58, 69, 77, 76, 68, 73, 80, 88, 98, 107, 119, 128, 139, 121, 99, 78, 55, 31, 14, 5, 2]
    areas = [
        {"name": f"ม.{at + 1} {name}", "url": "#", "count": count, "people": people, "geometry": _field(at)}
        for at, (name, count, people) in enumerate(zip(VILLAGES, COUNTS, RESIDENTS, strict=True))
    ]
    pins = [
        {
            "name": f"บ้านเลขที่ {at}",
            "count": 1,
            "people": None,
            "latitude": 7.725 + 0.02 * sin(at * 1.7),
            "longitude": 100.005 + 0.028 * cos(at * 2.3),
        }
        for at in range(1, 40)
    ]
    return {**components(), "ages": list(zip(groups, men, women, strict=True)), "areas": areas, "pins": pins}


def _field(at):
    """A village as a piece of a ring: a shape nobody mistakes for a survey."""
    start, end = at * pi / 4, (at + 1) * pi / 4
    rim = [(start + (end - start) * step / 6) for step in range(7)]
    edge = [[100.0 + 0.03 * cos(angle), 7.72 + 0.03 * sin(angle)] for angle in rim]
    return {"type": "Polygon", "coordinates": [[[100.0, 7.72], *edge, [100.0, 7.72]]]}


def record():
    return {**components(), "hospital": [HOSPITAL], "town": [TOWN, HOSPITAL], "fund": [FUND], "born": date(1944, 3, 14)}


def bring_in():
    return {**components(), "steps": ["เลือกไฟล์", "ตรวจคอลัมน์", "แก้ปัญหา", "ดูก่อนบันทึก", "เสร็จ"]}

"""The messy workbooks of the demo world's agencies: who is on them, what they say, how they look."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import xlsxwriter

import invented
from invented.agencies import Agency
from invented.damage import PRESETS
from invented.lists import HEADERS

CLEAN = replace(
    PRESETS["typical"], cid_missing=0.02, cid_slip=0.004, cid_excel=0.0, name_slip=0.008, name_alike=0.01,
    birth_missing=0.01, address_missing=0.01, phone_missing=0.25, outdated=0.2, same_list_twice=0.002,
)  # fmt: skip
TIDY = replace(PRESETS["typical"], cid_missing=0.08, same_list_twice=0.004)
DAMAGE = {"clean": CLEAN, "typical": TIDY, "hard": replace(PRESETS["hard"], cid_missing=0.3, cid_excel=0.02)}
STYLES = (
    Agency("", 1.0, names="SEPARATE", dates="BE_SHORT", cids="DASHED"),
    Agency("", 1.0, names="FULL", dates="BE", short_titles=True, outdated=1.2),
    Agency("", 1.0, names="TITLE_GLUED", dates="BE_PADDED", short_titles=True, phones="DASHED"),
    Agency("", 1.0, names="FULL", dates="BE_THAI_DIGITS", address="ONE_CELL", without=("sex",)),
    Agency("", 1.0, names="SEPARATE", dates="ISO", phones="NO_ZERO"),
)
AGE = 2026 - pl.col("birth_date").dt.year()
WHO = {
    "elders": AGE >= 60,
    "hospital": pl.lit(True),
    "disabled": pl.lit(True),
    "allowance": AGE >= 60,
    "bedbound": AGE >= 55,
    "chronic": AGE >= 35,
    "everybody": pl.lit(True),
}
DISEASES = ("ความดันโลหิตสูง", "เบาหวาน", "ไขมันในเลือดสูง", "หลอดเลือดสมอง", "ข้อเข่าเสื่อม", "โรคหัวใจ", "ไตวายเรื้อรัง")
DISABILITIES = (
    "การเห็น", "การได้ยินหรือสื่อความหมาย", "การเคลื่อนไหวหรือร่างกาย", "จิตใจหรือพฤติกรรม", "สติปัญญา", "การเรียนรู้", "ออทิสติก",
)  # fmt: skip


def draw(people, each, number, seed):
    """The list as columns of text: [(heading, cells)]. `each` is an entry of world.toml, `number` its place there."""
    rng = np.random.default_rng([seed, number])
    known = _known(rng, people, each)
    agency = replace(STYLES[number % len(STYLES)], damage=DAMAGE[each["damage"]])
    if each["format"] == "43":
        agency = replace(STYLES[4], damage=DAMAGE[each["damage"]], phones="PLAIN", dates="COMPACT", address="CODE")
    [drawn] = invented.draw_lists(rng, known, (agency,), agency.damage)
    columns = {name: [value or "" for value in drawn.raw[name]] for name in drawn.raw.columns}
    return columns | EXTRAS[each["who"]](rng, known[drawn.people])


def _known(rng, people, each):
    eligible = people.filter(WHO[each["who"]])
    if "within" in each:
        eligible = eligible.filter(pl.col("area_code").is_in(each["within"]))
    chosen = np.sort(rng.permutation(eligible.height)[: each["rows"]])
    return eligible[chosen]


def _elders(rng, people):
    count = people.height
    score = np.clip(20 - rng.exponential(3.2, count), 0, 20).round().astype(int)
    return {
        "adl_score": [str(each) for each in score],
        "conditions": _some(rng, DISEASES, count, 0.55),
        "caregiver_name": _carers(rng, people, 0.4),
        **_spots(rng, people),
    }


def _spots(rng, people):
    """Volunteers have marked most houses on the map."""
    known = rng.random(people.height) < 0.7
    return {
        name: [spot if is_known else "" for spot, is_known in zip(people[name], known, strict=True)]
        for name in ("latitude", "longitude")
    }


def _disabled(rng, people):
    count = people.height
    years = rng.integers(2568, 2577, count)
    days, months = rng.integers(1, 29, count), rng.integers(1, 13, count)
    card = [f"{a:05d}{b:04d}" for a, b in zip(rng.integers(0, 99999, count), rng.integers(0, 9999, count), strict=True)]
    has_card = rng.random(count) < 0.85
    expires = [f"{d}/{m}/{y}" for d, m, y in zip(days, months, years, strict=True)]
    return {
        "disability_types": rng.choice(
            np.array(DISABILITIES, object), count, p=(0.1, 0.12, 0.5, 0.1, 0.1, 0.03, 0.05)
        ).tolist(),
        "disability_card_no": [one if has else "" for one, has in zip(card, has_card, strict=True)],
        "disability_card_expires": [one if has else "" for one, has in zip(expires, has_card, strict=True)],
    }


def _bedbound(rng, people):
    score = rng.integers(0, 5, people.height)
    return {
        "adl_score": [str(each) for each in score],
        "caregiver_name": _carers(rng, people, 0.85),
        "note": _some(rng, ("ต้องการที่นอนลม", "แผลกดทับ", "ให้อาหารทางสายยาง", "ใช้ออกซิเจน"), people.height, 0.5),
    }


def _allowance(rng, people):
    age = (2026 - people["birth_date"].dt.year()).to_numpy()
    rate = np.select([age >= 90, age >= 80, age >= 70], ["1000", "800", "700"], "600")
    return {"allowance": [f"เบี้ยยังชีพผู้สูงอายุ {each} บาท" for each in rate]}


def _chronic(rng, people):
    return {"conditions": _some(rng, DISEASES, people.height, 1.0)}


EXTRAS = {
    "elders": _elders,
    "hospital": lambda rng, people: {},
    "disabled": _disabled,
    "allowance": _allowance,
    "bedbound": _bedbound,
    "chronic": _chronic,
    "everybody": lambda rng, people: _elders(rng, people) | _some_disabled(rng, people),
}


def _some_disabled(rng, people):
    columns, is_disabled = _disabled(rng, people), rng.random(people.height) < 0.15
    return {
        name: [one if is_one else "" for one, is_one in zip(cells, is_disabled, strict=True)]
        for name, cells in columns.items()
    }


def _some(rng, words, count, share):
    chosen = rng.choice(np.array(words, object), count)
    return [word if has else "" for word, has in zip(chosen, rng.random(count) < share, strict=True)]


def _carers(rng, people, share):
    names = [f"{given} {family}" for given, family in people.select("given_name", "family_name").iter_rows()]
    return [name if has else "" for name, has in zip(np.roll(names, 1), rng.random(people.height) < share, strict=True)]


MORE_HEADERS = {
    "adl_score": "คะแนน ADL",
    "latitude": "ละติจูด",
    "longitude": "ลองจิจูด",
    "conditions": "โรคประจำตัว",
    "caregiver_name": "ผู้ดูแล",
    "disability_types": "ประเภทความพิการ",
    "disability_card_no": "เลขที่บัตรคนพิการ",
    "disability_card_expires": "วันหมดอายุบัตรคนพิการ",
    "allowance": "ประเภทเบี้ย",
    "note": "หมายเหตุ",
}


def write(columns, each, folder, title):
    """The list as files that the agency would send; their paths."""
    folder = Path(folder)
    if each["format"] == "43":
        return _write_43(columns, folder)
    header = ["ที่", *(MORE_HEADERS.get(name) or HEADERS[name][0] for name in columns)]
    rows = [[number, *cells] for number, cells in enumerate(zip(*columns.values(), strict=True), start=1)]
    above = [[title], [f"ข้อมูล ณ วันที่ {each['as_of'].day}/{each['as_of'].month}/{each['as_of'].year + 543} (ข้อมูลสมมติ)"]]
    if each["format"] == "xlsx":
        return [_write_xlsx(folder / f"{each['name']}.xlsx".replace("/", "-"), above, header, rows)]
    encoding = {"csv": "utf-8-sig", "csv-874": "cp874"}[each["format"]]
    return [_write_csv(folder / f"{each['name']}.csv".replace("/", "-"), [*above, header, *rows], encoding)]


def _write_xlsx(path, above, header, rows):
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("รายชื่อ")
        for number, row in enumerate([*above, [], header, *rows]):
            sheet.write_row(number, 0, row)
    return path


def _write_csv(path, table, encoding):
    with path.open("w", encoding=encoding, errors="replace", newline="") as handle:
        csv.writer(handle).writerows(table)
    return path


def _write_43(columns, folder):
    """PERSON and HOME as a hospital's system writes them: codes, pipes, dates in the common era."""
    houses, persons, homes = {}, [PERSON_HEADER], [HOME_HEADER]
    for number, row in enumerate(zip(*(columns[name] for name in PERSON_COLUMNS), strict=True), start=1):
        cid, prefix, given, family, sex, birth, phone, house, moo, area = row
        hid = houses.setdefault((house, moo, area), len(houses) + 1)
        if hid == len(homes):
            village = (moo or "0").zfill(2)
            homes.append(f"{HOSPCODE}|{hid}||{house}|{village}|{area[4:6]}|{area[2:4]}|{area[:2]}||")
        code = {"ชาย": "1", "หญิง": "2"}.get(sex, "")
        names = f"{prefix}|{given}|{family}"
        card = cid.replace("-", "")
        persons.append(f"{HOSPCODE}|{card}|{number}|{hid}|{names}|{number:07d}|{code}|{birth}|9||1|{UPDATED}||{phone}")
    made = {"PERSON.txt": persons, "HOME.txt": homes}
    for name, lines in made.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [folder / name for name in made]


HOSPCODE, UPDATED = "10737", "20261015083000"
PERSON_COLUMNS = (
    "cid",
    "prefix",
    "given_name",
    "family_name",
    "sex",
    "birth_date",
    "phone",
    "house_no",
    "moo",
    "area_code",
)
PERSON_HEADER = (
    "HOSPCODE|CID|PID|HID|PRENAME|NAME|LNAME|HN|SEX|BIRTH|DISCHARGE|DDISCHARGE|TYPEAREA|D_UPDATE|TELEPHONE|MOBILE"
)
HOME_HEADER = "HOSPCODE|HID|HOUSE_ID|HOUSE|VILLAGE|TAMBON|AMPUR|CHANGWAT|LATITUDE|LONGITUDE"

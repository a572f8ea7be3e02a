"""A column is known by its heading, by its values, or by what a person once said of it."""

import json

import pytest

import sheets

from . import making
from .people import people

PLAIN = [
    "order",
    "cid",
    "prefix",
    "given_name",
    "family_name",
    "sex",
    "birth_date",
    "age",
    "house_no",
    "moo",
    "subdistrict",
    "district",
    "province",
    "phone",
]
THAI = [
    "ลำดับที่",
    "เลขประจำตัวประชาชน",
    "คำนำหน้า",
    "ชื่อ",
    "นามสกุล",
    "เพศ",
    "ว/ด/ป เกิด",
    "อายุ (ปี)",
    "บ้านเลขที่",
    "ม.",
    "ต.",
    "อ.",
    "จ.",
    "เบอร์มือถือ",
]
ENGLISH = [
    "No.",
    "Citizen ID",
    "Title",
    "First Name",
    "Surname",
    "Gender",
    "DOB",
    "Age",
    "House No",
    "Moo",
    "Sub-district",
    "District",
    "Province",
    "Tel.",
]
TYPOS = [
    "ลำดับ",
    "เลขประจำตัวประชาชาน",
    "คำนำหน้าชือ",
    "ชื่อ ",
    "นามสกุล.",
    "เพศ",
    "วัน เดือน ปี เกิด",
    "อายุ",
    "บ้าน เลขที่",
    "หมู่  ที่",
    "ตำบล/แขวง",
    "อำเภอ/เขต",
    "จังหวัด",
    "เบอรโทรศัพท์",
]


def table(fields, headings=None, count=60):
    rows = [[person[name] for name in fields] for person in people(count)]
    return sheets.tables(sheets.read(making.xlsx([*([headings] if headings else []), *rows])))[0]


def found(fields, headings=None):
    return [column.field for column in sheets.recognise(table(fields, headings)).columns]


@pytest.mark.parametrize("headings", [THAI, ENGLISH, TYPOS], ids=["Thai", "English", "typing slips"])
def test_columns_are_known_by_their_headings(headings):
    assert found(PLAIN, headings) == PLAIN


def test_columns_without_headings_are_known_by_their_values():
    assert found(PLAIN) == PLAIN


def test_columns_under_meaningless_headings_are_known_by_their_values():
    assert found(PLAIN, [f"คอลัมน์ {letter}" for letter in "กขคงจฉชซญดตถทน"]) == PLAIN


def test_a_wrong_heading_is_overruled_by_its_values():
    headings = ["ที่", "เบอร์โทร", "คำนำหน้า", "ชื่อ", "สกุล", "เพศ", "วันเกิด", "เลขบัตรประชาชน"]
    fields = ["order", "cid", "prefix", "given_name", "family_name", "sex", "birth_date", "phone"]

    assert found(fields, headings) == fields


@pytest.mark.parametrize("heading", ["ชื่อ", "ชื่อ-สกุล", "รายชื่อผู้สูงอายุ", "ชื่อ - นามสกุล", "name", ""])
def test_title_given_and_family_name_in_one_cell_are_a_full_name(heading):
    assert found(["order", "full_name", "cid"], ["ที่", heading, "เลขบัตร"]) == ["order", "full_name", "cid"]


def test_a_heading_that_may_mean_either_name_is_the_family_name_beside_a_given_name():
    fields = ["cid", "given_name", "family_name"]

    assert found(fields, ["เลขบัตร", "ชื่อตัว", "ชื่อสกุล"]) == fields


def test_citizen_ids_under_a_heading_for_ones_own_numbers_are_citizen_ids():
    assert found(["cid", "full_name"], ["PID", "ชื่อ-สกุล"]) == ["cid", "full_name"]


def test_one_heading_merged_over_title_given_and_family_name():
    headings = ["ที่", "ชื่อ-สกุล", "", "", "เลขบัตรประชาชน"]

    assert found(["order", "prefix", "given_name", "family_name", "cid"], headings) == [
        "order", "prefix", "given_name", "family_name", "cid",
    ]  # fmt: skip


def test_a_second_phone_beside_the_caregiver_is_the_caregivers():
    fields = ["given_name", "family_name", "phone", "caregiver_name", "phone"]

    assert found(fields, ["ชื่อ", "สกุล", "เบอร์โทร", "ผู้ดูแล", "เบอร์โทร"])[-1] == "caregiver_phone"


ANOTHERS = [
    *("ชื่อ อสม.", "ชื่อ-สกุล อสม.", "อสม.ที่รับผิดชอบ", "ชื่อบิดา", "ชื่อคู่สมรส", "ผู้สำรวจ", "ชื่อผู้รับมอบอำนาจ"),
    *("ชื่อ-สกุล หัวหน้าครัวเรือน", "ชื่อบัญชี", "ชื่อเจ้าหน้าที่"),
]


@pytest.mark.parametrize("heading", ANOTHERS)
def test_a_name_of_somebody_else_is_not_the_persons_own(heading):
    fields = ["full_name", "given_name", "family_name", "cid"]

    assert found(fields, [heading, "ชื่อ", "สกุล", "เลขบัตร"]) == [None, *fields[1:]]


@pytest.mark.parametrize("of", ["อสม.", "ผู้ดูแล", "บิดา", "ผู้รับมอบอำนาจ", "CG"])
def test_neither_the_id_nor_the_birth_date_of_somebody_else_is_the_persons_own(of):
    headings = [f"เลขบัตรประชาชน {of}", f"วันเกิด {of}", "ชื่อ-สกุล"]

    assert found(["cid", "birth_date", "full_name"], headings) == [None, None, "full_name"]


def test_a_phone_of_the_volunteer_is_not_the_persons_and_one_of_the_carer_is_the_carers():
    headings = ["ชื่อ-สกุล", "เบอร์โทร", "เบอร์ อสม.", "โทรศัพท์ (ผู้ดูแล)"]

    assert found(["full_name", *["phone"] * 3], headings) == ["full_name", "phone", None, "caregiver_phone"]


def test_whom_a_list_names_alone_are_its_persons():
    assert found(["full_name", "cid"], ["ชื่อ-สกุล อสม.", "เลขบัตรประชาชน อสม."]) == ["full_name", "cid"]


def test_the_names_of_whom_a_list_is_about_are_names():
    fields = ["given_name", "family_name", "cid"]

    assert found(fields, ["ชื่อคนพิการ", "นามสกุลคนพิการ", "เลขบัตร"]) == fields
    assert found(["full_name", "cid"], ["รายชื่อผู้พิการ", "เลขบัตร"]) == ["full_name", "cid"]


def test_two_address_blocks_are_told_apart_by_the_words_above_them():
    rows = [[p["given_name"], p["family_name"], p["house_no"], p["moo"], "9", "3"] for p in people(20)]
    upper = ["ชื่อ", "สกุล", "ที่อยู่ปัจจุบัน", "", "ที่อยู่ตามทะเบียนบ้าน", ""]
    lower = ["", "", "บ้านเลขที่", "หมู่ที่", "บ้านเลขที่", "หมู่ที่"]
    merges = [(0, 2, 0, 3, upper[2]), (0, 4, 0, 5, upper[4])]

    mapping = sheets.recognise(sheets.tables(sheets.read(making.xlsx([upper, lower, *rows], merges=merges)))[0])

    assert [column.field for column in mapping.columns][2:] == [
        "house_no", "moo", "registered_house_no", "registered_moo",
    ]  # fmt: skip


WORDS = {
    "เลขบัตร": "cid", "ปชช.": "cid", "เลขประจำตัว ๑๓ หลัก": "cid", "CID": "cid",
    "ชื่อ-สกุล": "full_name", "ชื่อตัว": "given_name", "สกุล": "family_name",
    "ปีเกิด พ.ศ.": "birth_year", "วันเดือนปีเกิด (พ.ศ.)": "birth_date", "บ้าน/ชุมชน": "village",
    "เลขบัตรคนพิการ": "disability_card_no", "วันหมดอายุบัตร": "disability_card_expires",
    "คะแนน ADL": "adl_score", "กลุ่มติดบ้านติดเตียง": "adl_group", "โรคประจำตัว": "conditions",
    "สิทธิการรักษา": "health_right", "สถานะ": "vital_status", "วันที่เสียชีวิต": "death_date",
    "ละติจูด": "latitude", "ลองจิจูด": "longitude", "เบี้ยยังชีพ": "allowance", "HN": "local_id",
    "PID": "local_id", "HOSPCODE": "hospcode", "TYPEAREA": "typearea", "NATION": "nationality",
    "หมายเหตุ": "note", "LNAME": "family_name", "PRENAME": "prefix", "TAMBON": "subdistrict",
    "DISABTYPE": "disability_types", "HID": "household_local_id",
    "รหัสประจำบ้าน 11 หลัก": "house_code", "ที่อยู่ (ตามทะเบียนบ้าน)": "registered_address",
    "ที่อยู่ตามทะเบียนบ้าน": "registered_address",
    "เบอร์โทรญาติ": "caregiver_phone", "ชื่อ-สกุล ผู้ดูแลหลัก": "caregiver_name",
    "สัญชาติ": "nationality", "ศาสนา": "religion", "อาชีพ": "occupation",
    "สถานภาพสมรส": "marital_status", "ประเภทความพิการ (1-7)": "disability_types",
    "วันที่ออกบัตร": "disability_card_issued", "ความยินยอม": "consent", "รายได้/เดือน": "income",
}  # fmt: skip


@pytest.mark.parametrize("heading", WORDS)
def test_the_words_of_the_field(heading):
    from sheets.words import field_of

    assert field_of(heading)[0] == WORDS[heading]


def test_a_correction_is_remembered_for_the_same_headings_in_any_order():
    headings = ["ชื่อ", "สกุล", "รหัส"]
    first = table(["given_name", "family_name", "cid"], headings)
    remembered = json.loads(json.dumps(sheets.recognise(first).corrected({"รหัส": None}).to_json()))
    turned = table(["cid", "given_name", "family_name"], ["รหัส", "ชื่อ", "สกุล"])

    again = sheets.recognise(turned, remembered)

    assert [column.field for column in again.columns] == [None, "given_name", "family_name"]


def test_a_memory_of_other_headings_is_not_used():
    remembered = {"signature": "other", "fields": {"ชื่อ": "note"}}

    assert sheets.recognise(table(["given_name"], ["ชื่อ"]), remembered).columns[0].field == "given_name"


def test_a_field_that_does_not_exist_cannot_be_chosen():
    with pytest.raises(ValueError, match="no such field"):
        sheets.recognise(table(["given_name"], ["ชื่อ"])).corrected({"ชื่อ": "nonsense"})

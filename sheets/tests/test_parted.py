"""Printed forms that were typed off: values in several columns, and what a title says of every row below it."""

import pytest

import sheets

from . import making
from .people import people

MONTHS = ["มกราคม", "ก.พ.", "มี.ค.", "เมษายน", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ตุลาคม", "พ.ย.", "ธ.ค."]


def framed(rows, **about):
    return [
        sheets.frame(table, sheets.recognise(table)) for table in sheets.tables(sheets.read(making.xlsx(rows, **about)))
    ]


def boxed(digits, widths):
    ends = [sum(widths[: place + 1]) for place in range(len(widths))]
    return [digits[end - width : end] for end, width in zip(ends, widths, strict=True)]


@pytest.mark.parametrize("widths", [[1] * 13, [1, 4, 5, 2, 1]], ids=["thirteen boxes", "the five groups of the card"])
def test_an_id_in_boxes_is_one_id(widths):
    heading = ["ที่", "ชื่อ", "สกุล", "เลขประจำตัวประชาชน", *[""] * (len(widths) - 1), "อายุ"]
    rows = [
        [one["order"], one["given_name"], one["family_name"], *boxed(one["cid"], widths), one["age"]]
        for one in people(30)
    ]

    (found,) = framed([heading, *rows])

    assert found["cid"].to_list() == [one["cid"] for one in people(30)]
    assert found["age"].to_list() == [one["age"] for one in people(30)]


def test_boxes_that_hold_no_ids_are_left_alone():
    rows = [[one["order"], one["full_name"], *"1234567890123"] for one in people(30)]

    (found,) = framed([["ที่", "ชื่อ-สกุล", "ข้อ 1", *[""] * 12], *rows])

    assert "cid" not in found.columns


@pytest.mark.parametrize(
    ("group", "parts", "field"),
    [
        ("วัน เดือน ปีเกิด", ("วัน", "เดือน", "ปี"), "birth_date"),
        ("", ("วันเกิด", "เดือนเกิด", "ปีเกิด"), "birth_date"),
        ("วันหมดอายุบัตร", ("วันที่", "เดือน", "พ.ศ."), "disability_card_expires"),
    ],
)
def test_a_date_in_three_columns_is_one_date(group, parts, field):
    dates = [one["birth_date"].split("/") for one in people(30)]
    rows = [
        [one["order"], one["full_name"], day, MONTHS[int(month) - 1], year, one["house_no"]]
        for one, (day, month, year) in zip(people(30), dates, strict=True)
    ]
    above = [["ที่", "ชื่อ-สกุล", group, "", "", "บ้านเลขที่"]] if group else []
    below = ["" if above else "ที่", "" if above else "ชื่อ-สกุล", *parts, "" if above else "บ้านเลขที่"]

    (found,) = framed([*above, below, *rows])

    assert found[field].to_list() == [f"{day}/{MONTHS[int(month) - 1]}/{year}" for day, month, year in dates]
    assert {"full_name", "house_no"} <= set(found.columns)


PLAIN = ["ที่", "ชื่อ-สกุล", "อายุ", "บ้านเลขที่"]


def persons(count=6):
    return [[one["order"], one["full_name"], one["age"], one["house_no"]] for one in people(count)]


def test_lines_between_the_rows_say_the_village():
    (found,) = framed([PLAIN, ["หมู่ที่ 1"], *persons(2), ["หมู่ที่ ๑๒ บ้านควน"], *persons(3)])

    assert found.filter(kind="PERSON")["moo"].to_list() == ["1", "1", "๑๒", "๑๒", "๑๒"]
    assert found.filter(kind="NOT_A_PERSON")["moo"].is_null().all()


@pytest.mark.parametrize(
    ("title", "sheet", "moo"),
    [
        ("หมู่ที่ 3", "รายชื่อ", "3"),
        ("รายชื่อผู้สูงอายุ หมู่ที่ 3 บ้านทางพระ ตำบลควนขนุน", "รายชื่อ", "3"),
        ("รายชื่อผู้สูงอายุ", "หมู่ 7", "7"),
        ("รายชื่อผู้สูงอายุ", "ม.4", "4"),
        ("หมู่ที่ 3", "หมู่ 7", "3"),
        ("เทศบาล 99 หมู่ 4 ตำบลควนขนุน", "รายชื่อ", None),
        ("ผู้สูงอายุ หมู่ที่ 1-8", "รายชื่อ", None),
        ("ผู้สูงอายุ หมู่ที่ 1 ถึง 8", "รายชื่อ", None),
        ("รายชื่อกลุ่มที่ 3", "รายชื่อ", None),
    ],
)
def test_a_title_or_the_sheet_says_the_village(title, sheet, moo):
    (found,) = framed([[title], PLAIN, *persons()], sheet=sheet)

    assert (found["moo"].unique().to_list() if "moo" in found.columns else [None]) == [moo]


def test_a_column_of_its_own_is_believed_before_a_title():
    rows = [[*row, "5"] for row in persons()]

    (found,) = framed([["หมู่ที่ 3"], [*PLAIN, "หมู่ที่"], *rows])

    assert found["moo"].unique().to_list() == ["5"]


def test_the_codes_of_hospitals_are_places():
    heading = ["hn", "cid", "fname", "lname", "addrpart", "moopart", "tmbpart", "amppart", "chwpart"]
    rows = [
        [f"{int(one['order']):07}", one["cid"], one["given_name"], one["family_name"], "12", "3", "1", "05", "93"]
        for one in people(30)
    ]

    (found,) = framed([heading, *rows])

    places = found.select("subdistrict", "district", "province", "area_code").unique().rows()
    assert places == [("ควนขนุน", "ควนขนุน", "พัทลุง", "930501")]


def test_a_code_of_an_area_stays_where_the_places_are_written_in_words():
    heading = ["เลขบัตร", "ชื่อ-สกุล", "ตำบล", "อำเภอ", "จังหวัด", "รหัสพื้นที่"]
    rows = [[one["cid"], one["full_name"], *place] for one, place in zip(people(30), PLACES * 15, strict=True)]

    (found,) = framed([heading, *rows])

    assert found["area_code"].to_list() == ["930501", "930502"] * 15


PLACES = (("1", "05", "93", ""), ("ทะเลน้อย", "ควนขนุน", "พัทลุง", "930502"))


@pytest.mark.parametrize("heading", ["ชื่อ–สกุลผู้พิการ", "ชื่อ-สกุล คนพิการ (ตัวบรรจง)", "ชื่อคนพิการในเขต"])
def test_the_name_of_a_disabled_person_is_no_disability(heading):
    rows = [[one["order"], one["full_name"], one["disability_types"], one["cid"]] for one in people(30)]

    (found,) = framed([["ที่", heading, "ประเภทความพิการ", "เลขบัตร"], *rows])

    assert found["full_name"].to_list() == [one["full_name"] for one in people(30)]
    assert found["disability_types"].to_list() == [one["disability_types"] for one in people(30)]


def test_when_a_form_was_filled_in_is_no_date_of_a_person():
    rows = [[f"1/5/2569, 9:{minute:02}:07", one["full_name"], one["cid"]] for minute, one in enumerate(people(30))]

    (named,) = framed([["ประทับเวลา", "ชื่อ-สกุล", "เลขบัตร"], *rows])
    (nameless,) = framed([["อะไร", "ชื่อ-สกุล", "เลขบัตร"], *rows])

    assert "recorded_at" in named.columns
    assert not {"birth_date", "disability_card_expires"} & {*named.columns, *nameless.columns}


def test_a_whole_address_under_a_list_of_its_parts_is_an_address():
    rows = [
        [one["full_name"], one["cid"], f"{one['house_no']} ม.{one['moo']} ควนขนุน ควนขนุน พัทลุง"] for one in people(30)
    ]

    (found,) = framed([["ชื่อ-สกุล", "เลขบัตร", "บ้านเลขที่ หมู่ที่ ตำบล อำเภอ จังหวัด"], *rows])

    assert "address" in found.columns

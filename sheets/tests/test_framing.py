"""Every row comes out once, with its number, its kind and its untouched text."""

import json
from datetime import date

import polars as pl

import sheets

from . import making
from .people import people


def frame(rows, **how):
    found = sheets.tables(sheets.read(making.xlsx(rows, **how)))[0]
    return sheets.frame(found, sheets.recognise(found))


def test_rows_are_counted_from_the_first_below_the_headings():
    rows = frame([["บัญชีผู้สูงอายุ"], [], ["ชื่อ", "นามสกุล", "อายุ"], ["สมชาย", "ใจดี", "70"], [], ["มาลี", "สุข", ""]])

    assert rows["row"].to_list() == [1, 2, 3]
    assert rows["sheet_row"].to_list() == [4, 5, 6]
    assert rows["kind"].to_list() == ["PERSON", "EMPTY", "PERSON"]
    assert rows["given_name"].to_list() == ["สมชาย", None, "มาลี"]


def test_the_untouched_row_is_kept():
    rows = frame([["ชื่อ", "นามสกุล", "รสนิยม"], [" สมชาย ", "ใจดี", "กาแฟ"]])

    assert json.loads(rows["original"][0]) == {"ชื่อ": " สมชาย ", "นามสกุล": "ใจดี", "รสนิยม": "กาแฟ"}


def test_a_row_with_only_its_running_number_is_empty():
    rows = frame([["ลำดับ", "ชื่อ", "อายุ"], ["1", "สมชาย", "70"], ["2", "", ""], ["3", "", "80"]])

    assert rows["kind"].to_list() == ["PERSON", "EMPTY", "NOT_A_PERSON"]


def test_a_row_with_a_birth_date_but_no_name_is_somebody():
    rows = frame([["ชื่อ", "วันเกิด", "เลขบัตร"], ["สมชาย", "1/2/2490", ""], ["", "3/4/2491", ""]])

    assert rows["kind"].to_list() == ["PERSON", "PERSON"]


def test_which_dates_excel_itself_held_is_told():
    rows = frame([["ชื่อ", "วันเกิด"], ["ก", date(1950, 2, 3)], ["ข", "3/2/2493"]])

    assert rows["typed_dates"].to_list() == ["birth_date", ""]
    assert rows["birth_date"].to_list() == ["1950-02-03", "3/2/2493"]


def test_ticks_under_several_headings_become_their_words():
    upper = ["ชื่อ", "สกุล", "ประเภทความพิการ", "", ""]
    lower = ["", "", "การเห็น", "การได้ยิน", "ออทิสติก"]
    rows = frame([upper, lower, ["ก", "ข", "/", "", "✓"], ["ค", "ง", "", "", ""]], merges=[(0, 2, 0, 4, upper[2])])

    assert rows["disability_types"].to_list() == ["การเห็น, ออทิสติก", None]


def test_the_frame_feeds_linkage():
    from linkage import normalise

    clean = normalise(frame([["ชื่อ-สกุล", "วันเกิด"], ["นายสมชาย ใจดี", "3/2/2493"]]).cast({"row": pl.Int64}))

    assert clean["given_name"].to_list() == ["สมชาย"]
    assert clean["birth_date"].to_list() == [date(1950, 2, 3)]


def test_a_ditto_mark_is_the_cell_above():
    head = ["ที่", "ชื่อ", "นามสกุล", "หมู่", "ตำบล"]
    rows = frame(
        [head, ["1", "ก", "ใจดี", "3", "ควนขนุน"], ["2", "ข", "''", '"', "-do-"], ["", "รวม"], ["3", "ค", "สุข", "”", ""]]
    )

    assert rows["family_name"].to_list()[:2] == ["ใจดี", "ใจดี"]
    assert rows["moo"].to_list() == ["3", "3", None, "3"]
    assert rows["subdistrict"].to_list() == ["ควนขนุน", "ควนขนุน", None, None]
    assert json.loads(rows["original"][1])["หมู่"] == '"'


def test_the_card_of_a_disabled_person_bears_their_citizen_id():
    ids = [one["cid"] for one in people(20)]
    rows = frame([["ชื่อ", "เลขประจำตัวคนพิการ"], *(["สมชาย", one] for one in ids)])

    assert rows["cid"].to_list() == rows["disability_card_no"].to_list() == ids


def test_numbers_of_older_cards_are_no_citizen_ids():
    rows = frame([["ชื่อ", "เลขประจำตัวคนพิการ"], *(["สมชาย", f"39305{i:08d}"] for i in range(40))])

    assert "cid" not in rows.columns

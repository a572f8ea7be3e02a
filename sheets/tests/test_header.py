"""Headings are found wherever a list hides them, and no row is dropped."""

import io

import polars as pl
import pytest
import xlsxwriter

import sheets
from sheets import Headings, find_table, first_rows
from sheets.book import Sheet

from . import making

PEOPLE = [["1", "นายสมชาย ใจดี", "1101700203451", "12/3", "4"], ["2", "นางมาลี ศรีสุข", "3930500112233", "7", "5"]]
HEADINGS = ["ที่", "ชื่อ-สกุล", "เลขประจำตัวประชาชน", "บ้านเลขที่", "หมู่"]


def table(rows, **how):
    return sheets.tables(sheets.read(making.xlsx(rows, **how)))[0]


def test_plain_list():
    found = table([HEADINGS, *PEOPLE])

    assert found.headings == HEADINGS
    assert found.body.rows() == [tuple(row) for row in PEOPLE]
    assert found.first_row == 2


def test_titles_and_empty_rows_stand_above_the_headings():
    found = table([["บัญชีรายชื่อผู้สูงอายุ ปี 2567"], ["อบต.ควนขนุน"], [], HEADINGS, *PEOPLE])

    assert found.headings == HEADINGS
    assert found.titles == ["บัญชีรายชื่อผู้สูงอายุ ปี 2567", "อบต.ควนขนุน"]
    assert found.first_row == 5


def test_empty_rows_and_columns_before_the_list_keep_the_row_number_of_the_file():
    found = table([HEADINGS, *PEOPLE], start=(3, 2))

    assert found.first_row == 5
    assert [heading for heading in found.headings if heading] == HEADINGS


def test_two_rows_of_headings_with_merged_groups():
    upper = ["ที่", "ชื่อ-สกุล", "เลขประจำตัวประชาชน", "ที่อยู่ตามทะเบียนบ้าน", ""]
    lower = ["", "", "", "บ้านเลขที่", "หมู่"]
    merges = [(0, 3, 0, 4, upper[3]), *[(0, i, 1, i, upper[i]) for i in range(3)]]

    found = table([upper, lower, *PEOPLE], merges=merges)

    assert found.headings == HEADINGS
    assert found.groups == ["", "", "", upper[3], upper[3]]
    assert found.body.height == 2


def test_numbers_below_the_headings_are_no_person():
    found = table([HEADINGS, [f"({i})" for i in range(1, 6)], *PEOPLE])

    assert found.body.height == 2
    assert found.first_row == 3


def test_repeated_headings_totals_and_signatures_are_kept_and_marked():
    rows = [
        HEADINGS,
        PEOPLE[0],
        HEADINGS,
        PEOPLE[1],
        [],
        ["", "รวมทั้งสิ้น", "2", "", ""],
        ["", "", "", "ลงชื่อ.............ผู้จัดทำ"],
    ]

    kinds = table(rows).kinds.to_list()

    assert kinds == ["PERSON", "NOT_A_PERSON", "PERSON", "EMPTY", "NOT_A_PERSON", "NOT_A_PERSON"]


def test_the_sum_of_a_page_and_the_office_below_a_signature_are_no_persons():
    head = ["ที่", "ชื่อ-สกุล", "เลขประจำตัวประชาชน", "บ้านเลขที่", "หมู่ที่", "จำนวนเงิน"]
    person = ["1", "นางมาลี สุข", "1-1037-02071-51-1", "5", "2", "600"]
    sums = [["", word, "", "", "", "600"] for word in ("รวมหน้านี้", "ยอดยกมา", "รวมหมู่ที่ 2")]
    signed = [["", "ลงชื่อ...........ผู้จัดทำ"], ["", "(นางสาวพิมพ์ใจ ใจดี)"], ["", "นักพัฒนาชุมชน", "", "ปลัดเทศบาล"]]

    found = table([head, person, *sums, *signed, person, ["", "นายกล้า หาญ"]])

    assert found.kinds.to_list() == ["PERSON", *["NOT_A_PERSON"] * 6, "PERSON", "PERSON"]


def test_a_name_that_begins_like_a_total_is_a_person():
    assert table([["ชื่อ", "นามสกุล"], ["รวมพร", "ใจดี"]]).kinds.to_list() == ["PERSON"]


def test_a_list_without_headings_starts_with_its_first_row():
    found = table(PEOPLE)

    assert not found.has_headings
    assert found.body.height == 2
    assert found.first_row == 1


def test_a_list_without_headings_keeps_a_sparse_first_row():
    found = table([["", "นายสมชาย ใจดี", "", "", "4"], *PEOPLE])

    assert found.body.height == 3


def test_cells_merged_downwards_count_for_each_row():
    rows = [HEADINGS, PEOPLE[0], [*PEOPLE[1][:3], "", "4"]]

    found = table(rows, merges=[(1, 3, 2, 3, "12/3")])

    assert found.body["c3"].to_list() == ["12/3", "12/3"]


def test_several_sheets_each_have_their_own_headings():
    content = making.xlsx([HEADINGS, *PEOPLE], more={"หมู่ 2": [["ชื่อ", "สกุล"], ["ก", "ข"]], "ว่าง": [], "หัว": [HEADINGS]})

    found = sheets.tables(sheets.read(content))

    assert [t.sheet for t in found] == ["รายชื่อ", "หมู่ 2"]
    assert found[1].headings == ["ชื่อ", "สกุล"]


def test_an_error_of_excel_becomes_empty_with_a_problem():
    found = sheets.tables(sheets.read("ชื่อ,อายุ\nสมชาย,#N/A\n".encode()))[0]

    assert found.body.row(0) == ("สมชาย", "")
    assert [(p.code, p.row, p.column) for p in found.problems] == [("ERROR_CELL", 2, 1)]


def test_a_failed_formula_of_a_workbook_becomes_empty_with_a_problem():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet("สรุป")
    page.write_row(2, 1, ["ชื่อ", "อายุ"])
    page.write_row(3, 1, ["สมชาย"])
    page.write_formula(3, 2, "=VLOOKUP(1,A1:B2,2)", None, "#N/A")
    book.close()

    found = sheets.tables(sheets.read_guarded(stream.getvalue()))[0]

    assert found.body.select(pl.nth(0, 1)).row(0) == ("สมชาย", "")
    assert [(p.code, p.row, p.column, p.text) for p in found.problems] == [("ERROR_CELL", 4, 1, "#N/A")]


def test_a_hidden_sheet_counts_only_where_nothing_else_does():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    for name, rows in (("รายชื่อ", [HEADINGS, *PEOPLE]), ("ตัวช่วย", [["จังหวัด"], ["พัทลุง"]])):
        page = book.add_worksheet(name)
        for i, row in enumerate(rows):
            page.write_row(i, 0, row)
    page.hide()
    book.close()

    assert [t.sheet for t in sheets.tables(sheets.read(stream.getvalue()))] == ["รายชื่อ"]


def test_two_columns_of_one_name_stay_apart():
    assert table([["ชื่อ", "ชื่อ", ""], ["ก", "ข", "ค"]]).names == ["ชื่อ", "ชื่อ (2)", "#3"]


@pytest.mark.parametrize("height", [1, 3, 1000])
def test_every_row_below_the_headings_is_kept(height):
    found = table([HEADINGS, *([PEOPLE[0]] * height)])

    assert found.body.height == found.kinds.len() == height
    assert isinstance(found.body, pl.DataFrame)


MISLEADING = [
    ["ชื่อ", "สกุล", "บ้านเลขที่", "หมู่ที่"],  # the form's own caption, filled in by nobody
    ["", "", "", ""],
    ["ผู้รับ", "แซ่", "บ้าน", "ม."],
    ["สมชาย", "ใจดี", "12", "3"],
    ["สมหญิง", "ใจดี", "12", "3"],
]


def test_a_person_may_say_where_the_headings_stand():
    sheet = Sheet("a", pl.DataFrame(MISLEADING, schema=["c0", "c1", "c2", "c3"], orient="row"), top=2)

    assert find_table(sheet).headings[0] == "ชื่อ"
    table = find_table(sheet, Headings(row=5))
    bare = find_table(sheet, Headings(row=0, rows=0))

    assert (table.headings, table.first_row, table.body.height) == (["ผู้รับ", "แซ่", "บ้าน", "ม."], 6, 2)
    assert (bare.has_headings, bare.first_row, bare.body.height) == (False, 3, 5)
    assert first_rows(sheet, 1) == [(3, ["ชื่อ", "สกุล", "บ้านเลขที่", "หมู่ที่"])]


def test_headings_said_to_stand_in_two_rows_are_joined_and_a_row_that_is_not_there_is_the_last():
    sheet = Sheet("a", pl.DataFrame(MISLEADING, schema=["c0", "c1", "c2", "c3"], orient="row"))

    assert find_table(sheet, Headings(row=3, rows=2)).headings[0] == "สมชาย"
    assert find_table(sheet, Headings(row=99)) is None

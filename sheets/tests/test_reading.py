"""Whatever an office saves comes back as the text it saw."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sheets

from . import making

ROWS = [
    ["ลำดับ", "ชื่อ", "เลขบัตรประชาชน", "เบอร์โทร"],
    ["1", "สมชาย ใจดี", "1101700203451", "0812345678"],
    ["2", "น้ำผึ้ง กล้าหาญ", "3930500112233", ""],
]
THAI = st.text(alphabet="กขคงจชซญดตถทนบปผพฟมยรลวศสหอฮะาิีึืุูเแโใไ่้์ำ 0123456789/-,;|\"'", max_size=12).map(
    lambda text: text.strip().lstrip("'")
)
TABLES = st.lists(st.lists(THAI, min_size=3, max_size=3), min_size=2, max_size=8)


def cells(content, name="list"):
    return [list(row) for row in sheets.read(content, name).sheets[0].grid.iter_rows()]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_was_kept_from_running_comes_back_as_it_was(start):
    rows = [ROWS[0], ["1", f"'{start}1+1", "'x", "it's"]]

    assert cells(making.text(rows), "a.csv")[1] == ["1", f"{start}1+1", "'x", "it's"]


@pytest.mark.parametrize("write", [making.xlsx, making.xls, making.ods, making.text])
def test_every_format_gives_the_same_text(write):
    assert cells(write(ROWS)) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp874", "tis-620"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_is_read_in_each_encoding_and_delimiter(encoding, delimiter):
    content = making.text(ROWS, delimiter=delimiter, encoding=encoding)

    assert cells(content) == ROWS


@settings(max_examples=40, deadline=None)
@given(TABLES)
def test_csv_round_trip(rows):
    rows = [["ชื่อ", "สกุล", "บ้าน"], *rows]

    assert cells(making.text(rows)) == rows


@settings(max_examples=25, deadline=None)
@given(TABLES, st.sampled_from([making.xlsx, making.xls]))
def test_workbook_round_trip(rows, write):
    rows = [["ชื่อ", "สกุล", "บ้าน"], *rows, ["ก", "ข", "ค"]]

    assert cells(write(rows)) == rows


@pytest.mark.parametrize("write", [making.xlsx, making.xls, making.ods])
def test_a_citizen_id_typed_as_a_number_is_unharmed(write):
    assert cells(write([["เลขบัตร"], [1101700203451]])) == [["เลขบัตร"], ["1101700203451"]]


@pytest.mark.parametrize("write", [making.xlsx, making.xls])
def test_a_date_of_excel_is_iso_text_and_marked(write):
    sheet = sheets.read(write([["เกิด"], [date(1950, 2, 3)], ["3/2/2493"]])).sheets[0]

    assert sheet.grid["c0"].to_list() == ["เกิด", "1950-02-03", "3/2/2493"]
    assert sheet.dates["c0"].to_list() == [False, True, False]


def test_typed_values_read_as_an_official_would_say_them():
    row = [1.5, True, datetime(2024, 5, 6, 7, 8), 1e15, 0.1]

    assert cells(making.xlsx([row])) == [["1.5", "TRUE", "2024-05-06 07:08:00", "1000000000000000", "0.1"]]


def test_rows_of_uneven_length_are_filled():
    assert cells("ก,ข,ค\n1\n1,2\n1,2,3\n".encode()) == [["ก", "ข", "ค"], ["1", "", ""], ["1", "2", ""], ["1", "2", "3"]]


def test_one_unclosed_quote_does_not_swallow_the_list():
    lines = ["ชื่อ,บ้าน", 'สมชาย,"12', *[f"คน{i},{i}" for i in range(50)]]

    assert len(cells("\n".join(lines).encode())) == 52


def test_a_cell_may_hold_several_lines():
    assert cells(making.text([["ชื่อ", "ที่อยู่"], ["ก", "12\nหมู่ 3"]]))[1] == ["ก", "12\nหมู่ 3"]


def test_a_wide_list_is_read_and_a_far_too_wide_one_refused():
    assert len(cells(making.text([[str(i) for i in range(200)]] * 3))[0]) == 200

    with pytest.raises(sheets.Unreadable) as refusal:
        sheets.read(making.text([[str(i) for i in range(401)]] * 3))
    assert refusal.value.code == "TOO_MANY_COLUMNS"


def test_the_guarded_reader_gives_the_same_book(tmp_path):
    content = making.xlsx([["เกิด", "ชื่อ"], [date(1950, 2, 3), "ก"]], merges=[(3, 0, 4, 0, "x")], more={"สอง": ROWS})
    path = tmp_path / "รายชื่อ ผู้สูงอายุ.xlsx"
    path.write_bytes(content)

    here, there, from_path = sheets.read(content, "a"), sheets.read_guarded(content, "a"), sheets.read_guarded(path)

    assert from_path.filename == path.name
    for book in (there, from_path):
        for ours, theirs in zip(here.sheets, book.sheets, strict=True):
            assert ours.grid.equals(theirs.grid)
            assert (ours.name, ours.merges, ours.top) == (theirs.name, theirs.merges, theirs.top)
            assert {k: v.to_list() for k, v in ours.dates.items()} == {k: v.to_list() for k, v in theirs.dates.items()}


def test_the_memory_of_the_guarded_reader_is_enough_for_a_long_list_of_text():
    rows = [[f"หัวข้อ {column}" for column in range(17)]]
    rows += [[f"ค่า{row}-{column}" for column in range(17)] for row in range(40_000)]

    book = sheets.read_guarded(making.text(rows), "a.csv")

    assert book.sheets[0].grid.height == 40_001

"""What government systems send as .xls and is none: web pages, and Excel's XML of 2003."""

import pytest

import sheets

HEADINGS = "<tr><th>ลำดับ</th><th>ชื่อ-สกุล</th><th>เลขประจำตัวประชาชน</th></tr>"
ROW = "<tr><td>{0}<td>สมชาย ใจดี{0}</td><td>{1}</td></tr>"
LIST = HEADINGS + "".join(ROW.format(n, 1101700203450 + n) for n in range(1, 4))


def page(body, charset="utf-8", encoding="utf-8"):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    text = f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>{meta}<title>ก</title></head><body>{body}'
    return text.encode(encoding)


def cells(content):
    [sheet] = sheets.read(content, "รายชื่อ.xls").sheets
    return [list(row) for row in sheet.grid.iter_rows()]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("windows-874", "cp874"), ("TIS-620", "tis-620"), ("tis-620", "utf-8"), ("utf-8", "cp874")],
)
def test_a_table_of_a_web_page_is_a_list_in_whichever_encoding_it_says_or_has(charset, encoding):
    [table] = sheets.tables(sheets.read_guarded(page(f"<table>{LIST}</table>", charset, encoding), "a.xls"))

    assert table.headings == ["ลำดับ", "ชื่อ-สกุล", "เลขประจำตัวประชาชน"]
    assert list(table.body.iter_rows())[2] == ("3", "สมชาย ใจดี3", "1101700203453")


def test_utf16_and_a_table_without_a_page_are_read_too():
    assert cells(f"<table>{LIST}</table>".encode("utf-16")) == cells(page(f"<table>{LIST}</table>"))


def test_cells_that_span_are_merged_cells():
    body = (
        "<table><tr><td colspan=1000>รายชื่อผู้สูงอายุ</td></tr><tr><th rowspan=2>ชื่อ</th><th colspan=2>ที่อยู่</th></tr>"
        "<tr><th>บ้านเลขที่</th><th>หมู่ที่</th></tr><tr><td>สมชาย ใจดี</td><td rowspan=2>12</td><td>3</td></tr>"
        "<tr><td>สมหญิง ใจดี</td><td>4</td></tr></table>"
    )
    [table] = sheets.tables(sheets.read(page(body), "a.xls"))

    assert table.titles == ["รายชื่อผู้สูงอายุ"]
    assert table.headings == ["ชื่อ", "บ้านเลขที่", "หมู่ที่"]
    assert table.groups == ["", "ที่อยู่", "ที่อยู่"]
    assert list(table.body.iter_rows()) == [("สมชาย ใจดี", "12", "3"), ("สมหญิง ใจดี", "12", "4")]


def test_lines_entities_and_scripts_of_a_cell_read_as_one_sees_them():
    body = (
        "<table><tr><td>ก</td><td>ข</td></tr><tr><td> 12&nbsp;\n หมู่ 3<br>ต.ควนขนุน</td>"
        "<td>&#3585;<script>x</script></td></tr></table>"
    )

    assert cells(page(body))[1] == ["12 หมู่ 3\nต.ควนขนุน", "ก"]


def test_a_citizen_id_that_excel_shortened_is_taken_from_where_it_kept_it():
    body = (
        '<table><tr><td>เลขบัตร</td><td>ชื่อ</td></tr><tr><td x:num="1101700203451">1.1017E+12</td><td>ก</td></tr></table>'
    )

    assert cells(page(body))[1] == ["1101700203451", "ก"]


def test_pages_of_a_report_under_the_same_headings_are_one_list():
    frame = f"<table><tr><td><table>{LIST}</table></td></tr></table>หน้า 2<table>{LIST}</table>"
    [table] = sheets.tables(sheets.read(page(frame), "a.xls"))

    assert table.body.filter(table.kinds == "PERSON").height == 6


def test_different_tables_are_sheets_of_their_own():
    other = "<table><tr><th>ชื่อ</th><th>โทร</th></tr><tr><td>สมหญิง</td><td>0812345678</td></tr></table>"

    book = sheets.read(page(f"<table>{LIST}</table>{other}"), "รายชื่อ.xls")

    assert [sheet.name for sheet in book.sheets] == ["รายชื่อ", "รายชื่อ (2)"]


WORKBOOK = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="ผู้สูงอายุ"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">รายชื่อ</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">ชื่อ</Data><Comment><Data>เขียนเต็ม</Data></Comment></Cell>
<Cell><Data ss:Type="String">เลขบัตรประชาชน</Data></Cell><Cell><Data ss:Type="String">วันเกิด</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">สมชาย <B>ใจดี</B></Data></Cell>
<Cell><Data ss:Type="Number">1.101700203451E12</Data></Cell>
<Cell><Data ss:Type="DateTime">1950-02-03T00:00:00.000</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">สมหญิง</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">2493</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="เก่า"><Table><Row><Cell><Data ss:Type="String">ก</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""


@pytest.mark.parametrize(("said", "encoding"), [("UTF-8", "utf-8"), ("windows-874", "cp874")])
def test_the_xml_of_excel_2003_is_a_workbook(said, encoding):
    book = sheets.read_guarded(WORKBOOK.format(encoding=said).encode(encoding), "a.xls")
    [table] = sheets.tables(book)

    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("ผู้สูงอายุ", False), ("เก่า", True)]
    assert table.headings == ["ชื่อ", "เลขบัตรประชาชน", "วันเกิด"]
    assert list(table.body.iter_rows()) == [("สมชาย ใจดี", "1101700203451", "1950-02-03"), ("สมหญิง", "", "2493")]
    assert table.dates["c2"].to_list() == [True, False]
    assert table.first_row == 4

"""Files as agencies and attackers make them, built in memory."""

import csv
import io
import zipfile

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P


def xlsx(rows, *, sheet="รายชื่อ", merges=(), start=(0, 0), more=None) -> bytes:
    """One sheet of rows; `merges` are (top, left, bottom, right, text); `more` maps further sheet names to rows."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy", "strings_to_numbers": False})
    for name, its_rows in {sheet: rows, **(more or {})}.items():
        page = book.add_worksheet(name)
        for i, row in enumerate(its_rows):
            for j, value in enumerate(row):
                if value != "":
                    page.write(i + start[0], j + start[1], value)
        if name == sheet:
            for top, left, bottom, right, text in merges:
                page.merge_range(top, left, bottom, right, text)
    book.close()
    return stream.getvalue()


def xls(rows, *, sheet="รายชื่อ", merges=()) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet, cell_overwrite_ok=True)
    date_style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            style = date_style if hasattr(value, "year") else xlwt.Style.default_style
            if value != "":
                page.write(i, j, value, style)
    for top, left, bottom, right, text in merges:
        page.write_merge(top, bottom, left, right, text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows, *, sheet="รายชื่อ") -> bytes:
    document = OpenDocumentSpreadsheet()
    table = OdfTable(name=sheet)
    document.spreadsheet.addElement(table)
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=str(value))
            else:
                cell = TableCell(valuetype="string") if value != "" else TableCell()
            if value != "":
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def text(rows, *, delimiter=",", encoding="utf-8") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" Type="{_OFFICE}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>'
)


def raw_xlsx(sheet_data: str, *, before="", shared="", sheets=1, extra=()) -> bytes:
    """A workbook written by hand, for what no library would write."""
    listed = "".join(f'<sheet name="s{i}" sheetId="{i + 1}" r:id="r{i}"/>' for i in range(sheets))
    targets = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>' for i in range(sheets)
    )
    targets += f'<Relationship Id="rs" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>' if shared else ""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _ROOT)
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{targets}</Relationships>')
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>',
        )
        if shared:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{shared}</sst>')
        for name, content in extra:
            archive.writestr(name, content)
    return stream.getvalue()

"""Files of what one may see: XLSX, CSV that Excel opens right in Thai, GeoJSON. Written in chunks, never held whole."""

import csv
import json
import tempfile
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils.translation import gettext as _

from saan.shared.forms import typed_form

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CHUNK = 1000
# Excel's Thai calendar: a real date, shown as 22/11/2569.
BUDDHIST_DAY = "[$-107041E]d/m/yyyy"
# A cell that begins like this would run as a formula in Excel.
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Column:
    label: "str | StrPromise"
    width: int
    value: object


def write_xlsx(columns, rows, title=None):
    """A workbook of one sheet, of people where no `title` says otherwise."""
    return write_book([(title or _("People"), columns, rows)])


def write_book(sheets):
    """A workbook of (title, columns, rows), each with a frozen, filtered header: an open file at its start."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    bold = book.add_format({"bold": True, "bg_color": "#E6F2F1", "bottom": 1})
    day = book.add_format({"num_format": BUDDHIST_DAY, "align": "left"})
    taken: set[str] = set()
    for title, columns, rows in sheets:
        _write_sheet(book.add_worksheet(_sheet_name(title, taken)), columns, rows, bold, day)
    book.close()
    file.seek(0)
    return file


def _sheet_name(title, taken):
    """A name that Excel accepts: short, without its own signs, once."""
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in str(title))[:28].strip() or "-"
    name = next(name for name in (plain, *(f"{plain}{n}" for n in range(2, 1000))) if name.casefold() not in taken)
    taken.add(name.casefold())
    return name


def _write_sheet(sheet, columns, rows, bold, day):
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, str(column.label), bold)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            _write_cell(sheet, last, number, value, day)
    sheet.autofilter(0, 0, last, max(0, len(columns) - 1))


def _write_cell(sheet, row, number, value, day):
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, number, value, day)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, number, value)
    else:
        sheet.write_string(row, number, str(value))


def csv_lines(columns, rows):
    """Lines of CSV as text, the first with the mark by which Excel knows that it is UTF-8."""
    line = csv.writer(_Echo()).writerow
    yield "\ufeff" + line([str(column.label) for column in columns])
    for row in rows:
        yield line([harmless(value) for value in row])


def plain(value):
    """A date as Thais type it, 22/11/2569; everything else as it is."""
    return typed_form(value) if isinstance(value, date) else value


def harmless(value):
    """The value as a cell that stays text when a spreadsheet opens it."""
    text = "" if value is None else str(plain(value))
    return "'" + text if text.startswith(LIVE) else text


def geojson_parts(features):
    """A FeatureCollection, piece by piece."""
    yield '{"type":"FeatureCollection","features":['
    for number, feature in enumerate(features):
        yield ("," if number else "") + json.dumps(feature, ensure_ascii=False)
    yield "]}"


def in_chunks(things, size=CHUNK):
    """Lists of at most `size` of what an iterator gives."""
    things = iter(things)
    while chunk := list(islice(things, size)):
        yield chunk


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line):
        return line

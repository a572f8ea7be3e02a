"""The problems of a delivery as a workbook an office can work through: where, what was sent, why, what to do."""

import tempfile

import xlsxwriter
from django.utils.translation import gettext as _

from saan.intake import describing, sentences, words
from saan.people.models import SourceRecord

WIDTHS = (22, 8, 26, 26, 30, 46, 60)
KEPT_IN_MEMORY = 4 << 20


def problem_workbook(batch):
    """An open file at its start: one line for each problem of each row."""
    file = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 the response closes it
    # What came in as text goes out as text: a cell that begins with = or @ must do nothing when it is opened.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_("Problems"))
        bold = book.add_format({"bold": True, "bg_color": "#E6F2F1", "border": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for column, (width, heading) in enumerate(zip(WIDTHS, _headings(), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        sheet.freeze_panes(1, 0)
        for number, line in enumerate(_lines(batch), start=1):
            for column, text in enumerate(line):
                if isinstance(text, int):
                    sheet.write_number(number, column, text, wrap)
                else:
                    sheet.write_string(number, column, safe(text), wrap)
    file.seek(0)
    return file


def safe(text):
    """Text that stays text, even when the workbook is saved as CSV and opened again."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _headings():
    return [
        *(_("Sheet"), _("Row"), _("Person"), _("Column"), _("As sent"), _("What is wrong"), _("What to do")),
    ]


def _lines(batch):
    by_field = describing.headings(batch)
    # In pieces, so that half a million rows need no more memory than a thousand.
    for record in _records(batch):
        for problem in record.problems:
            if problem["code"] in sentences.NOTES:
                continue
            what, advice = sentences.problem(problem["code"])
            yield (
                record.sheet,
                record.sheet_row,
                describing.name_of(record),
                ", ".join(by_field.get((record.sheet, problem["field"]), [])) or str(words.label(problem["field"])),
                describing.sent_text(record, by_field, problem["field"])[:500],
                what,
                advice,
            )


def _records(batch):
    records = SourceRecord.objects.filter(delivery=batch.delivery).exclude(problems=[])
    return (
        records.only("sheet", "sheet_row", "values", "problems", "raw_sealed").order_by("pk").iterator(chunk_size=1000)
    )

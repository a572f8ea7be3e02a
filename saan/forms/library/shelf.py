"""The forms on the shelf: each a Markdown table, handed out as the workbook it stands for."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

HERE = Path(__file__).parent
ORDER = [
    "visit_note",
    "vital_signs",
    "barthel",
    "chula_adl",
    "depression",
    "fall_risk",
    "elder_screen",
    "tai_ltc",
    "home_safety",
    "needs",
]
# The same source makes the same bytes on any day.
MADE = datetime(2026, 1, 1)
WIDTHS = {
    "type": 28,
    "name": 18,
    "label": 60,
    "hint": 40,
    "constraint": 30,
    "calculation": 40,
    "relevant": 30,
    "source": 60,
}


@dataclass(frozen=True)
class LibraryForm:
    """One form. Its version ends in six digits of its own content, so that a changed form is always a new version."""

    name: str

    @cached_property
    def source(self) -> str:
        return (HERE / f"{self.name}.md").read_text("utf-8")

    @cached_property
    def sheets(self) -> dict[str, list[list[str]]]:
        """sheet → its rows, the headings first."""
        return _sheets(self.source)

    @cached_property
    def settings(self) -> dict[str, str]:
        headings, values = self.sheets["settings"]
        return dict(zip(headings, values, strict=False))

    @property
    def code(self) -> str:
        return self.settings["form_id"]

    @property
    def version(self) -> str:
        digest = hashlib.sha256(self.source.encode()).hexdigest()
        return f"{self.settings['version']}-{digest[:6]}"

    @property
    def position(self) -> int:
        return 10 * (1 + ORDER.index(self.name))

    def workbook(self) -> bytes:
        """The XLSX an officer may download, change and upload as a form of their own."""
        return _workbook(self.sheets, self.version)


def library() -> list[LibraryForm]:
    return [LibraryForm(name) for name in ORDER]


def _sheets(source):
    sheets: dict[str, list[list[str]]] = {}
    for line in source.splitlines():
        sheet, *cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.strip() else [""]
        if sheet:
            sheets[sheet] = rows = []
        if any(cells):
            rows.append(cells)
    return sheets


def _workbook(sheets, version):
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": MADE})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    for name, rows in sheets.items():
        _sheet(book.add_worksheet(name), [rows[0], *map(list, rows[1:])], looks, version if name == "settings" else "")
    book.close()
    return file.getvalue()


def _sheet(sheet, rows, looks, version):
    headings = rows[0]
    if version:
        rows[1][headings.index("version")] = version
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, text, looks["cell" if number else "head"])
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, WIDTHS.get(heading.split("::")[0], 14))
    sheet.freeze_panes(1, 0)

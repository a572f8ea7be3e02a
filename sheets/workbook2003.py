"""Excel's XML of 2003, which programs without an Excel library still write under the name .xls."""

from datetime import datetime

from lxml import etree

from .book import Sheet
from .delimited import decode
from .grid import number_text
from .laying import Layout
from .limits import Limits
from .refusals import Unreadable

_PIECE = 1 << 16
_FORBIDDEN = ("<!DOCTYPE", "<!ENTITY")


def read_workbook2003(content: bytes, limits: Limits) -> tuple[list[Sheet], str]:
    """Every worksheet, and the encoding of the text."""
    text, encoding = decode(content)
    if any(word in text for word in _FORBIDDEN):
        raise Unreadable("UNSAFE")
    book = _Workbook(limits)
    options = {"resolve_entities": False, "load_dtd": False, "no_network": True}
    parser = etree.XMLParser(target=book, encoding="utf-8", **options)
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE].encode("utf-8", "replace"))
        found = parser.close()
    except etree.XMLSyntaxError as error:
        raise Unreadable("BROKEN") from error
    sheets = []
    for layout in found:
        sheets.append(layout.sheet())
        sheets[-1].hidden = layout.hidden
    return sheets, encoding


class _Workbook:
    """Hears the elements of the workbook as they come."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.found: list[Layout] = []
        self.path: list[str] = []
        self.cell: dict[str, str] = {}
        self.kind = ""
        self.text: list[str] = []

    def start(self, tag, attributes):
        tag = _bare(tag)
        self.path.append(tag)
        said = {_bare(name): value for name, value in attributes.items()}
        if tag == "Worksheet":
            self._open_sheet(said.get("Name", ""))
        elif tag == "Row" and self.found:
            number = _number(said, "Index")
            self.found[-1].open_row(number and max(number - 1, len(self.found[-1].rows)))
        elif tag == "Cell":
            self.cell, self.kind, self.text = said, "", []
        elif self._is_value():
            self.kind = said.get("Type", "String")
        elif tag == "Visible":
            self.text = []

    def data(self, text):
        is_value = "Data" in self.path and "Comment" not in self.path
        if is_value or self.path[-1:] == ["Visible"]:
            self.text.append(text)

    def end(self, tag):
        tag = _bare(tag)
        self.path.pop()
        if tag == "Row" and self.found:
            self.found[-1].close_row()
        elif tag == "Cell" and self.found:
            self._close_cell()
        elif tag == "Visible" and self.found:
            self.found[-1].hidden = "".join(self.text).strip() != "SheetVisible"

    def close(self):
        return self.found

    def _open_sheet(self, name):
        if len(self.found) >= self.limits.sheets:
            raise Unreadable("TOO_MANY_SHEETS", sheets=len(self.found) + 1, limit=self.limits.sheets)
        self.found.append(Layout(name, self.limits))

    def _is_value(self):
        return self.path[-2:] == ["Cell", "Data"]

    def _close_cell(self):
        at, across, down = (_number(self.cell, name) for name in ("Index", "MergeAcross", "MergeDown"))
        text, is_date = _value("".join(self.text), self.kind)
        at = at and max(at - 1, 0)
        self.found[-1].cell(text, (across or 0) + 1, (down or 0) + 1, at=at, is_date=is_date)


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _number(said: dict[str, str], name: str) -> int | None:
    value = said.get(name, "").strip()
    return int(value) if value.isdecimal() and len(value) < 8 else None


def _value(text: str, kind: str) -> tuple[str, bool]:
    """The text of a cell as `grid` would write it, and whether it is a date."""
    lines = "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
    try:
        if kind == "Number":
            return number_text(float(lines)), False
        if kind == "DateTime":
            at = datetime.fromisoformat(lines)
            return (at.date().isoformat() if at.time() == datetime.min.time() else at.isoformat(" ", "seconds")), True
    except ValueError:
        pass
    return lines, False

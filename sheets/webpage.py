"""Tables of a web page: what government systems send when they say "export to Excel"."""

import re
from itertools import count

from lxml import etree

from .book import Sheet
from .delimited import decode
from .laying import Layout
from .limits import Limits
from .refusals import Unreadable

_PIECE = 1 << 16
_SILENT = {"script", "style", "title", "head"}
_BREAKS = {"br", "p", "div", "li"}
_SHORTENED = re.compile(r"^\d(?:\.\d+)?E\+\d+$", re.IGNORECASE)


def read_webpage(content: bytes, name: str, limits: Limits) -> tuple[list[Sheet], str]:
    """The tables of the page, and the encoding of its text; IS_HTML when it has none.

    The bytes tell the encoding more truly than the page does: whoever changed the one often forgot the other.
    """
    text, encoding = decode(content)
    if text.count("<tr") + text.count("<TR") > limits.rows:  # told before a tag of them is heard
        raise Unreadable("TOO_MANY_ROWS", sheet=name, limit=limits.rows)
    page = _Page(name, limits)
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True)
    for start in range(0, len(text), _PIECE):
        parser.feed(text[start : start + _PIECE].encode("utf-8", "replace"))
    found = _whole_lists(parser.close())
    if not found:
        raise Unreadable("IS_HTML")
    if len(found) > limits.sheets:
        raise Unreadable("TOO_MANY_SHEETS", sheets=len(found), limit=limits.sheets)
    return [table.sheet() for table in _named(found)], encoding


class _Page:
    """Hears the tags of the page as they come; nothing of it is held but rows of text. Tables may stand in tables."""

    def __init__(self, name: str, limits: Limits):
        self.name, self.limits = name, limits
        self.found: list[Layout] = []
        self.open: list[_Open] = []
        self.silent = 0

    def start(self, tag, attributes):
        if tag in _SILENT:
            self.silent += 1
        elif tag == "table":
            if len(self.found) >= self.limits.entries:
                raise Unreadable("TOO_MANY_SHEETS", sheets=len(self.found) + 1, limit=self.limits.sheets)
            self.found.append(Layout(self.name, self.limits))
            self.open.append(_Open(self.found[-1]))
        elif self.open:
            self.open[-1].start(tag, attributes)

    def end(self, tag):
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "table" and self.open:
            self.open.pop().end("tr")
        elif self.open:
            self.open[-1].end(tag)

    def data(self, text):
        if self.open and not self.silent:
            self.open[-1].data(text)

    def close(self):
        while self.open:
            self.open.pop().end("tr")
        return self.found


class _Open:
    """One table whose end has not come yet."""

    def __init__(self, layout: Layout):
        self.layout = layout
        self.in_row = False
        self.cell: tuple[int, int, str] | None = None
        self.text: list[str] = []

    def start(self, tag, attributes):
        if tag == "tr":
            self.end("tr")
            self._open_row()
        elif tag in ("td", "th"):
            self.end(tag)
            if not self.in_row:
                self._open_row()
            number = attributes.get("x:num") or ""
            self.cell, self.text = (_span(attributes, "colspan"), _span(attributes, "rowspan"), number), []
        elif tag in _BREAKS:
            self.text.append("\n")

    def end(self, tag):
        if tag in ("td", "th", "tr") and self.cell:
            across, down, number = self.cell
            self.layout.cell(_said("".join(self.text), number), across, down)
            self.cell = None
        if tag == "tr" and self.in_row:
            self.layout.close_row()
            self.in_row = False

    def data(self, text):
        if self.cell:
            self.text.append(text.replace("\n", " ").replace("\r", " "))

    def _open_row(self):
        self.layout.open_row()
        self.in_row = True


def _span(attributes, name: str) -> int:
    said = attributes.get(name, "").strip()
    return int(said) if said.isdecimal() and len(said) < 7 else 1


def _said(text: str, number: str) -> str:
    """A cell as it is read: white space folded, its lines kept. Excel shortens a citizen ID and keeps it aside."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    said = "\n".join(filter(None, lines))
    return number if number.isdecimal() and _SHORTENED.match(said) else said


def _whole_lists(found: list[Layout]) -> list[Layout]:
    """A report begins a new table on each page, under the same headings: those are one list. Frames are none."""
    lists: list[Layout] = []
    for table in found:
        if not table.width:
            continue
        if lists and table.width == lists[-1].width > 1 and table.first_row() == lists[-1].first_row():
            lists[-1].append(table)
        else:
            lists.append(table)
    return [table for table in lists if table.width > 1] or lists


def _named(found: list[Layout]) -> list[Layout]:
    for number, table in zip(count(1), found, strict=False):
        table.name = table.name if number == 1 else f"{table.name} ({number})"
    return found

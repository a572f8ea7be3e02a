"""CSV and its relatives, in the encodings Thai offices have used."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import Literal

from .book import Sheet
from .grid import text_grid
from .limits import Limits
from .refusals import Unreadable

_DELIMITERS = ",;\t|"
_SAMPLE = 60
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# An apostrophe before what a spreadsheet would run: whoever wrote the file put it there, and it is not of the value.
_GUARD = re.compile(r"'(?=[=+\-@\t\r\n])")
_BROKEN_QUOTE = 12  # lines in one cell; an address has at most a few


@dataclass(frozen=True)
class Delimited:
    sheet: Sheet
    encoding: str
    delimiter: str


def read_delimited(content: bytes, name: str, limits: Limits) -> Delimited:
    """The one table in a delimited text file."""
    text, encoding = decode(content)
    text, delimiter = _announced(text)
    delimiter = delimiter or find_delimiter(text)
    try:
        grid, _ = text_grid(_records(text, delimiter), name, limits)
    except csv.Error as error:
        raise Unreadable("CELL_TOO_LONG", sheet=name, row="?", limit=csv.field_size_limit()) from error
    return Delimited(Sheet(name, grid), encoding, delimiter)


def decode(content: bytes) -> tuple[str, str]:
    """Text and the name of its encoding: UTF-8, UTF-16 or Windows-874, whichever makes sense of every byte."""
    encoding = _marked_encoding(content)
    candidates = (encoding,) if encoding else ("utf-8", "cp874", "tis-620")
    for candidate in candidates:
        try:
            text = content.decode(candidate)
        except UnicodeDecodeError:
            continue
        return _checked(text), candidate
    encoding = encoding or "utf-8"
    return _checked(_decode_damaged(content, encoding)), encoding


def _marked_encoding(content: bytes) -> str:
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    # UTF-16 without its mark shows as a zero or a Thai page number in every second byte.
    head = content[:2000]
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(high) > 4 and sum(byte in (0, 0x0E) for byte in high) > 0.9 * len(high):
            return encoding
    return ""


def _decode_damaged(content: bytes, encoding: str) -> str:
    """A text with a few bytes lost, as when a program cut it at a byte count."""
    text = content.decode(encoding, "replace")
    if text.count("�") > 0.01 * len(text):
        raise Unreadable("UNKNOWN_ENCODING")
    return text


def _checked(text: str) -> str:
    if len(_CONTROL.findall(text[:200_000])) > 0.001 * min(len(text), 200_000):
        raise Unreadable("IS_BINARY")
    return text.replace("\x00", "")


def _announced(text: str) -> tuple[str, str]:
    """Excel's own first line `sep=;`."""
    match = re.match(r"sep=([,;|\t])\r?\n", text, re.IGNORECASE)
    return (text[match.end() :], match[1]) if match else (text, "")


def find_delimiter(text: str) -> str:
    """The one that cuts the first lines into the most columns, most evenly."""
    sample = text[:200_000]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    try:
        widths = [len(row) for row in islice(csv.reader(io.StringIO(sample), delimiter=delimiter), _SAMPLE) if row]
    except csv.Error:
        return 0
    usual = median(widths) if widths else 1
    same = sum(width == usual for width in widths) / max(len(widths), 1)
    return (usual - 1) * (0.2 + same)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    quoting: Literal[0, 3] = csv.QUOTE_NONE if _has_broken_quotes(text, delimiter) else csv.QUOTE_MINIMAL
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    return map(_without_guards, rows) if _GUARD.search(text) else rows


def _without_guards(row: list[str]) -> list[str]:
    return [cell[1:] if _GUARD.match(cell) else cell for cell in row]


def _has_broken_quotes(text: str, delimiter: str) -> bool:
    """One quote that is never closed swallows the rows after it; such a file was written without quoting."""
    if '"' not in text:
        return False
    try:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return any(cell.count("\n") > _BROKEN_QUOTE for row in records for cell in row if "\n" in cell)
    except csv.Error:
        return True

"""From a file to a Book, in this process; `guarded` does the same behind a wall."""

from os import PathLike
from pathlib import Path

from .book import Book
from .checking import checked, opened
from .delimited import read_delimited
from .limits import DEFAULT, Limits
from .refusals import Unreadable
from .sniff import TEXT
from .workbook import read_workbook


def read(source: str | PathLike | bytes, filename: str = "", limits: Limits = DEFAULT) -> Book:
    """Read a list; raises Unreadable with a code for whatever is not one.

    `source` is a path or the content itself; `filename` is for people, folders are cut off it. The file decides
    by its content what it is, not by its name. Formulas give the value they had when the file was saved.
    """
    name = Path(filename or (source if not isinstance(source, bytes) else "")).name
    with opened(source) as file:
        kind = checked(file, limits).kind
        book = _delimited(file.read(), name, limits) if kind == TEXT else Book(name, kind, read_workbook(file, limits))
    if not any(sheet.grid.height for sheet in book.sheets):
        raise Unreadable("NO_DATA")
    return book


def _delimited(content: bytes, name: str, limits: Limits) -> Book:
    table = read_delimited(content, Path(name).stem, limits)
    return Book(name, "CSV", [table.sheet], table.encoding, table.delimiter)

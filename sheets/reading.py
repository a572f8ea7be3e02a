"""From a file to a Book, in this process; `guarded` does the same behind a wall."""

from os import PathLike
from pathlib import Path
from typing import BinaryIO

from .archive import FILES43
from .book import Book
from .checking import Checked, checked, opened
from .delimited import read_delimited
from .error_cells import add_error_cells
from .limits import DEFAULT, Limits
from .refusals import Unreadable
from .sniff import HTML, TEXT, XML
from .workbook import read_workbook


def read(source: str | PathLike | bytes, filename: str = "", limits: Limits = DEFAULT) -> Book:
    """Read a list; raises Unreadable with a code for whatever is not one.

    `source` is a path or the content itself; `filename` is for people, folders are cut off it. The file decides
    by its content what it is, not by its name. Formulas give the value they had when the file was saved.
    """
    with opened(source) as file:
        return read_checked(file, checked(file, limits), name_of(source, filename), limits)


def name_of(source: str | PathLike | bytes, filename: str) -> str:
    return Path(filename or ("" if isinstance(source, bytes) else source)).name


def read_checked(file: BinaryIO, about: Checked, name: str, limits: Limits) -> Book:
    """The second half of `read`, for a file that has passed its checks."""
    # lxml weighs as much as many a list: it comes for those that want it.
    if about.kind == HTML:
        from .webpage import read_webpage

        found, encoding = read_webpage(file.read(), Path(name).stem, limits)
        book = Book(name, HTML, found, encoding)
    elif about.kind == XML:
        from .workbook2003 import read_workbook2003

        found, encoding = read_workbook2003(file.read(), limits)
        book = Book(name, XML, found, encoding)
    elif about.kind == TEXT:
        table = read_delimited(file.read(), Path(name).stem, limits)
        book = Book(name, "CSV", [table.sheet], table.encoding, table.delimiter)
    elif about.kind == FILES43:
        from .zipped43 import read_zipped43

        found43 = read_zipped43(file, limits)
        book = Book(name, FILES43, [each.sheet for each in found43], found43[0].encoding, found43[0].delimiter)
    else:
        book = Book(name, about.kind, read_workbook(file, limits))
        add_error_cells(file, about.with_errors, book.sheets)
    if not any(sheet.grid.height for sheet in book.sheets):
        raise Unreadable("NO_DATA")
    return book

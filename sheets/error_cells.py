"""Where a formula of an XLSX had failed (#N/A, #REF!): the parser gives an empty cell and says nothing."""

import re
import zipfile
from posixpath import join, normpath
from typing import BinaryIO
from xml.etree import ElementTree

from .book import Problem, Sheet

_CELL = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?(?:<v>([^<]*)</v>)?'
)
_MOST = 10_000
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def add_error_cells(file: BinaryIO, parts: tuple[str, ...], sheets: list[Sheet]) -> None:
    """Give each sheet a problem for each of its failed cells; `parts` are the parts known to have some."""
    if not parts:
        return
    with zipfile.ZipFile(file) as archive:
        part_of = _parts_by_sheet(archive)
        for sheet in sheets:
            if part_of.get(sheet.name) in parts:
                found = _CELL.findall(archive.read(part_of[sheet.name]))
                sheet.problems += [_problem(sheet.left, *cell) for cell in found[:_MOST]]


def _parts_by_sheet(archive: zipfile.ZipFile) -> dict[str, str]:
    # The checks before have refused every document type and entity, so that the standard parser is safe.
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    sheets = [element for element in book.iter() if element.tag.endswith("}sheet")]
    return {sheet.get("name", ""): _part(targets.get(sheet.get(_RELATION), "")) for sheet in sheets}


def _part(target: str) -> str:
    return normpath(join("xl", target)).lstrip("/")


def _problem(left: int, letters: bytes, row: bytes, text: bytes) -> Problem:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return Problem("ERROR_CELL", int(row), column - 1 - left, text.decode("utf-8", "replace"))

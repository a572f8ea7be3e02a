"""Any text of the 43 files, also from elsewhere, as numbered rows of cells."""

import re
from dataclasses import dataclass

from saan.visits.files43.layouts import LAYOUTS
from saan.visits.files43.writing import PIPE

HOSPCODE = re.compile(r"\d{5}(\d{4})?")
# Systems put words and numbers around the name: qof_specialpp.txt, FUNCTIONAL_10737_20261001.TXT.
_FILE_NAME = re.compile(r"(?:^|[^A-Z])(" + "|".join(sorted(LAYOUTS, key=len, reverse=True)) + r")(?:[^A-Z]|$)")


@dataclass(frozen=True)
class Lines:
    """`columns`: as the file names them, in capitals; empty where it has no heading. `rows`: (line number, cells)."""

    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]]


def layout_of(file_name):
    """The layout that a file of this name has; None where it is none of ours."""
    found = _FILE_NAME.search(file_name.rsplit("/", 1)[-1].upper())
    return LAYOUTS[found[1]] if found else None


def read(text):
    """The lines of a text, the first being 1; empty ones are no rows."""
    # Not splitlines: a form feed or a line separator inside a value is that value's own fault, not a new row.
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cells = [(number, line.split(PIPE)) for number, line in enumerate(lines, start=1) if line.strip()]
    if not cells or HOSPCODE.fullmatch(cells[0][1][0].strip()):
        return Lines((), cells)
    return Lines(tuple(name.strip().upper() for name in cells[0][1]), cells[1:])

"""A file with a list of villages or communities → entries for areas.actions.add_villages."""

import re

from django.utils.translation import gettext as _

import sheets
from saan.areas.actions import Entry
from saan.areas.wording import Place, mend
from saan.shared.errors import Refused

# The first pattern that fits a heading takes the column; a column is taken once.
COLUMNS = {
    "code": r"รหัส(หมู่บ้าน|มหาดไทย|พื้นที่)?$|^(vid|villcode|village_?code|doc?pa_?code|code)",
    "village": r"^(หมู่ที่|หมู่|ม\.|เลขหมู่|moo|village_?no|village$)",
    "name_en": r"english|_en$|อังกฤษ",
    "community": r"ชุมชน|community",
    "name": r"ชื่อหมู่บ้าน|ชื่อบ้าน|^หมู่บ้าน|^บ้าน|^ชื่อ|name",
    "subdistrict": r"ตำบล|แขวง|tambon|subdistrict",
    "district": r"อำเภอ|^เขต|ampur|amphoe|^district",
    "province": r"จังหวัด|changwat|province",
}


def read_entries(file):
    """Entries of every sheet of a file that came in, numbered as in the spreadsheet."""
    try:
        sheets.check_size(file.size, sheets.AT_ONCE)
        tables = sheets.tables(sheets.read_guarded(file.read(), file.name, sheets.AT_ONCE))
    except sheets.Unreadable as problem:
        raise Refused(problem.sentence(_(sheets.SENTENCES[problem.code]))) from problem
    entries = [entry for table in tables for entry in _entries(table)]
    if not entries:
        raise Refused(
            _("No column with the names of villages or communities was found. Give it the heading “ชื่อหมู่บ้าน”.")
        )
    return entries


def _entries(table):
    columns = columns_of(table.headings)
    if not {"name", "community"} & columns.keys():
        return
    for number, cells in enumerate(table.body.iter_rows()):
        row = {field: (cells[index] or "").strip() for field, index in columns.items()}
        if any(row.values()):
            yield _entry(table.first_row + number, row)


def _entry(number, row):
    community = row.get("community", "")
    place = Place(
        row.get("province", ""), row.get("district", ""), row.get("subdistrict", ""),
        "" if community else row.get("village", ""), community, row.get("code", ""),
    )  # fmt: skip
    return Entry(number, place, mend(community or row.get("name", "")), row.get("name_en", ""))


def columns_of(headings):
    """What each column is, by its heading."""
    found = {}
    for field, pattern in COLUMNS.items():
        for index, heading in enumerate(headings):
            if index not in found.values() and re.search(pattern, mend(heading).lower()):
                found[field] = index
                break
    return found

"""What is wrong with a text of the 43 files: each problem with its file, row, column and code (sentences.py)."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from saan.shared.thai import cid_holds
from saan.visits.files43.layouts import Layout, codes
from saan.visits.files43.reading import HOSPCODE, layout_of, read

MOST_SHOWN = 5000
LONGEST_VALUE = 40
MOST_COLUMNS = 100  # with something wrong: a heading of a million names is wrong as a whole
_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd]")
NOTES = frozenset({"NOT_CHECKED"})  # said, and nothing is wrong


@dataclass(frozen=True, slots=True)
class Problem:
    """`row`: the line of the file, 1 being the first; 0 where it is about the whole file. `value`: as it stands there.

    `facts` fill the sentence of the code.
    """

    file: str
    row: int
    column: str
    code: str
    value: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass
class Checked:
    """One file. `problems` are the first MOST_SHOWN; `counts` are of all of them, by (column, code)."""

    file: str
    layout: Layout | None
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)

    @property
    def total(self):
        return sum(count for (_column, code), count in self.counts.items() if code not in NOTES)

    @property
    def is_clean(self):
        return not self.total

    def add(self, problem):
        self.counts[problem.column, problem.code] += 1
        if len(self.problems) < MOST_SHOWN:
            self.problems.append(problem)


def check(file_name, text, *, today, is_utf8=True):
    """Everything that is wrong with one file. `today`: a service cannot have been given later."""
    layout = layout_of(file_name)
    checked = Checked(file_name, layout)
    if layout is None:
        checked.add(Problem(file_name, 0, "", "NOT_CHECKED"))
        return checked
    if not is_utf8:
        checked.add(Problem(file_name, 0, "", "NOT_UTF8"))
    lines = read(text)
    checked.rows = len(lines.rows)
    columns = _columns(checked, lines)
    _check_rows(checked, lines.rows, columns, today)
    return checked


def _columns(checked, lines):
    """The columns in the order of the file; what is wrong with the heading is added."""
    layout, named, problems = checked.layout, lines.columns, []
    if not named:
        problems.append(("", "NO_HEADING" if lines.rows else "EMPTY"))
        width = max((len(cells) for _number, cells in lines.rows), default=0)
        named = layout.columns if width >= len(layout.columns) else _without_optional(layout)
    problems += [(name, "UNKNOWN_COLUMN") for name in named if name not in layout.columns]
    problems += [(name, "COLUMN_TWICE") for name, count in Counter(named).items() if count > 1]
    missing = [field.name for field in layout.fields if field.name not in named and not field.is_optional]
    problems += [(name, "MISSING_COLUMN") for name in missing]
    known = [name for name in named if name in layout.columns]
    if not problems and known != [name for name in layout.columns if name in known]:
        problems.append(("", "COLUMN_ORDER"))
    for name, code in problems[:MOST_COLUMNS]:
        checked.add(Problem(checked.file, 1 if lines.columns else 0, name[:LONGEST_VALUE], code))
    return named


def _without_optional(layout):
    return tuple(field.name for field in layout.fields if not field.is_optional)


def _check_rows(checked, rows, columns, today):
    layout, first_with = checked.layout, {}
    for number, cells in rows:
        if len(cells) != len(columns):
            facts = (("wanted", str(len(columns))), ("found", str(len(cells))))
            checked.add(Problem(checked.file, number, "", "ROW_WIDTH", facts=facts))
            continue
        row = dict(zip(columns, cells, strict=True))
        for problem in row_problems(layout, row, today=today, file=checked.file, number=number):
            checked.add(problem)
        key = tuple(row.get(name, "").strip() for name in layout.key)
        if all(key) and (first := first_with.setdefault(key, number)) != number:
            facts = (("first", str(first)),)
            checked.add(Problem(checked.file, number, ", ".join(layout.key), "SAME_KEY", facts=facts))


def row_problems(layout, row, *, today, file="", number=0):
    """What is wrong within one row of text by column."""
    wrong = set()
    for field_ in layout.fields:
        value = row.get(field_.name)
        if value is None:  # the heading has said so
            continue
        code, facts = _wrong_with(field_, value.strip(), today) or ("", ())
        if code:
            wrong.add(field_.name)
            yield Problem(file, number, field_.name, code, value.strip()[:LONGEST_VALUE], facts)
    if not wrong & {"DATE_SERV", "D_UPDATE"} and _is_before_service(row):
        yield Problem(file, number, "D_UPDATE", "UPDATED_BEFORE", row["D_UPDATE"].strip()[:LONGEST_VALUE])


def _is_before_service(row):
    served, updated = (row.get(name, "").strip() for name in ("DATE_SERV", "D_UPDATE"))
    return bool(served and updated) and updated[:8] < served


def _wrong_with(field_, value, today):
    """(code, facts) or None."""
    if not value:
        return ("REQUIRED", ()) if field_.is_required else None
    if _CONTROL.search(value):
        return "CHARACTER", ()
    if field_.width and len(value) > field_.width:
        return "TOO_LONG", (("limit", str(field_.width)), ("found", str(len(value))))
    return CHECKS[field_.kind](field_, value, today)


def _code(field_, value, today):
    return None if value in codes(field_.codes) else ("UNKNOWN_CODE", ())


def _hospcode(field_, value, today):
    return None if HOSPCODE.fullmatch(value) and value.isascii() else ("HOSPCODE", ())


def _cid(field_, value, today):
    return None if value.isascii() and cid_holds(value) else ("CID", ())


def _number(field_, value, today):
    found = _NUMBER.fullmatch(value) if value.isascii() else None
    if not found:
        return "NOT_A_NUMBER", ()
    if len(found[2] or "") > field_.decimals:
        return "TOO_FINE", (("limit", str(field_.decimals)),)
    number = float(value)
    if number >= 10**field_.digits or number < field_.low or number > field_.high:
        return "OUT_OF_RANGE", (("low", f"{field_.low:g}"), ("high", f"{field_.high:g}"))
    return None


def _day(field_, value, today):
    found = _date(value)
    if not found:
        return "DATE", ()
    if found > today:
        is_buddhist = found.year > today.year + 500
        return ("BUDDHIST_YEAR" if is_buddhist else "FUTURE"), ()
    return None


def _time(field_, value, today):
    found = _moment(value)
    if not found:
        return "MOMENT", ()
    if found.year > today.year + 500:
        return "BUDDHIST_YEAR", ()
    return None


CHECKS = {
    "text": lambda field_, value, today: None,
    "code": _code,
    "hospcode": _hospcode,
    "cid": _cid,
    "number": _number,
    "date": _day,
    "datetime": _time,
}


def _date(value) -> date | None:
    moment = _moment(f"{value}000000")
    return moment.date() if moment else None


def _moment(value) -> datetime | None:
    if len(value) != 14 or not (value.isascii() and value.isdigit()):
        return None
    try:
        return datetime.strptime(value, "%Y%m%d%H%M%S")
    except ValueError:
        return None

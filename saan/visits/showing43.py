"""What the pages and workbooks of the 43 files show: the same causes together, each with what to do."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from saan.people.exports import Column
from saan.shared import thai
from saan.visits.files43 import mapping, periods, sentences
from saan.visits.files43.checking import NOTES
from saan.visits.files43.layouts import LAYOUTS

MOST_EXAMPLES = 20
# Nothing is lost where these are the cause: they are said last and without alarm.
CALM = NOTES | {"NOT_MET", "SAME_DAY"}


@dataclass(frozen=True)
class Cause:
    file: str
    column: str
    what: str
    advice: str
    count: int
    examples: tuple
    is_calm: bool

    @property
    def more(self):
        return self.count - len(self.examples)


def title(layout):
    return layout.title_en if get_language() == "en" else layout.title_th


def files(outcome):
    """(name, title, rows, how many things are left out) of each file."""
    left = dict.fromkeys(LAYOUTS, 0)
    for (file, *_cause), count in outcome.causes.items():
        left[file] = left.get(file, 0) + count
    return [(name, title(layout), outcome.rows[name], left[name]) for name, layout in LAYOUTS.items()]


def causes_of_export(outcome):
    found = [
        _cause(cause, count, [left for left in outcome.left if left.cause == cause][:MOST_EXAMPLES])
        for cause, count in outcome.causes.items()
    ]
    return _in_order(found)


def _cause(cause, count, examples):
    file, code, column, facts = cause
    what, advice = sentences.problem(code, facts)
    return Cause(file, column, what, advice, count, tuple(examples), code in CALM)


def causes_of_check(checked):
    """The problems of one file by column and kind."""
    found = []
    for (column, code), count in checked.counts.items():
        alike = [each for each in checked.problems if (each.column, each.code) == (column, code)]
        what, advice = sentences.problem(code, alike[0].facts if alike else ())
        found.append(Cause("", column, what, advice, count, tuple(alike[:MOST_EXAMPLES]), code in CALM))
    return _in_order(found)


def _in_order(causes):
    return sorted(causes, key=lambda cause: (cause.is_calm, -cause.count, cause.file, cause.column))


LEFT_COLUMNS = [
    Column(_("File"), 22, None),
    Column(_("Visited on"), 14, None),
    Column(_("Person"), 30, None),
    Column(_("Columns"), 24, None),
    Column(_("Why"), 50, None),
    Column(_("What to do"), 70, None),
]


def left_rows(outcome):
    for left in outcome.left:
        yield [left.file, left.day, left.name, left.column, *sentences.problem(left.code, left.facts)]


PROBLEM_COLUMNS = [
    Column(_("File"), 26, None),
    Column(_("Line"), 8, None),
    Column(_("Columns"), 24, None),
    Column(_("As sent"), 26, None),
    Column(_("What is wrong"), 50, None),
    Column(_("What to do"), 70, None),
]


def problem_rows(checked):
    for file in checked:
        for each in file.problems:
            said = sentences.problem(each.code, each.facts)
            yield [each.file, each.row or "", each.column, each.value, *said]


def to_confirm():
    """(file, code or measure, what to confirm): what in the mapping is not settled by any paper we have."""
    language = "en" if get_language() == "en" else "th"
    for file, found in mapping.rules().items():
        for rule in found if isinstance(found, list) else [found]:
            if "confirm" in rule:
                yield file, rule.get("code") or rule.get("measure", ""), rule["confirm"][language]


def period_choices(today):
    years, quarters, months = periods.offered(today)
    return [
        (gettext("Fiscal year"), [(each.code, thai.fiscal_year_text(each.first)) for each in years]),
        (gettext("Quarter"), [(each.code, period_words(each)) for each in quarters]),
        (gettext("Month"), [(each.code, thai.month_long(each.first)) for each in months]),
    ]


def period_words(period):
    """ไตรมาส 1 ปีงบประมาณ 2570; ตุลาคม 2569; ปีงบประมาณ 2570"""
    if period.is_month:
        return thai.month_long(period.first)
    year = thai.fiscal_year_text(period.first)
    return (
        gettext("Quarter %(quarter)d, %(year)s") % {"quarter": period.quarter, "year": year} if period.quarter else year
    )

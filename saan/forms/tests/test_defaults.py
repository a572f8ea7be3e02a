"""A default that its question cannot hold is told at its place, and the phones' own engine is the judge of it."""

import pytest
from django.utils import translation

from saan.forms.sentences import place_of, problem_sentence
from saan.forms.tests.engine import WebForms
from saan.forms.xlsform import converted_here

FORM = """
| survey |
| | type | name | label | default |
| | text | before | ก | |
| | begin_group | g | กลุ่ม | |
| | {type} | q | ถาม | {default} |
| | end_group | | | |
| choices |
| | list_name | name | label |
| | l | a | A |
| | l | b | B |
| settings |
| | form_title | form_id | version |
| | t | t | 1 |
"""
LEFT_OUT = [
    ("integer", "abc", "DEFAULT_WHOLE"),
    ("integer", "9999999999", "DEFAULT_WHOLE"),
    ("integer", "1.5", "DEFAULT_WHOLE"),
    ("decimal", "x", "DEFAULT_NUMBER"),
    ("range", "ห้า", "DEFAULT_NUMBER"),
    ("date", "31/12/2569", "DEFAULT_DAY"),
    ("date", "2026-13-45", "DEFAULT_DAY"),
    ("time", "25:99", "DEFAULT_TIME"),
    ("time", "08:30", "DEFAULT_TIME"),
    ("dateTime", "2026", "DEFAULT_MOMENT"),
    ("dateTime", "2026-12-31 08:30:00", "DEFAULT_MOMENT"),
    ("geopoint", "here", "DEFAULT_PLACE"),
    ("select_one l", "zz", "DEFAULT_CHOICE"),
    ("select_multiple l", "a zz", "DEFAULT_CHOICE"),
]
KEPT = [
    ("integer", "-12"),
    ("decimal", "1.5"),
    ("range", "5"),
    ("date", "2026-12-31"),
    ("time", "08:30:00"),
    ("dateTime", "2026-12-31T08:30:00"),
    ("geopoint", "7.62 100.08 0.0 0.0"),
    ("select_one l", "a"),
    ("select_multiple l", "a b"),
    ("text", "abc"),
]


@pytest.fixture(scope="module")
def engine():
    engine = WebForms()
    yield engine
    engine.close()


def form(kind, default):
    return converted_here(FORM.format(type=kind, default=default).encode())


def told(conversion):
    return [one for one in conversion.warnings if one["code"].startswith("DEFAULT")]


def opened(engine, conversion):
    engine.open(conversion.xform, {})
    return engine.fill([])["/data/g/q"]


@pytest.mark.parametrize(("kind", "default", "code"), LEFT_OUT)
def test_what_a_phone_leaves_out_is_told_with_sheet_row_and_column(engine, kind, default, code):
    found = form(kind, default)

    [one] = told(found)
    with translation.override("th"):
        place, words = place_of(one), problem_sentence(one)
    assert (one["code"], place, found.problems) == (code, "แผ่นงาน survey แถว 4 คอลัมน์ default", [])
    assert default.split()[-1] in words
    assert opened(engine, found) != default


@pytest.mark.parametrize(("kind", "default"), KEPT)
def test_what_a_phone_keeps_is_no_matter(engine, kind, default):
    found = form(kind, default)

    assert told(found) == []
    assert opened(engine, found) == default


@pytest.mark.parametrize(
    ("kind", "default"),
    [("integer", "1 + 1"), ("date", "today()"), ("select_one l", "if(true(), 'a', 'b')"), ("integer", "${before}")],
)
def test_what_is_worked_out_on_the_phone_is_not_judged(kind, default):
    assert told(form(kind, default)) == []


@pytest.mark.parametrize(("kind", "default"), [("dateTime", "2026-12-31T08:30:00.000+07:00"), ("text", "if(1 2)")])
def test_what_pyxform_takes_for_an_expression_and_is_none_is_a_problem(kind, default):
    """Web Forms cannot open such a form at all."""
    [one] = form(kind, default).problems

    assert (one["code"], one["row"], one["column"]) == ("EXPRESSION", 4, "default")


def test_a_year_of_the_buddhist_era_is_told():
    assert [one["code"] for one in told(form("date", "2569-12-31"))] == ["DEFAULT_DAY"]


def test_a_choice_of_a_list_in_a_file_is_not_judged():
    assert told(form("select_one_from_file villages.csv", "zz")) == []

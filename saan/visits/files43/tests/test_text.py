"""What is written is clean and reads back the same; whatever is damaged is found."""

import string
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from time import process_time

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from saan.people.testing import citizen_id
from saan.visits.files43 import writing
from saan.visits.files43.checking import MOST_COLUMNS, check
from saan.visits.files43.layouts import LAYOUTS, codes
from saan.visits.files43.reading import layout_of, read
from saan.visits.files43.sentences import problem
from saan.visits.showing43 import causes_of_check

EASY = {"deadline": None, "suppress_health_check": list(HealthCheck)}
FEW, MANY = settings(max_examples=5, **EASY), settings(max_examples=50, **EASY)
TODAY = date(2026, 11, 22)
LETTERS = "กขคงจชดตทนบปพมยรลวสหอะาิีุูเแโใไ่้์" + string.ascii_letters + string.digits + "-/. "
DAYS = some.dates(date(2010, 1, 1), TODAY)
layouts = some.sampled_from(list(LAYOUTS.values()))


@cache
def values(field):
    """The texts that this column may have; made once, for making a strategy costs more than drawing from it."""
    kinds = {
        "code": lambda: some.sampled_from(sorted(codes(field.codes))),
        "hospcode": lambda: some.sampled_from(["10737", "00123", "012345678"]),
        "cid": lambda: some.integers(0, 10**11 - 1).map(citizen_id),
        "number": lambda: some.decimals(int(field.low), int(field.high), places=field.decimals),
        "text": lambda: some.text(LETTERS, min_size=1, max_size=field.width).filter(str.strip),
        "date": lambda: some.just(None),
        "datetime": lambda: some.just(None),
    }
    strategy = kinds[field.kind]()
    return strategy if field.is_required else some.none() | strategy


@cache
def row_of(layout):
    parts = {field.name: values(field) for field in layout.fields}
    return some.builds(partial(in_words, layout), some.fixed_dictionaries(parts), DAYS, some.integers(0, 30 * 86400))


def in_words(layout, row, day, after):
    row = row | {"DATE_SERV": day, "D_UPDATE": datetime.combine(day, time()) + timedelta(seconds=after)}
    return {field.name: writing.text(field, row[field.name]) for field in layout.fields}


@cache
def rows(layout):
    """Rows of a layout as the house has them, each with a key of its own."""
    return some.lists(
        row_of(layout), min_size=1, max_size=3, unique_by=lambda row: tuple(row[name] for name in layout.key)
    )


files = layouts.flatmap(lambda layout: some.tuples(some.just(layout), rows(layout)))


def written(layout, rows):
    return writing.heading(layout) + "".join(writing.line(layout, row) for row in rows)


def checked(layout, text, **options):
    """What the check finds, each with a sentence that can be said."""
    result = check(f"{layout.name}.txt", text, today=TODAY, **options)
    assert all(problem(each.code, each.facts) for each in result.problems)
    return result


def found(layout, text):
    return {(each.row, each.column, each.code) for each in checked(layout, text).problems}


@given(files)
@MANY
def test_what_is_written_is_clean_and_reads_back_the_same(file):
    layout, rows = file

    text = written(layout, rows)

    assert checked(layout, text).problems == []
    assert [dict(zip(layout.columns, cells, strict=True)) for _number, cells in read(text).rows] == rows


@given(files, some.sampled_from(["|", "\n", "\r\n", "\x00", "\x1c", "\x85", "\u2028", "\t", "\ufeff"]))
@MANY
def test_no_value_can_break_its_row(file, breaking):
    layout, rows = file

    text = written(layout, [row | {"PID": f"7{breaking}8"} for row in rows[:1]])

    assert [cells[1] for _number, cells in read(text).rows] == ["7 8"]
    assert checked(layout, text).problems == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_heading_is_there_even_without_a_row(name):
    layout = LAYOUTS[name]

    assert checked(layout, writing.heading(layout)).problems == []


@given(files, some.data())
@MANY
def test_a_value_that_must_be_there_is_missed(file, data):
    layout, rows = file
    column = data.draw(some.sampled_from([field.name for field in layout.fields if field.is_required]))
    rows[-1] = rows[-1] | {column: ""}

    assert (len(rows) + 1, column, "REQUIRED") in found(layout, written(layout, rows))


DAMAGE = {
    "hospcode": [("1073", "HOSPCODE"), ("๑๐๗๓๗", "HOSPCODE"), ("107370", "HOSPCODE")],
    "text": [("x" * 20, "TOO_LONG"), ("a\x0cb", "CHARACTER"), ("ก\ufffd", "CHARACTER")],
    "date": [
        ("20260231", "DATE"),
        ("2026-10-1", "DATE"),
        ("๒๕๖๙๑๐๐๑", "DATE"),
        ("25691001", "BUDDHIST_YEAR"),
        ("20270101", "FUTURE"),
    ],
    "datetime": [("20261001", "MOMENT"), ("20261001250000", "MOMENT"), ("25691001000000", "BUDDHIST_YEAR")],
    "number": [("หกสิบ", "NOT_A_NUMBER"), ("1e2", "NOT_A_NUMBER"), ("-5", "NOT_A_NUMBER"), ("99999", "OUT_OF_RANGE")],
    "code": [("Z", "UNKNOWN_CODE")],
    "cid": [("1234567890123", "CID"), ("123", "CID")],
}
FIELDS = [(layout, field) for layout in LAYOUTS.values() for field in layout.fields]


@pytest.mark.parametrize(("layout", "field"), FIELDS, ids=lambda each: each.name)
@given(data=some.data())
@FEW
def test_every_kind_of_damage_is_found_where_it_is(layout, field, data):
    good = [dict(row) for row in data.draw(rows(layout))]
    place = data.draw(some.integers(0, len(good) - 1))
    for damaged, code in DAMAGE[field.kind]:
        good[place][field.name] = damaged
        # Not the writer: it would mend some of this.
        lines = [layout.columns, *([row[name] for name in layout.columns] for row in good)]

        problems = found(layout, "\n".join("|".join(line) for line in lines))

        assert (place + 2, field.name, code) in problems
        assert {row for row, _column, _code in problems} == {place + 2}


@given(files)
@MANY
def test_a_row_said_twice_is_found_with_its_first(file):
    layout, rows = file

    last = checked(layout, written(layout, [*rows, rows[0]])).problems[-1]

    assert (last.row, last.code, dict(last.facts)) == (len(rows) + 2, "SAME_KEY", {"first": "2"})


@given(files, some.data())
@MANY
def test_a_row_with_a_cell_more_or_less_is_found(file, data):
    layout, rows = file
    lines = written(layout, rows).splitlines()
    place = data.draw(some.integers(1, len(rows)))
    lines[place] = data.draw(some.sampled_from([f"{lines[place]}|", lines[place].rpartition("|")[0]]))

    assert (place + 1, "", "ROW_WIDTH") in found(layout, "\n".join(lines))


@given(files)
@MANY
def test_an_update_before_the_service_is_found(file):
    layout, rows = file
    assume(rows[0]["DATE_SERV"] > "20100102")
    rows[0] = rows[0] | {"D_UPDATE": "20100101120000"}

    assert (2, "D_UPDATE", "UPDATED_BEFORE") in found(layout, written(layout, rows))


def test_columns_that_are_missing_unknown_twice_or_moved_are_named():
    layout = LAYOUTS["COMMUNITY_SERVICE"]
    names = list(layout.columns)

    assert (1, "SEQ", "MISSING_COLUMN") in found(layout, "|".join(name for name in names if name != "SEQ"))
    assert (1, "ROOM", "UNKNOWN_COLUMN") in found(layout, "|".join([*names, "room"]))
    assert (1, "PID", "COLUMN_TWICE") in found(layout, "|".join([*names, "PID"]))
    assert found(layout, "|".join([names[1], names[0], *names[2:]])) == {(1, "", "COLUMN_ORDER")}


def test_a_file_of_an_older_version_without_cid_is_clean():
    layout = LAYOUTS["SPECIALPP"]
    text = (
        "hospcode|pid|seq|date_serv|servplace|ppspecial|ppsplace|provider|d_update\r\n"
        "07477|12|590001|20160107|2|1B1282|07477||20160108154833\r\n"
    )

    assert checked(layout, text).problems == []


def test_a_file_without_its_heading_is_still_checked():
    layout = LAYOUTS["FUNCTIONAL"]
    text = "10737|12|S1|20261001|01|9|5|D1|20261001120000|"

    assert found(layout, text) == {(0, "", "NO_HEADING"), (1, "DEPENDENT", "UNKNOWN_CODE")}


def test_an_empty_file_is_said_to_be_empty():
    assert found(LAYOUTS["FUNCTIONAL"], "\n\n") == {(0, "", "EMPTY")}


def test_another_encoding_is_said_and_read():
    layout = LAYOUTS["FUNCTIONAL"]

    problems = checked(layout, writing.heading(layout), is_utf8=False).problems

    assert [each.code for each in problems] == ["NOT_UTF8"]


def test_more_problems_than_anybody_reads_are_counted_and_not_kept():
    layout = LAYOUTS["COMMUNITY_SERVICE"]
    text = writing.heading(layout) + "x|||||||\r\n" * 2000

    result = checked(layout, text)

    assert len(result.problems) == 5000
    assert result.total == 2000 * 6


@pytest.mark.parametrize(
    ("file_name", "layout"),
    [
        ("FUNCTIONAL.txt", "FUNCTIONAL"),
        ("F43_10737_20261001/specialpp.TXT", "SPECIALPP"),
        ("qof_ncdscreen.txt", "NCDSCREEN"),
        ("COMMUNITY_SERVICE_10737.txt", "COMMUNITY_SERVICE"),
        ("COMMUNITY_ACTIVITY.txt", None),
        ("PERSON.txt", None),
        ("MALFUNCTIONAL.txt", None),
    ],
)
def test_a_file_is_known_by_its_name(file_name, layout):
    assert layout_of(file_name) == LAYOUTS.get(layout)


def test_a_file_that_is_none_of_ours_is_named_and_not_wrong():
    result = check("PERSON.txt", "anything", today=TODAY)

    assert [each.code for each in result.problems] == ["NOT_CHECKED"]
    assert result.is_clean


def test_half_goes_up():
    weight, height = (next(f for f in LAYOUTS["NCDSCREEN"].fields if f.name == name) for name in ("WEIGHT", "HEIGHT"))

    assert writing.text(weight, 60.25) == "60.3"
    assert writing.text(height, 162.5) == "163"


def test_a_heading_of_very_many_names_is_answered_at_once():
    names = "|".join(f"COLUMN_{number}" for number in range(100_000))
    began = process_time()

    checked = check("FUNCTIONAL.txt", f"{names}\r\n", today=TODAY)
    causes = causes_of_check(checked)

    assert len(causes) <= MOST_COLUMNS
    assert process_time() - began < 5

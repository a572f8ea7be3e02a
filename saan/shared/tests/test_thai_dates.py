import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from saan.shared import thai

NOW = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)  # 14.05 in Bangkok


@pytest.fixture(autouse=True)
def in_thai():
    with translation.override("th"):
        yield


def test_a_date_is_shown_in_the_buddhist_year():
    assert thai.date_long(date(2026, 11, 22)) == "22 พฤศจิกายน 2569"
    assert thai.date_short(date(2026, 11, 22)) == "22 พ.ย. 2569"


def test_a_date_is_never_more_precise_than_it_is_known():
    assert thai.date_long(date(1957, 1, 1), "YEAR") == "พ.ศ. 2500"
    assert thai.date_long(date(1957, 2, 1), "MONTH") == "กุมภาพันธ์ 2500"


def test_english_keeps_the_common_era():
    with translation.override("en"):
        assert thai.date_long(date(2026, 11, 22)) == "22 November 2026"
        assert thai.date_short(date(1957, 1, 1), "YEAR") == "1957"


def test_a_moment_is_shown_in_bangkok_time():
    assert thai.datetime_short(NOW) == "22 พ.ย. 2569 14.05 น."


def test_no_date_is_no_text():
    assert [thai.date_long(None), thai.datetime_short(None), thai.age_text(None), thai.ago(None)] == [""] * 4


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(seconds=30), "เมื่อสักครู่"),
        (timedelta(minutes=5), "5 นาทีที่แล้ว"),
        (timedelta(hours=3), "3 ชั่วโมงที่แล้ว"),
        (timedelta(hours=20), "เมื่อวาน 18.05 น."),
        (timedelta(days=3), "3 วันที่แล้ว"),
        (timedelta(days=30), "23 ต.ค. 2569"),
        (-timedelta(days=2), "24 พ.ย. 2569"),
    ],
)
def test_time_passed_is_told_in_words(back, words):
    assert thai.ago(NOW - back, NOW) == words


@pytest.mark.parametrize(
    ("birth", "precision", "age"),
    [
        (date(1954, 11, 22), "DAY", "72 ปี"),
        (date(1954, 11, 23), "DAY", "71 ปี"),
        (date(1954, 1, 1), "YEAR", "ราว 72 ปี"),
        (date(2026, 3, 1), "DAY", "8 เดือน"),
        (date(2026, 11, 12), "DAY", "10 วัน"),
        (date(2027, 1, 1), "DAY", "0 วัน"),
    ],
)
def test_age_is_told_in_the_unit_people_use(birth, precision, age):
    assert thai.age_text(birth, precision, NOW.date()) == age


def test_fiscal_year_begins_in_october():
    assert [thai.fiscal_year(date(2026, 9, 30)), thai.fiscal_year(date(2026, 10, 1))] == [2569, 2570]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1/2/2500", (date(1957, 2, 1), "DAY")),
        ("๑/๒/๒๕๐๐", (date(1957, 2, 1), "DAY")),
        ("1957-02-01", (date(1957, 2, 1), "DAY")),
        ("2500-02-01", (date(1957, 2, 1), "DAY")),
        ("1 ก.พ. 2500", (date(1957, 2, 1), "DAY")),
        ("1 กุมภาพันธ์ พ.ศ. 2500", (date(1957, 2, 1), "DAY")),
        ("1กพ2500", (date(1957, 2, 1), "DAY")),
        ("1 Feb 1957", (date(1957, 2, 1), "DAY")),
        ("ก.พ. 2500", (date(1957, 2, 1), "MONTH")),
        ("2/2500", (date(1957, 2, 1), "MONTH")),
        ("2500", (date(1957, 1, 1), "YEAR")),
        ("พ.ศ. 2500", (date(1957, 1, 1), "YEAR")),
    ],
)
def test_a_date_is_read_however_it_is_typed(text, read):
    assert thai.read_date(text) == read


@pytest.mark.parametrize("text", ["", "31/2/2500", "1/2/00", "วันนี้", "1/2/3/4", "99999", "1/13/2500", "²/2/2500"])
def test_what_is_no_date_is_refused_in_words(text):
    with pytest.raises(thai.NotADate) as refusal:
        thai.read_date(text)

    assert "ก" <= str(refusal.value)[0] <= "๙"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_every_date_shown_can_be_typed_back(value):
    assert thai.read_date(thai.date_long(value)) == (value, "DAY")
    assert thai.read_date(thai.date_short(value)) == (value, "DAY")


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_dates(text):
    with contextlib.suppress(thai.NotADate):
        thai.read_date(text)


@pytest.mark.parametrize("text", ["1" * 5000, "99999999999/1/2500", "1/99999999999999999999/2500", "1/1/25000"])
def test_numbers_longer_than_a_year_are_no_date(text):
    with pytest.raises(thai.NotADate):
        thai.read_date(text)


def test_on_a_page_no_line_ends_within_a_date_or_a_time():
    page = Template("{% load thai %}{{ at|date_long }}, {{ at|datetime_short }}").render(Context({"at": NOW}))

    assert [words.replace("\N{NO-BREAK SPACE}", "_") for words in page.split(" ")] == [
        *("22_พฤศจิกายน_2569,", "22_พ.ย._2569", "14.05_น.")
    ]
    assert thai.read_date(page.partition(",")[0]) == (NOW.date(), "DAY")

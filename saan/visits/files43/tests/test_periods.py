from datetime import date

import pytest

from saan.visits.files43 import periods


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("FY2569", date(2025, 10, 1), date(2026, 9, 30)),
        ("FY2569Q1", date(2025, 10, 1), date(2025, 12, 31)),
        ("FY2569Q2", date(2026, 1, 1), date(2026, 3, 31)),
        ("FY2569Q4", date(2026, 7, 1), date(2026, 9, 30)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_code_is_a_span_of_days(code, first, last):
    found = periods.period(code)

    assert (found.code, found.first, found.last) == (code, first, last)


@pytest.mark.parametrize("code", ["", "2569", "FY2569Q5", "2026-13", "2026-1", "FY๒๕๖๙", "FY9999", "2026-10\n"])
def test_anything_else_is_none(code):
    assert periods.period(code) is None


@pytest.mark.parametrize("today", [date(2026, 10, 1), date(2026, 9, 30), date(2027, 1, 31)])
def test_what_is_offered_has_begun_and_can_be_asked_for(today):
    years, quarters, months = periods.offered(today)

    for each in [*years, *quarters, *months]:
        assert each.first <= today
        assert periods.period(each.code) == each
    assert years[0].first <= today <= years[0].last
    assert months[0].first == today.replace(day=1)
    assert len(months) == 12

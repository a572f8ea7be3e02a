from datetime import UTC, date, datetime, timedelta

import pytest

from saan.visits import rules

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def test_a_visit_happened_when_the_phone_says_so():
    assert rules.moment(NOW - timedelta(days=3), NOW) == (NOW - timedelta(days=3), False)


def test_a_visit_is_never_later_than_it_was_received():
    assert rules.moment(NOW + timedelta(minutes=4), NOW) == (NOW, False)


@pytest.mark.parametrize("years", [10, -10])
def test_a_clock_ten_years_off_is_flagged_and_does_not_count(years):
    said = NOW.replace(year=NOW.year + years)

    assert rules.moment(said, NOW) == (NOW, True)


def test_the_most_frequent_rhythm_of_the_groups_holds():
    days = {"BED_BOUND": 14, "DISABLED": 60, "ELDER": 90}

    assert rules.rhythm_of(["DISABLED", "BED_BOUND"], True, days) == 14
    assert rules.rhythm_of([], True, days) == 90
    assert rules.rhythm_of(["CHRONIC"], False, days) is None


def test_the_next_visit_is_due_so_many_days_after_the_last():
    given = date(2026, 11, 1)

    assert rules.due_on(date(2026, 11, 10), 14, given) == date(2026, 11, 24)
    assert rules.due_on(None, 14, given) == given
    assert rules.due_on(None, None, given) is None

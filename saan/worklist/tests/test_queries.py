from datetime import UTC, datetime, timedelta

import pytest

from saan.worklist.queries import urgency

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_at", "word"),
    [
        (None, ""),
        (AT - timedelta(seconds=1), "OVERDUE"),
        (AT + timedelta(days=7), "SOON"),
        (AT + timedelta(days=8), ""),
    ],
)
def test_work_is_overdue_or_soon_by_its_due_time(due_at, word):
    assert urgency(due_at, AT) == word

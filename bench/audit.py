"""How long it takes to find one altered row in the trail: `python -m bench.audit [--quick]`."""

import argparse

from bench.figures import Figure, spent, write
from saan.runtime.environment import inside
from saan.runtime.homes import a_home

SIZES = (25_000, 50_000, 100_000)
AIM_AT = 100_000
PIECE = 10_000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small: does the bench itself work?")
    chosen = parser.parse_args()
    with a_home() as home, inside(home):
        found = [figure for size in ((500, 2_000) if chosen.quick else SIZES) for figure in _measured(size)]
    write("audit", found, quick=chosen.quick)


def _measured(size):
    from saan.audit import sealing

    _write_up_to(size)
    with spent() as chaining:
        sealed = sealing.seal()
    with spent() as finding:
        altered, found = _altered_and_found()
    assert found.altered == [altered], found
    assert found.checked == size, found
    yield Figure("one altered row is found", size, finding.seconds, "s", "≤ 5" if size == AIM_AT else "")
    yield Figure("the trail is chained, rows a second", size, sealed / chaining.seconds)


def _write_up_to(size):
    """Readings and deeds as the house writes them, so many in all."""
    from django.utils import timezone

    from saan.audit.models import Event

    there, now = Event.objects.count(), timezone.now()
    for start in range(there, size, PIECE):
        Event.objects.bulk_create(
            Event(
                at=now, verb="people.person.read", is_read=True, actor_id=number % 50, actor_name="สมหญิง ใจดี",
                organisation_id=1, subject_type="people.person", subject_id=number, area_key=93_050_100,
                detail={"page": "people:person", "fields": ["cid", "phone"]},
            )
            for number in range(start, min(start + PIECE, size))
        )  # fmt: skip


def _altered_and_found():
    """The number of a row that whoever has the database altered, and what the check says; then as it was."""
    from django.db import connection, transaction

    from saan.audit import sealing
    from saan.audit.models import Event

    with transaction.atomic(), connection.cursor() as cursor:
        middle = Event.objects.order_by("pk")[Event.objects.count() // 2].pk
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_event SET actor_id = actor_id + 1 WHERE id = %s", [middle])
        with_it = sealing.verify()
        transaction.set_rollback(True)
    return middle, with_it


if __name__ == "__main__":
    main()

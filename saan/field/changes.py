"""What has changed since a phone last asked, told by the transactions themselves.

A cursor is the snapshot of the answer before: every transaction that it did not see, and we do, is news. So one that
began earlier and committed later is never missed, and one that runs for an hour makes nobody hear old news again.
"""

import re

from django.db.models import Q

from saan.field.models import Trace
from saan.people import bulk

SNAPSHOT = re.compile(r"(\d{1,18}):(\d{1,18}):(\d{1,18}(,\d{1,18})*)?")


def now_seen():
    """A cursor of everything that is committed by now."""
    return bulk.column("SELECT pg_current_snapshot()::text")[0]


def is_ours(cursor):
    """Whether this database can have given this cursor. One from a later life of it cannot be compared."""
    match = SNAPSHOT.fullmatch(cursor)
    if not match or len(cursor) > 4000:
        return False
    low, high, running = int(match[1]), int(match[2]), [int(xid) for xid in (match[3] or "").split(",") if xid]
    is_sound = 0 < low <= high and running == sorted(set(running)) and all(low <= xid < high for xid in running)
    return is_sound and bulk.column("SELECT %s <= pg_snapshot_xmax(pg_current_snapshot())::text::int8", high)[0]


def life():
    """Which life of which database this is: transactions are counted anew in a copy, and after a restore."""
    return bulk.column(LIFE)[0]


LIFE = "SELECT system_identifier || ':' || timeline_id FROM pg_control_system(), pg_control_checkpoint()"


def since(cursor, ranges):
    """The traces in these ranges of areas, or anywhere if None, of transactions that `cursor` did not see."""
    within = Q() if ranges is None else Q(pk__in=[])
    for low, high in ranges or ():
        within |= Q(area_key__range=(low, high))
    return Trace.objects.extra(
        where=[
            "xid >= pg_snapshot_xmin(%s::pg_snapshot)::text::int8",
            "xid < pg_snapshot_xmax(pg_current_snapshot())::text::int8",
            "NOT pg_visible_in_snapshot(xid::text::xid8, %s::pg_snapshot)",
        ],
        params=[cursor, cursor],
    ).filter(within)


def tidy():
    """Take away traces that tell nobody anything more; how many went.

    One is spent where a newer one of the same person and place was written after it had ended: whoever has not seen it
    has not seen the newer one either.
    """
    return bulk.run(SPENT) + bulk.run(FROM_ANOTHER_LIFE)


SPENT = """
    DELETE FROM field_trace t USING (
        SELECT person_id, area_key, max(settled) AS settled FROM field_trace GROUP BY person_id, area_key
        HAVING count(*) > 1
    ) n WHERE t.person_id = n.person_id AND t.area_key = n.area_key AND t.xid < n.settled
"""
FROM_ANOTHER_LIFE = "DELETE FROM field_trace WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())::text::int8"

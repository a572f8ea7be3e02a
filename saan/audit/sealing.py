"""The chain over the trail, by which one altered row is found. Made behind the writers, who never wait for it.

Each link is HMAC-SHA-256 over the link before and the event, under a key that the database does not hold: whoever can
write the tables still cannot mend the chain. Events are chained when they become visible, not in order of number: a
transaction that ends late gets a later place. What cannot be seen here is a cut at the very end; `head()` is for
writing elsewhere (backups do), and `verify(expected=...)` holds the chain to it.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from saan.audit.models import Event, Seal, Sealing

SEALER_LOCK = 20698
CHUNK = 5_000
BEGINNING = bytes(32)
SETTLING_TIME = timedelta(minutes=1)  # a number is taken a moment before its transaction is known to others
OVERDUE = timedelta(hours=1)

FIELDS = [
    "id", "at", "verb", "is_read", "actor_id", "actor_name", "organisation_id", "subject_type", "subject_id",
    "area_key", "purpose", "detail",
]  # fmt: skip


@dataclass
class Finding:
    """What the check found: numbers of events whose row or link does not fit, that are gone, or never sealed."""

    checked: int = 0
    altered: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    unsealed: list[int] = field(default_factory=list)
    is_cut: bool = False

    @property
    def is_sound(self):
        return not (self.altered or self.missing or self.unsealed or self.is_cut)


def seal(*, at=None):
    """Chain what has been written since; how many events that were. A second sealer at the same time leaves at once."""
    sealed = 0
    while chained := _seal_chunk(at or timezone.now()):
        sealed += chained
    return sealed


@transaction.atomic
def _seal_chunk(at):
    if not _is_alone():
        return 0
    done_up_to = Sealing.objects.aggregate(highest=Max("done_up_to"))["highest"] or 0
    settled_up_to = max(done_up_to, _settled_up_to(at))
    last_id, horizon = _given_out()
    events = list(_unsealed().filter(id__gt=done_up_to).order_by("id").values_list(*FIELDS)[:CHUNK])
    link = _last_link()
    Seal.objects.bulk_create([Seal(event_id=event[0], link=(link := _link(link, event))) for event in events])
    is_all = len(events) < CHUNK
    if is_all and (events or settled_up_to > done_up_to):
        Sealing.objects.create(at=at, last_id=last_id, horizon=horizon, done_up_to=settled_up_to)
    return len(events)


def _is_alone():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        return cursor.fetchone()[0]


def _given_out():
    """The last number given to an event, then the first transaction that has not begun."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM audit_event_id_seq")
        (last_id,) = cursor.fetchone()
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return last_id, cursor.fetchone()[0]


def _settled_up_to(at):
    """The highest number up to which no event can still appear: all that were being written then have ended."""
    with connection.cursor() as cursor:
        # A horizon from the future comes from the cluster this database was restored from: all of that has ended.
        cursor.execute(
            "SELECT coalesce(max(last_id), 0) FROM audit_sealing WHERE at < %s AND NOT horizon BETWEEN"
            " pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 1"
            " AND pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
            [at - SETTLING_TIME],
        )
        return cursor.fetchone()[0]


def _unsealed():
    return Event.objects.filter(~Exists(Seal.objects.filter(event_id=OuterRef("id"))))


def _last_link():
    last = Seal.objects.order_by("-id").values_list("link", flat=True).first()
    return bytes(last) if last is not None else BEGINNING


def _link(before, event):
    number, at, *rest = event
    words = json.dumps([number, at.astimezone(UTC).isoformat(), *rest], ensure_ascii=False, sort_keys=True)
    return hmac.digest(_key(), before + words.encode(), hashlib.sha256)


def _key():
    return hmac.digest(settings.SECRETS.index_key, b"audit chain", hashlib.sha256)


def head():
    """How many links there are and the last of them, as text to be kept elsewhere: "100000:9f86d0…"."""
    return f"{Seal.objects.count()}:{_last_link().hex()}"


@transaction.atomic
def verify(*, expected=None):
    """Walk the whole chain. `expected`: a head() written down earlier, which must still be a link of it."""
    finding = Finding()
    before, place = BEGINNING, 0
    wanted = expected.split(":") if expected else None
    for event_id, link, event in _walk():
        place += 1
        if event is None:
            finding.missing.append(event_id)
        elif _link(before, event) != link:
            finding.altered.append(event_id)
        if wanted and wanted[0] == str(place):
            finding.is_cut = wanted[1] != link.hex()
        before = link
    finding.checked = place
    finding.is_cut = finding.is_cut or bool(wanted and int(wanted[0]) > place)
    finding.unsealed = list(_overdue())
    return finding


def _walk():
    columns = ", ".join(f"e.{name}" for name in FIELDS)
    asked = f"SELECT s.event_id, s.link, {columns} FROM audit_seal s LEFT JOIN audit_event e ON e.id = s.event_id"
    with connection.chunked_cursor() as cursor:
        cursor.itersize = CHUNK
        cursor.execute(f"{asked} ORDER BY s.id")
        for event_id, link, *event in cursor:
            *plain, detail = event
            yield event_id, bytes(link), None if event[0] is None else (*plain, json.loads(detail))


def _overdue():
    late = _unsealed().filter(at__lt=timezone.now() - OVERDUE)
    return late.order_by("id").values_list("id", flat=True)[:100]

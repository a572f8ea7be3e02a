"""The bytes first: what a phone sends is kept, sealed and with its hash, in one transaction. Only then is it
acknowledged, and only later is anything made of it (landing)."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import psycopg
from django.db import connection, transaction

from saan.forms import waking
from saan.forms.models import Receipt, ReceiptState
from saan.forms.openrosa.envelope import Envelope, Flawed, read
from saan.shared.crypto import seal, unseal_bytes

BODY = "forms.receipt"
FOLDER = "forms"


@dataclass(frozen=True)
class KeptFile:
    """An attachment, sealed and on the disk."""

    name: str
    path: str
    sha256: bytes
    size: int
    media_type: str


@dataclass(frozen=True)
class Arrival:
    """One submission on its way in."""

    body: bytes
    organisation_id: int
    received_at: datetime
    user_id: int | None = None
    device_id: int | None = None
    user_agent: str = ""
    is_complete: bool = True
    files: tuple[KeptFile, ...] = ()
    envelope: Envelope = field(default_factory=Envelope)
    error_code: str = ""
    error_facts: dict = field(default_factory=dict)

    @property
    def name(self):
        """By what the same arrival is known when it comes again."""
        return self.organisation_id, self.envelope.instance_id, hashlib.sha256(self.body).digest()

    @property
    def state(self):
        return ReceiptState.ASIDE if self.error_code else ReceiptState.WAITING


def arrival(body, *, error_code="", error_facts=None, **who_and_when):
    """What these bytes are; what is wrong with them is in `error_code`."""
    outside = Envelope()
    try:
        outside = read(body)
    except Flawed as flaw:
        error_code, error_facts = error_code or flaw.code, error_facts or flaw.facts
    return Arrival(body, envelope=outside, error_code=error_code, error_facts=error_facts or {}, **who_and_when)


@transaction.atomic
def receive(xml_bytes, files=(), *, user, organisation, at, device=None, user_agent=""):
    """Keep one submission, whatever is wrong with it, and have it worked on. Gives its Receipt."""
    came = arrival(
        xml_bytes,
        organisation_id=organisation.pk,
        user_id=user.pk if user else None,
        device_id=device.pk if device else None,
        received_at=at,
        user_agent=user_agent,
        files=tuple(files),
    )
    store([came])
    transaction.on_commit(waking.wake)
    _organisation_id, instance_id, sha256 = came.name
    return Receipt.objects.get(instance_id=instance_id, sha256=sha256, organisation=organisation)


def store(arrivals):
    """Keep these in one transaction: {name: the state it is in now}. What is there already stays as it is, except that
    what was set aside by us is tried again."""
    together = {}
    for each in arrivals:
        name = each.name
        if name not in together or each.is_complete:
            together[name] = each
    ours = psycopg.Cursor(_raw_connection())  # bound by the server, so that the statement is planned once
    files = [(each, file) for each in arrivals for file in each.files]
    if not files:
        return _keep(ours, together)
    with transaction.atomic():
        _keep_files(ours, files)
        return _keep(ours, together)


def _raw_connection():
    connection.close_if_health_check_failed()  # as Django's own cursors do: the database may have been away
    connection.ensure_connection()
    return connection.connection


def _keep(cursor, together):
    rows = [_row(name, each) for name, each in together.items()]
    _execute(cursor, KEEP, rows)
    return {(owner, name, bytes(sha256)): state for owner, name, sha256, state in cursor.fetchall()}


def _execute(cursor, statement, rows):
    with connection.wrap_database_errors:  # ours is not Django's cursor, but whoever calls knows Django's errors
        cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)], prepare=True)


def _row(name, each):
    organisation_id, instance_id, sha256 = name
    return (
        *(instance_id, sha256, len(each.body), seal(each.body, BODY)),
        *(each.device_id, each.user_id, organisation_id),
        *(each.envelope.form_code[:100], each.envelope.form_version[:60], each.user_agent[:200]),
        *(each.is_complete, each.received_at, each.state, each.error_code, psycopg.types.json.Jsonb(each.error_facts)),
    )


KEEP = """
    INSERT INTO forms_receipt AS kept (instance_id, sha256, size, body_sealed, device_id, user_id, organisation_id,
        form_code, form_version, user_agent, is_complete, received_at, state, error_code, error_facts, attempts)
    SELECT *, 0 FROM unnest(%s::text[], %b::bytea[], %s::int[], %b::bytea[], %s::bigint[], %s::bigint[], %s::bigint[],
        %s::text[], %s::text[], %s::text[], %s::bool[], %s::timestamptz[], %s::text[], %s::text[], %s::jsonb[])
    ON CONFLICT (instance_id, sha256, organisation_id) DO UPDATE SET
        is_complete = kept.is_complete OR excluded.is_complete,
        state = CASE WHEN kept.state = 'ASIDE' AND kept.attempts = 0 THEN excluded.state ELSE kept.state END,
        error_code = CASE WHEN kept.state = 'ASIDE' AND kept.attempts = 0 THEN excluded.error_code
                     ELSE kept.error_code END
    RETURNING organisation_id, instance_id, sha256, state
"""


def _keep_files(cursor, files):
    rows = [
        (came.envelope.instance_id, file.name, file.sha256, file.size, file.media_type, file.path,
         came.organisation_id, came.received_at)
        for came, file in files
    ]  # fmt: skip
    _execute(cursor, KEEP_FILES, rows)


KEEP_FILES = """
    INSERT INTO forms_attachment (uuid, instance_id, name, sha256, size, media_type, path, organisation_id, received_at)
    SELECT gen_random_uuid(), * FROM unnest(%s::text[], %s::text[], %b::bytea[], %s::int[], %s::text[], %s::text[],
        %s::bigint[], %s::timestamptz[])
    ON CONFLICT (instance_id, name, sha256, organisation_id) DO NOTHING
"""


def opened_body(receipt):
    """The bytes of a receipt as they came."""
    return unseal_bytes(receipt.body_sealed, BODY)

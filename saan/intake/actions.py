"""What a person does with a batch. Each deed moves the state by compare and set: a second click finds it done."""

from contextlib import suppress

from django.db import connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from procrastinate.exceptions import AlreadyEnqueued

from saan.audit import actions as audit
from saan.intake import queries, rules, tasks
from saan.intake.models import Batch, RememberedMapping, StoredFile
from saan.intake.models import BatchState as State
from saan.intake.working import move
from saan.people.models import Delivery, SourceList
from saan.shared import vault
from saan.shared.access import system
from saan.shared.errors import Refused
from saan.worklist import actions as worklist

JOBS = {
    State.READING: tasks.read,
    State.STAGING: tasks.stage,
    State.COMMITTING: tasks.commit,
    State.UNDOING: tasks.undo,
}


@transaction.atomic
def receive(*, organisation, list_name, area, files, by, at):
    """Keep the files and have them read. Gives the batch, and whether it is new: the same files come in once."""
    sha256 = rules.hash_of_files(file.sha256 for file in files)
    _one_at_a_time(sha256)
    standing = queries.standing_batch(organisation, sha256)
    if standing:
        return standing, False
    source_list, _made = SourceList.objects.get_or_create(
        organisation=organisation, name=list_name, defaults={"area": area}
    )
    delivery = Delivery.objects.create(
        source_list=source_list,
        file_name=_name_of(files),
        sha256=sha256,
        as_of=localdate(at),
        received_at=at,
        received_by=by,
    )
    batch = Batch.objects.create(source_list=source_list, delivery=delivery, created_at=at, created_by=by)
    StoredFile.objects.bulk_create(
        StoredFile(batch=batch, name=file.name[-255:], sha256=file.sha256, size=file.size, path=file.keep())
        for file in files
    )
    _have_done(batch, State.READING, by=by, at=at)
    audit.record("intake.batch.received", batch, by=by, at=at, file=delivery.file_name, sha256=sha256.hex())
    return batch, True


@transaction.atomic
def choose_columns(*, batch, mapping, as_of, area, groups, is_complete, by, at):
    """Take these sheets with these meanings of their columns, and check every row."""
    if not any(sheet["take"] for sheet in mapping["sheets"]):
        raise Refused(_("Choose at least one sheet to take in."))
    if as_of > localdate(at):
        raise Refused(_("A list cannot speak of a day that is still to come. Correct the date of the list."))
    _move(batch, {State.MAPPING, State.READY}, State.STAGING, mapping=mapping)
    SourceList.objects.filter(pk=batch.source_list_id).update(area=area, groups=groups, is_complete=is_complete)
    Delivery.objects.filter(pk=batch.delivery_id).update(as_of=as_of)
    _remember(batch, mapping, at)
    _have_done(batch, State.STAGING, by=by, at=at)
    audit.record("intake.batch.columns_chosen", batch, by=by, at=at)


@transaction.atomic
def choose_headings(*, batch, sheet, row, rows, by, at):
    """Read this sheet again with its headings in this row of the file: one row, two, or none at all."""
    place = {name: sheet[name] for name in ("file", "sheet")}
    others = [one for one in batch.mapping.get("headings", []) if not place.items() <= one.items()]
    said = {**place, "row": row, "rows": rows, "found_as": sheet["found_as"]}
    _move(batch, {State.MAPPING}, State.READING, mapping={"headings": [*others, said]})
    _have_done(batch, State.READING, by=by, at=at)
    audit.record("intake.batch.headings_chosen", batch, by=by, at=at)


@transaction.atomic
def mend(*, batch, mend, by, at):
    """Read all values that failed in the same way anew, by another rule."""
    mapping = {**batch.mapping, "mends": [*batch.mapping.get("mends", []), mend]}
    _move(batch, {State.READY}, State.STAGING, mapping=mapping)
    _have_done(batch, State.STAGING, by=by, at=at)
    audit.record("intake.batch.mended", batch, by=by, at=at, **mend)


@transaction.atomic
def unmend(*, batch, by, at):
    """Take the last mend back."""
    mapping = {**batch.mapping, "mends": batch.mapping.get("mends", [])[:-1]}
    _move(batch, {State.READY}, State.STAGING, mapping=mapping)
    _have_done(batch, State.STAGING, by=by, at=at)
    audit.record("intake.batch.unmended", batch, by=by, at=at)


@transaction.atomic
def back_to_columns(*, batch, by, at):
    """Choose the columns again; what was checked so far is checked anew afterwards."""
    if batch.sheets_sealed is None or batch.delivery.committed_at:
        raise Refused(_("This delivery has no columns that could be corrected now."))
    _move(batch, {State.READY, State.FAILED}, State.MAPPING)
    worklist.done(key=queries.work_key(batch), by=by, at=at)


@transaction.atomic
def commit(*, batch, by, at):
    """From now on these rows count."""
    _move(batch, {State.READY}, State.COMMITTING)
    worklist.done(key=queries.work_key(batch), by=by, at=at)
    _have_done(batch, State.COMMITTING, by=by, at=at)
    audit.record("intake.batch.commit_begun", batch, by=by, at=at, **batch.counts)


@transaction.atomic
def undo(*, batch, by, at):
    """Take the delivery back, exactly."""
    _move(batch, {State.COMMITTED}, State.UNDOING)
    _have_done(batch, State.UNDOING, by=by, at=at)
    audit.record("intake.batch.undo_begun", batch, by=by, at=at)


@transaction.atomic
def retry(*, batch, by, at):
    """Try the step that failed once more."""
    step = State(batch.error_facts.get("step", State.READING))
    _move(batch, {State.FAILED}, step)
    _have_done(batch, step, by=by, at=at)
    audit.record("intake.batch.retried", batch, by=by, at=at, step=step)


@transaction.atomic
def discard(*, batch, by, at):
    """Put a batch away before it counts. Its file and its rows go; that it was here stays known."""
    from saan.intake import records  # here, so that the web starts without polars

    if batch.delivery.committed_at:
        raise Refused(_("This delivery already counts. It can be taken back, but not put away."))
    _move(batch, rules.BEFORE_COMMIT, State.DISCARDED, mapping={}, counts={}, sheets_sealed=None)
    with system():
        records.clear(batch.delivery)
    paths = list(batch.files.values_list("path", flat=True))
    transaction.on_commit(lambda: [vault.remove(path) for path in paths])
    worklist.done(key=queries.work_key(batch), by=by, at=at)
    audit.record("intake.batch.discarded", batch, by=by, at=at)


def _move(batch, before, after, **columns):
    """The one who gets here first moves the batch; for the others, what they asked for is already under way."""
    current = Batch.objects.select_for_update().get(pk=batch.pk)
    if current.state == after:
        raise AlreadyDone
    if current.state not in before or not rules.may_move(current.state, after):
        raise Refused(_("This delivery has moved on in the meantime. Look at where it stands now."))
    move(current, before=current.state, after=after, **columns)
    batch.refresh_from_db()


class AlreadyDone(Exception):
    """The same button was pressed twice; nothing more need be done."""


def _have_done(batch, state, *, by, at):
    job = JOBS[state].configure(queueing_lock=f"intake.{batch.pk}.{state}")
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(batch_id=batch.pk, by_id=by.pk if by else None, at=at.isoformat())


def _remember(batch, mapping, at):
    """What these headings mean, and where a table that looks like this one has them."""
    known = {one["found_as"]: {"headings": {"row": one["row"], "rows": one["rows"]}} for one in mapping["headings"]}
    known |= {
        sheet["signature"]: {"fields": sheet["fields"], "corrected": _corrected(shown, sheet["fields"])}
        for shown, sheet in zip(batch.sheets, mapping["sheets"], strict=True)
        if sheet["take"]
    }
    for signature, what in known.items():
        RememberedMapping.objects.update_or_create(
            source_list_id=batch.source_list_id,
            signature=signature,
            defaults={"mapping": {"signature": signature, "fields": {}, **what}, "used_at": at},
        )


def _corrected(shown, fields):
    """The columns, by name, of which people said something else than is guessed."""
    guessed = {column["name"]: column.get("guess", column["field"]) for column in shown["columns"]}
    return {name: field for name, field in fields.items() if name not in guessed or guessed[name] != field}


def _one_at_a_time(sha256):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(sha256[:8], "big", signed=True)])


def _name_of(files):
    names = ", ".join(file.name for file in files)
    return names if len(names) <= 255 else f"{names[:240]} … ({len(files)})"

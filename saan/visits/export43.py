"""The visits of one's own organisation as the 43 files: rows, and whatever could not become one with its reason."""

import tempfile
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from saan.people.evidence import CID
from saan.people.exports import in_chunks
from saan.people.models import Person, SourceRecord
from saan.people.queries import person_values
from saan.shared.crypto import unseal
from saan.visits.files43 import checking, mapping, writing
from saan.visits.files43.layouts import LAYOUTS
from saan.visits.files43.mapping import Call, Client, Value
from saan.visits.models import Observation, Visit
from saan.visits.permissions import Permission

CHUNK = 500
MOST_LISTED = 5000
KEPT_IN_MEMORY = 4 << 20


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is no row, or a row with a doubt (OWN_PID): whom it is about, when, and why."""

    file: str
    person_id: int
    name: str
    day: date | None
    code: str
    column: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def cause(self):
        return self.file, self.code, self.column, self.facts


@dataclass
class Outcome:
    """`left` are the first MOST_LISTED; `causes` count all of them."""

    rows: Counter = field(default_factory=Counter)
    causes: Counter = field(default_factory=Counter)
    left: list[Left] = field(default_factory=list)
    visits: int = 0

    def leave(self, left):
        self.causes[left.cause] += 1
        if len(self.left) < MOST_LISTED:
            self.left.append(left)


@dataclass(frozen=True)
class Asked:
    """Whose visits, where and when. `reveal`: how far the caller may see citizen IDs; None: they are not written."""

    user: object
    organisation: object
    area: object
    period: object
    today: date
    reveal: object = None

    @property
    def reach(self):
        return self.user.reach(Permission.VISIT_EXPORT)

    def visits(self):
        """Of one's own organisation only: a service is sent once, by whoever gave it."""
        zone = timezone.get_default_timezone()
        begin = timezone.make_aware(datetime.combine(self.period.first, time.min), zone)
        end = timezone.make_aware(datetime.combine(self.period.last, time.max), zone)
        return (
            Visit.objects.standing()
            .visible_to(self.user, Permission.VISIT_EXPORT)
            .filter(
                organisation=self.organisation,
                area_key__range=(self.area.key, self.area.key_end),
                occurred_at__range=(begin, end),
            )
        )


def gather(asked, write=lambda file, row: None):
    """Hand every good row to `write`, some hundred persons at a time, and say what came of the rest."""
    outcome = Outcome()
    ids = asked.visits().order_by("person_id").values_list("person_id", flat=True).distinct()
    for chunk in in_chunks(ids.iterator(chunk_size=CHUNK), CHUNK):
        calls, people = _calls(asked, chunk), _clients(asked, chunk)
        for person_id in chunk:
            outcome.visits += len(calls[person_id])
            _gather_one(asked, outcome, write, people.get(person_id), person_id, calls[person_id])
    return outcome


def _gather_one(asked, outcome, write, found, person_id, calls):
    if found is None:
        outcome.leave(Left("", person_id, "", calls[0].day, "NOT_SEEN"))
        return
    client, name = found
    rows = {}
    for call in calls:
        for draft in mapping.drafts(client, call, asked.organisation.hospcode):
            for left in _settled(draft, rows, asked.today):
                outcome.leave(Left(draft.file, person_id, name, *left))
    for draft in rows.values():
        write(draft.file, draft.row)
        outcome.rows[draft.file] += 1
    if rows and client.pid == mapping.own_pid(person_id):
        outcome.leave(Left("", person_id, name, None, "OWN_PID"))


def _settled(draft, rows, today):
    """Put the row among `rows`; what is left out is given as (day, code, column, facts)."""
    if draft.row is None:
        yield draft.call.day, draft.reason, draft.column, draft.facts
        return
    layout, wrong = LAYOUTS[draft.file], {}
    for problem in checking.row_problems(layout, draft.row, today=today):
        wrong.setdefault((problem.code, problem.facts), []).append(problem.column)
    for (code, facts), columns in wrong.items():
        yield draft.call.day, code, ", ".join(columns), facts
    if wrong:
        return
    key = (draft.file, *(draft.row[name] for name in layout.key))
    if key in rows:
        yield rows[key].call.day, "SAME_DAY", "", ()
    rows[key] = draft


def _calls(asked, person_ids):
    """Person → their visits in order, each with what was measured."""
    found = asked.visits().filter(person__in=person_ids).order_by("occurred_at", "pk")
    visits = list(found.values_list("pk", "person_id", "occurred_at", "received_at", "outcome"))
    values, updates = _values([pk for pk, *_rest in visits])
    calls = {pk: [] for pk in person_ids}
    for pk, person_id, occurred_at, received_at, outcome in visits:
        updated = timezone.localtime(max(received_at, updates.get(pk, received_at)))
        calls[person_id].append(Call(pk, timezone.localdate(occurred_at), updated, outcome, values.get(pk, {})))
    return calls


def _values(visit_ids):
    """(visit → measure → its last value, visit → when a form of it last came)."""
    found = Observation.objects.filter(visit__in=visit_ids, is_current=True, measure__code__in=mapping.measures())
    names = ("visit_id", "measure__code", "value", "text", "band__code", "submission__received_at")
    values, updates = {}, {}
    for pk, measure, number, words, band, received_at in found.order_by("effective_at", "pk").values_list(*names):
        values.setdefault(pk, {})[measure] = Value(number, words, band or "")
        if received_at:
            updates[pk] = max(received_at, updates.get(pk, received_at))
    return values, updates


def _clients(asked, person_ids):
    """Person → (what the rules must know of them, their name)."""
    persons = list(Person.objects.filter(pk__in=person_ids))
    pids, disabilities = _pids(asked.organisation, person_ids), _of(persons, asked.reach, "disability_types")
    cids = _of(persons, asked.reveal, "cid") if asked.reveal else {}
    return {each.pk: (_client(each, pids, disabilities.get(each.pk), cids.get(each.pk)), str(each)) for each in persons}


def _client(person, pids, disabilities, cid):
    return Client(
        person.pk,
        pids.get(person.pk) or mapping.own_pid(person.pk),
        unseal(cid.sealed, CID) if cid else "",
        person.birth_date,
        frozenset(person.groups),
        frozenset(str(each) for each in disabilities or ()),
    )


def _of(persons, reach, name):
    """Person → one value of theirs, as far as this reach sees it."""
    return {person.pk: values.get(name) for person, values, _lists in person_values(persons, reach, (name,))}


def _pids(organisation, person_ids):
    """Person → the number in the facility's own 43 files; of several that of the newest list."""
    own = SourceRecord.objects.current().filter(
        organisation=organisation, person__in=person_ids, values__hospcode=organisation.hospcode
    )
    found = own.exclude(values__local_id=None).order_by("delivery__as_of", "pk")
    return dict(found.values_list("person_id", "values__local_id"))


def write_zip(asked, stamp):
    """(the files in one ZIP, an open temporary file at its beginning; the outcome)."""
    files = {name: _begun(layout) for name, layout in LAYOUTS.items()}
    outcome = gather(asked, lambda name, row: files[name].write(writing.line(LAYOUTS[name], row).encode()))
    file = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    folder = f"F43_{asked.organisation.hospcode}_{stamp:%Y%m%d%H%M%S}"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in files.items():
            _pack(archive, f"{folder}/{name}.txt", part)
    file.seek(0)
    return file, outcome


def _begun(layout):
    part = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 (_pack closes it)
    part.write(writing.heading(layout).encode())
    return part


def _pack(archive, name, part):
    with part, archive.open(name, "w") as member:
        part.seek(0)
        while piece := part.read(1 << 20):
            member.write(piece)

"""Reads of the registry shaped for those who show it. Everything here keeps to a reach (shared.access.Reach)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.functional import cached_property

from saan.audit.models import Event
from saan.partners.models import DataGroup
from saan.people import bulk, evidence, hooks
from saan.people.fields import FIELDS, Field
from saan.people.models import Choice, Consent, Person, SourceRecord, Standing
from saan.people.rules import golden, supporters
from saan.shared.access import system

ARRIVED = (Standing.CURRENT, Standing.SUPERSEDED, Standing.GONE)


class Provenance(NamedTuple):
    """Where a value stands written: on paper one could go and look."""

    record_id: int
    organisation: str
    organisation_full: str
    list_name: str
    file_name: str
    sheet: str
    row: int
    as_of: date


class Other(NamedTuple):
    """One of several values that sources give, with those sources."""

    value: Any
    sources: tuple[Provenance, ...]


@dataclass(frozen=True)
class Shown:
    """A value as one reader may see it. `sources`: every row that says it, newest first; none where the value is the
    registry's core and from organisations that the reader has no agreement with. `choice`: a human has picked it."""

    field: Field
    value: Any
    sources: tuple[Provenance, ...] = ()
    choice: Choice | None = None
    others: tuple[Other, ...] = ()
    is_disputed: bool = False

    @property
    def source(self):
        return next(iter(self.sources), None)


@dataclass(frozen=True)
class PersonView:
    """A person as one reader may see them: `values` by field name, in the order of people.fields; `records`: the rows
    behind them, as far as the reader has an agreement with who sent them."""

    person: Person
    values: dict[str, Shown]
    records: list[SourceRecord]

    def __getitem__(self, name):
        if name not in FIELDS:
            raise KeyError(name)  # templates try an item before an attribute
        shown = self.values.get(name)
        return shown.value if shown else None

    def of(self, group):
        return [shown for shown in self.values.values() if shown.field.group == group]

    @cached_property
    def disputed(self):
        return [shown for shown in self.values.values() if shown.is_disputed]


def person_view(person, reach):
    """The person with every value that this reach may see, its sources, and what other sources say."""
    return person_views([person], reach)[0]


def person_views(persons, reach):
    """The same of many persons, in their order, with the same few queries.

    The registry core is one for all who may see the person; every other value is worked out anew from the records and
    choices of organisations that share its data group, as if there were no others (docs/adr/0004).
    """
    ids = [person.pk for person in persons]
    with system():
        counted = {pk: rows for pk, (_is_listed, rows) in evidence.counted(ids).items()}
        choices = {choice.pk: choice for choice in _choices(ids)}
        decisions = evidence.decided_by(choices.values())
        records = _records([row for rows in counted.values() for row in rows], reach)
    views = []
    for person in persons:
        rows, decided = counted.get(person.pk, []), decisions.get(person.pk, [])
        values = {}
        for group in DataGroup:
            values |= _of_group(group, reach, rows, decided, choices, records)
        values = {name: values[name] for name in FIELDS if name in values}
        views.append(PersonView(person, values, [records[row.id] for row in rows if row.id in records]))
    return views


def person_values(persons, reach, names):
    """For each person the values of the fields `names` that this reach may see, and the names of the lists that say so.

    person_views without the sources, for files of many thousands: the same rules, a tenth of the work.
    """
    ids = [person.pk for person in persons]
    with system():
        counted = {pk: rows for pk, (_is_listed, rows) in evidence.counted(ids).items()}
        choices = {choice.pk: choice for choice in _choices(ids)}
        decisions = evidence.decided_by(choices.values())
        lists = _list_names([row for rows in counted.values() for row in rows], reach)
    asked = _by_sources(reach, names)
    for person in persons:
        rows, decided, values = counted.get(person.pk, []), decisions.get(person.pk, []), {}
        for group, together in asked:
            result = _settled(group, reach, rows, decided, choices, together)
            values |= {name: result.values[name] for name in together if name in result.values}
        yield person, values, list(dict.fromkeys(lists[row.id] for row in rows if row.id in lists))


def _by_sources(reach, names):
    """(group, names) for names that the same organisations share: what they say is settled in one go."""
    together = {}
    for name in names:
        group = FIELDS[name].group
        together.setdefault((group == DataGroup.REGISTRY, reach.sources(group)), (group, []))[1].append(name)
    return list(together.values())


def _list_names(rows, reach):
    visible = frozenset().union(*reach.givers.values())
    ids = [row.id for row in rows if row.organisation_id in visible]
    return dict(SourceRecord.objects.filter(pk__in=ids).values_list("pk", "source_list__name"))


NAMES = {group: [name for name, field in FIELDS.items() if field.group == group] for group in DataGroup}


def _settled(group, reach, rows, decisions, choices, names):
    """The golden values of fields of one group, from what may be seen of it."""
    if group != DataGroup.REGISTRY:
        sources = reach.sources(group)
        rows = [row for row in rows if row.organisation_id in sources]
        # Where somebody lives is the core's; a choice of it still says which house numbers can be true.
        decisions = [one for one in decisions if choices[one.id].organisation_id in sources or one.field == "area"]
    return golden(rows, decisions, names)


def _of_group(group, reach, rows, decisions, choices, records):
    visible = [row for row in rows if row.organisation_id in reach.sources(group)]
    result = _settled(group, reach, rows, decisions, choices, NAMES[group])
    written = {row.id: provenance(records[row.id]) for row in visible}
    return {name: _shown(name, result, visible, written, choices) for name in NAMES[group] if name in result.values}


def _shown(name, result, visible, written, choices):
    value = result.values[name]
    others = tuple(
        Other(other, tuple(written[pk] for pk in pks if pk in written))
        for other, pks in result.conflicts.get(name, ())
        if any(pk in written for pk in pks)
    )
    return Shown(
        field=FIELDS[name],
        value=value,
        sources=tuple(written[pk] for pk in supporters(visible, name, value)),
        choice=choices.get(result.sources[name].choice_id),
        others=others if len(others) > 1 else (),
        is_disputed=name in result.disputed and len(others) > 1,
    )


def _choices(ids):
    found = Choice.objects.filter(person__in=ids, undone_at=None).order_by("id")
    return found.select_related("chosen_by", "organisation")


def _records(rows, reach):
    """The SourceRecords of these rows that the reader may see, by id."""
    visible = frozenset().union(*reach.givers.values())
    found = SourceRecord.objects.filter(pk__in=[row.id for row in rows if row.organisation_id in visible])
    found = found.select_related("organisation", "source_list", "delivery").defer("raw_sealed", "cid_sealed")
    return {record.pk: record for record in found}


def provenance(record):
    """Of a SourceRecord with its organisation, source_list and delivery at hand."""
    return Provenance(
        record.pk,
        str(record.organisation),
        record.organisation.name_th,
        record.source_list.name,
        record.delivery.file_name,
        record.sheet,
        record.sheet_row,
        record.delivery.as_of,
    )


class Step(NamedTuple):
    """One thing that happened to a person. `kind`: an audit verb, or record.arrived, record.changed, record.gone.

    A step of another room (hooks.STEPS) comes with its `text`, `icon` and, where there is one, its own page.
    """

    at: datetime
    kind: str
    who: str
    organisation: str
    facts: dict
    text: str = ""
    icon: str = ""
    url: str = ""


def thread(person, reach):
    """What happened, newest first: rows that came and went, and what people decided and did."""
    with system():
        persons = _with_absorbed(person)
        steps = [*_arrivals(persons, reach), *_deeds(persons, reach)]
        steps += [step for tell in hooks.STEPS for step in tell(persons, reach)]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _with_absorbed(person):
    return bulk.column(
        """
        WITH RECURSIVE one AS (
            SELECT %s::int8 AS id
            UNION SELECT m.absorbed_id FROM people_merge m JOIN one ON m.survivor_id = one.id WHERE m.undone_at IS NULL
        )
        SELECT id FROM one
        """,
        person.pk,
    )


def _arrivals(persons, reach):
    records = SourceRecord.objects.filter(
        person_id__in=persons, standing__in=ARRIVED, organisation_id__in=reach.sources(DataGroup.REGISTRY)
    ).select_related("organisation", "source_list", "delivery", "delivery__committed_by", "ended_by")
    for record in records.defer("raw_sealed", "cid_sealed", "values", "problems"):
        kind = "record.changed" if record.replaces_id else "record.arrived"
        yield _step(record.delivery, kind, record)
        if record.standing == Standing.GONE:
            yield _step(record.ended_by, "record.gone", record)


def _step(delivery, kind, record):
    who = str(delivery.committed_by or "")
    return Step(delivery.committed_at, kind, who, str(record.organisation), provenance(record)._asdict())


MERGES = {"people.person.merged", "people.person.unmerged"}


def _deeds(persons, reach):
    """What was done, as far as whoever did it shares what it tells of; what changed the core is one for all."""
    events = Event.objects.filter(subject_type="people.person", subject_id__in=persons, is_read=False)
    for event in events:
        if _tells(event, reach):
            yield Step(event.at, event.verb, event.actor_name, "", event.detail)


def _tells(event, reach):
    field = FIELDS.get(event.detail.get("field", ""))
    if event.organisation_id is None or event.verb in MERGES or (field and field.group == DataGroup.REGISTRY):
        return True
    of_room = DataGroup.REGISTRY if event.verb.startswith("people.") else DataGroup.HEALTH
    return event.organisation_id in reach.sources(field.group if field else of_room)


def consents(person, reach):
    """The consents that organisations in reach hold of this person, newest first."""
    found = Consent.objects.filter(person=person, organisation_id__in=reach.sources(DataGroup.REGISTRY))
    return found.select_related("organisation", "recorded_by").order_by("-given_on", "-pk")

"""Reads of the registry shaped for those who show it. Everything here keeps to a reach (shared.access.Reach)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.functional import cached_property

from saan.audit.models import Event
from saan.partners.models import DataGroup
from saan.people import evidence
from saan.people.fields import FIELDS, Field
from saan.people.models import Choice, Consent, Merge, Person, SourceRecord, Standing
from saan.people.rules import golden
from saan.shared.access import system

ARRIVED = (Standing.CURRENT, Standing.SUPERSEDED, Standing.GONE)


class Provenance(NamedTuple):
    """Where a value stands written: on paper one could go and look."""

    record_id: int
    organisation: str
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
    """A value as one reader may see it. `source` is None where the value is the registry's core and its source is an
    organisation that the reader has no agreement with; `choice` where a human has picked it."""

    field: Field
    value: Any
    source: Provenance | None = None
    choice: Choice | None = None
    others: tuple[Other, ...] = ()
    is_disputed: bool = False


@dataclass(frozen=True)
class PersonView:
    """A person as one reader may see them: `values` by field name, in the order of people.fields."""

    person: Person
    values: dict[str, Shown]

    def __getitem__(self, name):
        shown = self.values.get(name)
        return shown.value if shown else None

    def of(self, group):
        return [shown for shown in self.values.values() if shown.field.group == group]

    @cached_property
    def disputed(self):
        return [shown for shown in self.values.values() if shown.is_disputed]


def person_view(person, reach):
    """The person with every value that this reach may see, its source, and what other sources say.

    The registry core is one for all who may see the person; every other value is worked out anew from the records and
    choices of organisations that share its data group, as if there were no others (docs/adr/0004).
    """
    with system():
        _is_listed, records = evidence.counted([person.pk]).get(person.pk, (False, []))
        choices = {choice.pk: choice for choice in _choices(person)}
        decisions = evidence.decisions([person.pk]).get(person.pk, [])
        written = _provenances(records, reach)
    values = {}
    for group in DataGroup:
        values |= _of_group(group, reach, records, decisions, choices, written)
    return PersonView(person, {name: values[name] for name in FIELDS if name in values})


def _of_group(group, reach, records, decisions, choices, written):
    names = [name for name, field in FIELDS.items() if field.group == group]
    sources = reach.sources(group)
    if group != DataGroup.REGISTRY:
        records = [row for row in records if row.organisation_id in sources]
        # Where somebody lives is the core's; a choice of it still says which house numbers can be true.
        decisions = [one for one in decisions if choices[one.id].organisation_id in sources or one.field == "area"]
    result = golden(records, decisions, names)
    owners = {row.id: row.organisation_id for row in records}
    return {
        name: _shown(name, result, {pk: written[pk] for pk, owner in owners.items() if owner in sources}, choices)
        for name in names
        if name in result.values
    }


def _shown(name, result, written, choices):
    source = result.sources[name]
    others = tuple(
        Other(value, tuple(written[pk] for pk in pks if pk in written))
        for value, pks in result.conflicts.get(name, ())
        if any(pk in written for pk in pks)
    )
    return Shown(
        field=FIELDS[name],
        value=result.values[name],
        source=written.get(source.record_id),
        choice=choices.get(source.choice_id),
        others=others if len(others) > 1 else (),
        is_disputed=name in result.disputed and len(others) > 1,
    )


def _choices(person):
    return Choice.objects.filter(person=person, undone_at=None).select_related("chosen_by", "organisation")


def _provenances(records, reach):
    visible = frozenset().union(*reach.givers.values())
    ids = [row.id for row in records if row.organisation_id in visible]
    found = SourceRecord.objects.filter(pk__in=ids).select_related("organisation", "source_list", "delivery")
    return {record.pk: provenance(record) for record in found}


def provenance(record):
    """Of a SourceRecord with its organisation, source_list and delivery at hand."""
    return Provenance(
        record.pk,
        str(record.organisation),
        record.source_list.name,
        record.delivery.file_name,
        record.sheet,
        record.sheet_row,
        record.delivery.as_of,
    )


class Step(NamedTuple):
    """One thing that happened to a person. `kind`: an audit verb, or record.arrived, record.changed, record.gone."""

    at: datetime
    kind: str
    who: str
    organisation: str
    facts: dict


def thread(person, reach):
    """What happened, newest first: rows that came and went, and what people decided and did."""
    with system():
        persons = _with_absorbed(person)
        steps = [*_arrivals(persons, reach), *_deeds(persons)]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _with_absorbed(person):
    persons, fresh = [person.pk], [person.pk]
    while fresh:
        fresh = list(Merge.objects.filter(survivor__in=fresh, undone_at=None).values_list("absorbed_id", flat=True))
        persons += fresh
    return persons


def _arrivals(persons, reach):
    records = SourceRecord.objects.filter(
        person_id__in=persons, standing__in=ARRIVED, organisation_id__in=reach.sources(DataGroup.REGISTRY)
    ).select_related("organisation", "source_list", "delivery", "delivery__committed_by", "ended_by")
    for record in records:
        kind = "record.changed" if record.replaces_id else "record.arrived"
        yield _step(record.delivery, kind, record)
        if record.standing == Standing.GONE:
            yield _step(record.ended_by, "record.gone", record)


def _step(delivery, kind, record):
    who = str(delivery.committed_by or "")
    return Step(delivery.committed_at, kind, who, str(record.organisation), provenance(record)._asdict())


def _deeds(persons):
    events = Event.objects.filter(subject_type="people.person", subject_id__in=persons, is_read=False)
    for event in events:
        yield Step(event.at, event.verb, event.actor_name, "", event.detail)


def consents(person, reach):
    """The consents that organisations in reach hold of this person, newest first."""
    found = Consent.objects.filter(person=person, organisation_id__in=reach.sources(DataGroup.REGISTRY))
    return found.select_related("organisation", "recorded_by").order_by("-given_on", "-pk")

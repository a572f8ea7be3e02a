"""A person's values as the templates show them: words, sources one tap away, and what other sources say."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime

from saan.areas.models import Area
from saan.people.fields import FIELDS, Kind
from saan.people.showing import shown


@dataclass(frozen=True)
class Sight:
    """One place a value comes from, as shared/_sources.html shows it."""

    organisation: str
    short_name: str
    document: str
    row: int | None
    at: date | datetime


@dataclass(frozen=True)
class Told:
    """One of the values that sources give for a field. `pick` is a record that gives it, to choose it by."""

    text: str
    sources: list[Sight]
    pick: int


@dataclass(frozen=True)
class Fact:
    """A field of a person as the reader sees it: the golden value, its sources, and what else is said."""

    field: object
    value: object
    text: str
    sources: list[Sight]
    told: list[Told] = dataclasses.field(default_factory=list)
    is_disputed: bool = False
    choice: object = None

    @property
    def others(self):
        return [told for told in self.told if told.text != self.text]


def facts_of(views):
    """For each PersonView a dict of field name → Fact; the names of all places with one query."""
    areas = Area.objects.select_related("parent__parent__parent").in_bulk(
        {value for view in views for one in view.values.values() if one.field.kind is Kind.AREA for value in _all(one)}
    )
    return [{name: _fact(one, areas) for name, one in view.values.items()} for view in views]


def _all(one):
    return [one.value, *(other.value for other in one.others)]


def _fact(one, areas):
    return Fact(
        field=one.field,
        value=one.value,
        text=shown(one.field, one.value, areas),
        sources=[_sight_of_choice(one.choice)] if one.choice else [_sight(source) for source in one.sources],
        told=[
            Told(shown(one.field, other.value, areas), [_sight(each) for each in other.sources], _pick(other))
            for other in one.others
        ],
        is_disputed=one.is_disputed,
        choice=one.choice,
    )


def _pick(other):
    return other.sources[0].record_id


def _sight(provenance):
    return Sight(
        organisation=provenance.organisation_full,
        short_name=provenance.organisation,
        document=provenance.file_name or provenance.list_name,
        row=provenance.row or None,
        at=provenance.as_of,
    )


def _sight_of_choice(choice):
    return Sight(
        organisation=choice.organisation.name_th,
        short_name=str(choice.organisation),
        document=str(choice.chosen_by),
        row=None,
        at=choice.chosen_at,
    )


def of_groups(facts, *groups):
    return [fact for name, fact in facts.items() if FIELDS[name].group in groups]

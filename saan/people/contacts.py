"""House and phone of many persons, as far as a reader may see them: what lists say without opening anybody's page."""

from typing import NamedTuple

from saan.partners.models import DataGroup
from saan.people import bulk
from saan.people.models import Choice
from saan.people.queries import person_values

CHUNK = 1000
LENGTHS = (40, 4, 20)  # of the columns of Person


class Contact(NamedTuple):
    house_no: str = ""
    moo: str = ""
    phone: str = ""

    def is_home_of(self, person):
        """Whether the house that the registry takes for theirs is the one this reader is told of."""
        return bool(person.household_id) and (self.house_no, self.moo) == (person.house_no, person.moo)


def contacts_of(persons, reach):
    """Person id → Contact."""
    sources = reach.sources(DataGroup.CONTACT)
    shared = {person.pk for person in persons if sources.issuperset(person.holder_ids)}
    shared -= _chosen_by_others(shared, sources)
    known = {each.pk: Contact(each.house_no, each.moo, each.phone) for each in persons if each.pk in shared}
    for chunk in bulk.in_chunks([person for person in persons if person.pk not in shared], CHUNK):
        known |= {person.pk: told(values) for person, values, _lists in person_values(chunk, reach, Contact._fields)}
    return known


def told(values):
    """The Contact among a person's values, no longer than the registry keeps each."""
    return Contact(
        *(str(values.get(name) or "")[:length] for name, length in zip(Contact._fields, LENGTHS, strict=True))
    )


def _chosen_by_others(person_ids, sources):
    """Those whose house or phone follows from the word of an organisation that does not share it."""
    chosen = Choice.objects.filter(person__in=person_ids, field__in=Contact._fields, undone_at=None)
    return set(chosen.exclude(organisation_id__in=sources).values_list("person_id", flat=True))

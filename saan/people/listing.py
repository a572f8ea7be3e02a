"""Reads shaped for the list of people: who is asked for, its rows, and the filters with their counts."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.partners.models import DataGroup, Organisation
from saan.people import searching
from saan.people.contacts import Contact, contacts_of
from saan.people.filters import AGE_WORDS, CHECK_WORDS, GROUP_WORDS, SEX_WORDS, PersonFilter
from saan.people.models import Person
from saan.shared.access import Reach

LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Asked:
    """What the address of a list, or of a file of it, asks for. `seen`: whom one may see at all; `persons`: those of
    them who fit, by name; `are_many`: of searching.Meant."""

    reach: Reach
    today: date
    chosen: PersonFilter
    text: str
    seen: QuerySet
    persons: QuerySet
    are_many: bool

    @classmethod
    def by(cls, request, permission):
        reach, today = request.user.reach(permission), timezone.localdate()
        chosen = PersonFilter.from_query(request.GET)
        text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
        seen = Person.objects.listed().visible_to(request.user, permission)
        meant = searching.meant_by(text, reach) if text else searching.EVERYBODY
        persons = chosen.apply(seen, reach, today).filter(meant.condition).order_by("sort_key", "pk")
        return cls(reach, today, chosen, text, seen, persons, meant.are_many)

    def total(self, *, is_patient):
        """How many they are; None where counting them would hold up who is not patient."""
        if is_patient:
            return self.persons.order_by().count()
        return None if self.are_many else few(self.persons)

    def for_the_trail(self):
        """Who was asked for, in words; not what was searched for: it may be a citizen ID."""
        searched = [_("found by a search")] if self.text else []
        return " ".join(str(word) for word in [*(word for _name, word in self.chosen.words()), *searched])


@dataclass(frozen=True)
class Row:
    """A person as the list shows them: house and phone as far as they are shared with the reader."""

    person: Person
    contact: Contact
    holders: list[Organisation]


@dataclass(frozen=True)
class Option:
    """One chip of a filter: `url` chooses it, or lets it go."""

    words: str
    count: int | None
    is_chosen: bool
    url: str


def rows(persons, reach):
    """The rows of one page of persons, with one query for all their organisations."""
    contacts = contacts_of(persons, reach)
    organisations = Organisation.objects.in_bulk({pk for person in persons for pk in person.holder_ids})
    return [_row(person, contacts[person.pk], reach, organisations) for person in persons]


def _row(person, contact, reach, organisations):
    seen = reach.sources(DataGroup.REGISTRY)
    return Row(
        person=person,
        contact=contact,
        holders=[organisations[pk] for pk in person.holder_ids if pk in seen and pk in organisations],
    )


COUNTED = 1000  # so many are counted while the page is made; more only after it is shown


def few(persons):
    """How many they are, None when they are many; asking this holds nobody up."""
    count = persons.order_by().values("pk")[: COUNTED + 1].count()
    return count if count <= COUNTED else None


EMPTY = PersonFilter()
CHIPS = (("group", GROUP_WORDS), ("check", CHECK_WORDS), ("age", AGE_WORDS), ("sex", SEX_WORDS))


def options(chosen, query, counts=None):
    """Filter name → its chips: with `counts` those that would show somebody, and how many; without, all of them."""
    return {name: list(_options(counts, chosen, query, name, words)) for name, words in CHIPS}


def _options(counts, chosen, query, name, words):
    for value, word in words.items():
        is_chosen = getattr(chosen, name) == value
        count = counts[name, value] if counts else None
        if count != 0 or is_chosen:
            yield Option(word, count, is_chosen, address(query, **{name: None if is_chosen else value}))


def counts(seen, chosen, reach, on):
    """(filter name, value) → how many choosing it would show, the other filters as they are.

    The filters not in use leave the same persons, whom one query counts for all.
    """
    unused = [name for name, _words in CHIPS if not getattr(chosen, name)]
    used = [[name] for name, _words in CHIPS if getattr(chosen, name)]
    result = {}
    for names in filter(None, (unused, *used)):
        others = replace(chosen, **dict.fromkeys(names, "")).apply(seen, reach, on)
        asked = [(name, value) for name, words in CHIPS if name in names for value in words]
        conditions = [replace(EMPTY, **{name: value}).condition(reach, on) for name, value in asked]
        found = others.aggregate(**{f"n{i}": Count("pk", filter=condition) for i, condition in enumerate(conditions)})
        result |= {one: found[f"n{i}"] for i, one in enumerate(asked)}
    return result


def address(query, **changes):
    """The same list with some parameters changed (None takes one away), on its first page."""
    changed = query.copy()
    for name, value in {"at": None, **changes}.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return f"?{changed.urlencode()}"

"""A list of homes, those that are due first, and how many are in each state: worked out in one go for a whole place."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from saan.people import bulk
from saan.people.models import Person
from saan.shared.chips import Option, address
from saan.shared.paging import Page
from saan.visits import due

STATES = {
    due.OVERDUE: _("Overdue"),
    due.SOON: _("Due within 7 days"),
    due.NEVER: _("Never met"),
    due.FINE: _("Visited in time"),
}
SIZE = 25  # a page of it is a few thumbs long on a phone
MOST_PAGES = 1000


@dataclass
class Homes:
    """What shared/chips.Listed is for other lists."""

    page: Page
    total: int = 0
    options: dict[str, list[Option]] = field(default_factory=dict)
    words: list = field(default_factory=list)


def homes_of(persons, reach, today, query, only_in_rhythm=True):
    """The homes that this query string asks for."""
    state = query.get("state") if query.get("state") in STATES else None
    number = _page_number(query.get("at", ""))
    rows = _rows(persons, reach, today, state, number, only_in_rhythm)
    counts, total = _counts(persons, reach, today, only_in_rhythm)
    options = [
        Option(word, counts[name], name == state, address(query, state=None if name == state else name))
        for name, word in STATES.items()
        if counts[name] or name == state
    ]
    words = [(STATES[state], address(query, state=None))] if state else []
    return Homes(_page(rows, number), counts[state] if state else total, {"state": options}, words)


def _page_number(text):
    return min(int(text), MOST_PAGES) if text.isdecimal() and len(text) < 6 else 0


def _page(rows, number):
    has_more = len(rows) > SIZE
    persons = Person.objects.select_related("area__parent").in_bulk([pk for pk, *_rest in rows[:SIZE]])
    found = []
    for pk, last_met_on, every_days, due_on in rows[:SIZE]:
        if pk in persons:
            persons[pk].last_met_on, persons[pk].every_days, persons[pk].due_on = last_met_on, every_days, due_on
            found.append(persons[pk])
    return Page(found, str(number + 1) if has_more else "", str(number - 1) if number else "")


def _asked(persons, reach, today):
    sql, parameters = due.homes_sql(persons, reach, today)
    days = {"today": today, "soon": today + timedelta(days=due.SOON_DAYS)}
    return sql, parameters, days


def _condition(state, days):
    """(SQL, parameters) of a state, in the order in which it names the days."""
    words = due.STATES[state]
    named = [name for piece in words.split("%(")[1:] for name in [piece.split(")s")[0]]]
    for name in days:
        words = words.replace(f"%({name})s", "%s")
    return words, [days[name] for name in named]


def _rows(persons, reach, today, state, number, only_in_rhythm):
    sql, parameters, days = _asked(persons, reach, today)
    wanted, more = _condition(state, days) if state else ("every_days IS NOT NULL" if only_in_rhythm else "true", [])
    return bulk.fetch(
        f"SELECT id, last_met_on, every_days, due_on FROM ({sql}) homes WHERE {wanted}"
        f" ORDER BY due_on NULLS LAST, id LIMIT {SIZE + 1} OFFSET {SIZE * number}",
        *parameters,
        *more,
    )


def _counts(persons, reach, today, only_in_rhythm):
    sql, parameters, days = _asked(persons, reach, today)
    conditions = [_condition(state, days) for state in STATES]
    columns = ", ".join(f"count(*) FILTER (WHERE {words})" for words, _days in conditions)
    wanted = "every_days IS NOT NULL" if only_in_rhythm else "true"
    named = [day for _words, those in conditions for day in those]
    [[total, *numbers]] = bulk.fetch(
        f"SELECT count(*), {columns} FROM ({sql}) homes WHERE {wanted}", *named, *parameters
    )
    return dict(zip(STATES, numbers, strict=True)), total

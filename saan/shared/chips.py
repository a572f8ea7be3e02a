"""The filters of a list as words one can read aloud, each with how many rows choosing it would show.

    CHIPS = [Chips("outcome", {"MET": _("Met")}, lambda value: Q(outcome=value))]
    listed = Listed(Visit.objects.visible_to(…), CHIPS, request.GET)

`listed.rows` is the queryset as filtered, `listed.options` the chips to offer, `listed.words` those chosen. What the
query string asks and no chip knows is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict


@dataclass(frozen=True)
class Chips:
    """One filter: its parameter, the words of its values, and which rows a value keeps."""

    name: str
    words: dict[str, Any]
    condition: Callable[[str], Q]


@dataclass(frozen=True)
class Option:
    """One chip: `url` chooses it, or lets it go."""

    words: str
    count: int
    is_chosen: bool
    url: str


class Listed:
    """Rows as one query string filters them."""

    def __init__(self, rows: QuerySet, chips: list[Chips], query: QueryDict) -> None:
        self.seen, self.chips, self.query = rows, chips, query
        asked = {each.name: query.get(each.name, "") for each in chips}
        self.chosen = {each.name: asked[each.name] for each in chips if asked[each.name] in each.words}

    @cached_property
    def rows(self) -> QuerySet:
        return self._without("")

    def _without(self, left_out: str) -> QuerySet:
        rows = self.seen
        for each in self.chips:
            if each.name in self.chosen and each.name != left_out:
                rows = rows.filter(each.condition(self.chosen[each.name]))
        return rows

    @cached_property
    def words(self) -> list[tuple[Any, str]]:
        """(words, address without it) of every chip that is chosen."""
        return [
            (each.words[self.chosen[each.name]], address(self.query, **{each.name: None}))
            for each in self.chips
            if each.name in self.chosen
        ]

    @cached_property
    def options(self) -> dict[str, list[Option]]:
        """Filter name → its chips; one that would show nothing is not offered."""
        unused = [each for each in self.chips if each.name not in self.chosen]
        counts = self._counts(self.rows, unused)
        for each in self.chips:
            if each.name in self.chosen:
                counts |= self._counts(self._without(each.name), [each])
        return {each.name: list(self._options(each, counts)) for each in self.chips}

    @staticmethod
    def _counts(rows, chips):
        asked = [(each, value) for each in chips for value in each.words]
        numbers = {f"n{at}": Count("pk", filter=each.condition(value)) for at, (each, value) in enumerate(asked)}
        found = rows.order_by().aggregate(**numbers) if asked else {}
        return {(each.name, value): found[f"n{at}"] for at, (each, value) in enumerate(asked)}

    def _options(self, chips, counts):
        for value, word in chips.words.items():
            is_chosen = self.chosen.get(chips.name) == value
            if counts[chips.name, value] or is_chosen:
                url = address(self.query, **{chips.name: None if is_chosen else value})
                yield Option(word, counts[chips.name, value], is_chosen, url)


def address(query: QueryDict, **changes: str | None) -> str:
    """The same list with some parameters changed (None takes one away), on its first page."""
    changed = query.copy()
    for name, value in {"at": None, **changes}.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return f"?{changed.urlencode()}"

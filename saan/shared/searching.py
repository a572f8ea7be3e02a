"""The search box over everything one may see. A room that holds things to find joins in its apps.py:

    register(Searcher(key="people", label=_("People"), icon="users", order=10, permission=Permission.PERSON_READ,
        find=lambda user, text, limit: [Hit(title, url, detail)], more=lambda text: f"/people/?q={quote(text)}"))

`find` is asked behind the wall of `permission`, only if the reader holds it, and answers only what they may see.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from saan.shared.access import wall


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Searcher:
    key: str
    label: Any
    icon: str
    permission: str
    find: Callable[[Any, str, int], list[Hit]]
    more: Callable[[str], str] | None = None
    order: int = 50


@dataclass(frozen=True)
class Group:
    """What one room found, and where all of it can be seen."""

    searcher: Searcher
    hits: list[Hit]
    more_url: str = ""


_searchers: dict[str, Searcher] = {}


def register(searcher: Searcher) -> None:
    _searchers[searcher.key] = searcher


def search(request: HttpRequest, text: str, limit: int) -> list[Group]:
    """Groups of hits in the order of their rooms; rooms that found nothing are left out."""
    user = request.user
    groups = []
    for searcher in sorted(_searchers.values(), key=lambda each: each.order):
        reach = user.reach(searcher.permission)  # type: ignore[union-attr]
        if not reach:
            continue
        with wall(reach):
            hits = list(searcher.find(user, text, limit))
        if hits:
            groups.append(Group(searcher, hits, searcher.more(text) if searcher.more else ""))
    return groups

"""What the top bar shows. The rooms above say how to find it, so that this room needs none of them.

from saan.shared import frame
frame.provide("place", lambda request: frame.Place("ต.ควนขนุน", "/places/93020100/", "/places/"))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from saan.shared import navigation

SLOTS = {"place", "identity", "work", "search_url", "home_url", "menu"}
_providers: dict[str, Callable[[HttpRequest], Any]] = {}


@dataclass(frozen=True)
class Place:
    """Where the reader stands, and the page on which another place is chosen."""

    name: str
    url: str
    switch_url: str


@dataclass(frozen=True)
class Identity:
    """Who is signed in, for which organisation."""

    name: str
    organisation: str
    sign_out_url: str


@dataclass(frozen=True)
class Link:
    """A line of the menu under one's name, or My Work with its count."""

    label: str
    url: str
    icon: str = ""
    count: int = 0


def provide(slot: str, find: Callable[[HttpRequest], Any]) -> None:
    """Fill a slot of the frame: place, identity, work, search_url, home_url or menu (a list of Link)."""
    if slot not in SLOTS:
        raise ValueError(f"The frame has no slot {slot!r}; it has {sorted(SLOTS)}.")
    _providers[slot] = find


class Frame:
    """The frame of one page, asked for only where a template shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def _find(self, slot: str) -> Any:
        return _providers[slot](self._request) if slot in _providers else None

    @cached_property
    def place(self) -> Place | None:
        return self._find("place")

    @cached_property
    def identity(self) -> Identity | None:
        return self._find("identity")

    @cached_property
    def work(self) -> Link | None:
        return self._find("work")

    @cached_property
    def search_url(self) -> str | None:
        return self._find("search_url")

    @cached_property
    def home_url(self) -> str:
        return self._find("home_url") or "/"

    @cached_property
    def menu(self) -> list[Link]:
        return self._find("menu") or []

    @cached_property
    def rooms(self) -> list[navigation.Entry]:
        return navigation.entries_for(self._request)

    @property
    def first_rooms(self) -> list[navigation.Entry]:
        return self.rooms[: navigation.ON_A_PHONE]

    @property
    def other_rooms(self) -> list[navigation.Entry]:
        return self.rooms[navigation.ON_A_PHONE :]

    @property
    def theme(self) -> str:
        chosen = self._request.COOKIES.get("theme", "")
        return chosen if chosen in {"light", "dark"} else ""

    @property
    def languages(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)


def context(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}

"""The rooms in the side bar. Each context registers its own in `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

Text = str  # or a lazy translation


@dataclass(frozen=True, kw_only=True)
class Room:
    """One entry: `may` decides whether this reader sees it, `count` says how much waits there. `only`: "phone" or
    "desk", where the same work has another face on the other."""

    label: Text
    url_name: str
    icon: str
    order: int
    may: Callable[[HttpRequest], bool] = lambda request: request.user.is_authenticated
    count: Callable[[HttpRequest], int] | None = None
    only: str = ""


@dataclass(frozen=True)
class Entry:
    """A room as one reader sees it on one page."""

    label: Text
    url: str
    icon: str
    is_here: bool
    count: int
    heading: Text  # where it is the first of its group
    only: str = ""


_rooms: dict[str, Room] = {}
HEADINGS = ((80, _("Settings")), (50, _("Lists and forms")), (41, _("Care")))  # from this `order` on
ON_A_PHONE = 4  # the bottom bar holds these; the rest are under "more"


def register(room: Room) -> None:
    """Show this room to everyone who may enter it."""
    _rooms[room.url_name] = room


def entries_for(request: HttpRequest) -> list[Entry]:
    """The rooms this reader may enter, in order, with the one they stand in marked."""
    rooms = sorted((room for room in _rooms.values() if room.may(request)), key=lambda room: room.order)
    addresses = {room.url_name: reverse(room.url_name) for room in rooms}
    here = max((url for url in addresses.values() if request.path.startswith(url)), key=len, default=None)
    before = [""] + [_group(room) for room in rooms]
    return [
        _entry(room, addresses[room.url_name], here, request, "" if _group(room) == last else _group(room))
        for room, last in zip(rooms, before, strict=False)
    ]


def _group(room: Room) -> Text:
    return next((str(heading) for first, heading in HEADINGS if room.order >= first), "")


def _entry(room: Room, url: str, here: str | None, request: HttpRequest, heading: Text) -> Entry:
    count = room.count(request) if room.count else 0
    return Entry(room.label, url, room.icon, url == here, count, heading, room.only)

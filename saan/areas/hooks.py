"""What rooms above put on the page of a place. They join these lists in their apps.py.

FIGURES.append(Figure(key="elders", label=_("Elders"), icon="old", permission=Permission.PERSON_READ,
    count=lambda area, user: …, url=lambda area: …, by_child=lambda area, user: {child_pk: number}))
PANELS.append(Panel("people/_place_panel.html", lambda request, area: {…} or None, order=20))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from saan.shared.panels import Panel

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Figure:
    """A number about a place that opens the list behind it. `by_child` gives the table and the map below it."""

    key: str
    label: "str | StrPromise"
    icon: str
    permission: str
    count: Callable[[Any, Any], int]
    url: Callable[[Any], str]
    by_child: Callable[[Any, Any], dict[int, int]] | None = None
    order: int = 50
    tone: str = ""


FIGURES: list[Figure] = []
PANELS: list[Panel] = []


def figures_for(user):
    """The figures this reader may see, in order."""
    held = user.permissions()
    return sorted((each for each in FIGURES if each.permission in held), key=lambda each: each.order)

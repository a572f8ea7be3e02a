"""What rooms above put on the page of a place. They join these lists in their apps.py.

FIGURES.append(Figure(key="elders", label=_("Elders"), icon="old", permission=Permission.PERSON_READ,
    count=lambda area, user: …, url=lambda area: …, by_child=lambda area, user: {child_pk: number}))
PANELS.append(Panel("people/_place_panel.html", lambda request, area: {…} or None, order=20))
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A number about a place that opens the list behind it. `by_child` gives the table and the map below it."""

    key: str
    label: str
    icon: str
    permission: str
    count: Callable[[Any, Any], int]
    url: Callable[[Any], str]
    by_child: Callable[[Any, Any], dict[int, int]] | None = None
    order: int = 50
    tone: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of a page. `context` answers None where there is nothing to show this reader."""

    template: str
    context: Callable[[Any, Any], dict | None]
    order: int = 50
    aside: bool = field(default=False)


FIGURES: list[Figure] = []
PANELS: list[Panel] = []


def figures_for(user):
    """The figures this reader may see, in order."""
    held = user.permissions()
    return sorted((each for each in FIGURES if each.permission in held), key=lambda each: each.order)


def panels_for(request, subject, panels=PANELS):
    """(panel, its context) for everything that has something to show here."""
    shown = [(panel, panel.context(request, subject)) for panel in sorted(panels, key=lambda panel: panel.order)]
    return [(panel, context) for panel, context in shown if context is not None]

"""Parts of a page that rooms above put on it. A page keeps a list; the rooms join it in their apps.py.

PANELS.append(Panel("people/_place_panel.html", lambda request, area: {…} or None, order=20))

The template finds what `context` answered as `panel`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Panel:
    """`context` answers None where there is nothing to show this reader; `aside` puts it into the narrow column."""

    template: str
    context: Callable[[Any, Any], dict | None]
    order: int = 50
    aside: bool = False


def panels_for(request: Any, subject: Any, panels: list[Panel]) -> list[tuple[Panel, dict]]:
    """(panel, its context) for everything that has something to show here."""
    shown = [(panel, panel.context(request, subject)) for panel in sorted(panels, key=lambda panel: panel.order)]
    return [(panel, context) for panel, context in shown if context is not None]

"""The start page of whoever has signed in. Rooms join in their apps.py:

add_shortcut(Shortcut(label=_("Bring in a list"), url_name="intake:upload", icon="file-upload", permission=…, order=20))
PANELS.append(Panel("intake/_start_panel.html", lambda request, user: {…} or None, order=30))
"""

from dataclasses import dataclass
from typing import Any

from saan.shared.panels import Panel


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """A thing one often begins with, for those who hold the permission."""

    label: Any
    url_name: str
    icon: str
    permission: str
    order: int = 50


PANELS: list[Panel] = []
_shortcuts: dict[str, Shortcut] = {}


def add_shortcut(shortcut: Shortcut) -> None:
    _shortcuts[shortcut.url_name] = shortcut


def shortcuts_for(user: Any) -> list[Shortcut]:
    """Those this reader may begin, in order."""
    held = user.permissions()
    return sorted((each for each in _shortcuts.values() if each.permission in held), key=lambda each: each.order)

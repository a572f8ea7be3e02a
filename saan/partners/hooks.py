"""What rooms above put on the page of an organisation: `PANELS.append(Panel(template, context, order))` in apps.py."""

from saan.shared.panels import Panel

PANELS: list[Panel] = []

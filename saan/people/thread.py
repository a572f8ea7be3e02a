"""The steps of a person's thread in words and icons."""

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from saan.audit import hooks

STEPS_AT_MOST = 100
ARRIVALS = {
    "record.arrived": _("came with the list “%(list_name)s” (%(file_name)s, row %(row)s)"),
    "record.changed": _("was changed by the list “%(list_name)s” (%(file_name)s, row %(row)s)"),
    "record.gone": _("is no longer on the list “%(list_name)s”"),
}
ICONS = {
    "record.arrived": {"icon": "file-upload"},
    "record.changed": {"icon": "file-diff"},
    "record.gone": {"icon": "file-minus"},
    "people.person.merged": {"icon": "arrows-join"},
    "people.person.unmerged": {"icon": "arrows-split"},
    "people.consent.given": {"icon": "shield-check"},
    "people.consent.withdrawn": {"icon": "shield-off"},
}
OTHER = {"icon": "edit"}


@dataclass(frozen=True)
class Shown:
    icon: str
    text: str
    who: str
    at: datetime
    is_past: bool
    url: str = ""


def steps_of(thread):
    """queries.thread for the template; the newest hundred."""
    return [_shown(step) for step in thread[:STEPS_AT_MOST]]


def _shown(step):
    words = ARRIVALS.get(step.kind)
    text = step.text or (
        words % step.facts if words else hooks.sentence(SimpleNamespace(verb=step.kind, detail=step.facts))
    )
    who = " · ".join(part for part in (step.who, step.organisation) if part)
    icon = step.icon or ICONS.get(step.kind, OTHER)["icon"]
    return Shown(icon, text, who, step.at, step.kind == "record.gone", step.url)

"""`{% load needs %}`: how a need looks."""

from django import template

from saan.needs.models import NeedState, Urgency
from saan.partners.models import NeedGroup
from saan.shared.templatetags.saan import badge, icon

register = template.Library()

ICONS = {
    NeedGroup.CARE: {"icon": "heart-handshake"},
    NeedGroup.EQUIPMENT: {"icon": "wheelchair"},
    NeedGroup.LIVING: {"icon": "home-heart"},
    NeedGroup.RIGHTS: {"icon": "id"},
}
URGENCIES = {
    Urgency.CAN_WAIT: ("past", {"icon": "clock"}),
    Urgency.URGENT: ("waits", {"icon": "alarm"}),
    Urgency.VERY_URGENT: ("danger", {"icon": "alert-triangle"}),
}
STATES = {NeedState.MET: ("ours", {"icon": "circle-check"}), NeedState.WITHDRAWN: ("past", {"icon": "circle-minus"})}


@register.simple_tag
def need_icon(need):
    return icon(ICONS[need.kind.group]["icon"])


@register.simple_tag
def urgency_badge(need):
    """How urgent an open need is; how it ended when it is closed."""
    if need.state != NeedState.OPEN:
        tone, found = STATES[need.state]
        return badge(tone, found["icon"], need.get_state_display())
    tone, found = URGENCIES[need.urgency]
    return badge(tone, found["icon"], need.get_urgency_display())

"""`{% load people %}`: groups and values of persons as their pages show them."""

from datetime import date
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saan.people.filters import CARD_WARNING, GROUP_WORDS
from saan.people.models import PersonGroup
from saan.shared.templatetags.saan import badge

register = template.Library()


class Look(NamedTuple):
    """How a group is shown. The icon sprite is collected from `icon="…"`."""

    tone: str
    icon: str


LOOKS: dict[str, Look] = {
    PersonGroup.DISABLED: Look("past", icon="disabled"),
    PersonGroup.BED_BOUND: Look("danger", icon="bed"),
    PersonGroup.HOME_BOUND: Look("waits", icon="home"),
    PersonGroup.CHRONIC: Look("past", icon="stethoscope"),
    PersonGroup.LOW_INCOME: Look("past", icon="coin"),
    PersonGroup.REHAB_WAITING: Look("waits", icon="clock"),
    PersonGroup.IN_REHAB: Look("past", icon="walk"),
    PersonGroup.PALLIATIVE: Look("danger", icon="heart"),
    PersonGroup.ALONE: Look("past", icon="user"),
}
OTHER = Look("past", icon="users")


@register.simple_tag
def group_badge(group: str) -> SafeString:
    """A group somebody is looked after in, as an icon and a word."""
    look = LOOKS.get(group, OTHER)
    return badge(look.tone, look.icon, GROUP_WORDS.get(group, group))


@register.simple_tag
def card_badge(facts, today) -> SafeString | str:
    """Whether the disability card still holds, as far as the reader may know."""
    one = facts.get("disability_card_expires")
    if one is None:
        return ""
    expires = date.fromisoformat(one.value)
    if expires < today:
        return badge("danger", "id-badge-2", _("Disability card has expired"))
    if expires - today <= CARD_WARNING:
        days = (expires - today).days
        words = ngettext("Disability card expires in %(n)d day", "Disability card expires in %(n)d days", days)
        return badge("waits", "id-badge-2", words % {"n": days})
    return ""

"""`{% load people %}`: groups and values of persons as their pages show them."""

from datetime import date

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saan.people.filters import CARD_WARNING, GROUP_WORDS
from saan.people.models import PersonGroup
from saan.shared.templatetags.saan import badge

register = template.Library()

TONES: dict[str, str] = {
    PersonGroup.BED_BOUND: "danger",
    PersonGroup.PALLIATIVE: "danger",
    PersonGroup.HOME_BOUND: "waits",
}
ICONS: dict[str, str] = {
    PersonGroup.DISABLED: "disabled",
    PersonGroup.BED_BOUND: "bed",
    PersonGroup.HOME_BOUND: "home",
    PersonGroup.CHRONIC: "stethoscope",
    PersonGroup.LOW_INCOME: "coin",
    PersonGroup.REHAB_WAITING: "clock",
    PersonGroup.IN_REHAB: "walk",
    PersonGroup.PALLIATIVE: "heart",
    PersonGroup.ALONE: "user",
}


@register.simple_tag
def group_badge(group: str) -> SafeString:
    """A group somebody is looked after in, as an icon and a word."""
    return badge(TONES.get(group, "past"), ICONS.get(group, "users"), GROUP_WORDS.get(group, group))


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

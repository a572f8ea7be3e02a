"""`{% load thai %}`: dates, numbers and names as Thais write them.

{{ person.birth_date|date_long:person.birth_precision }}  {{ at|ago }}  {{ count|number }}  {% phone person.phone %}
"""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from saan.shared import thai
from saan.shared.thai.dates import MONTHS, SHORT_MONTHS

register = template.Library()

DATES = (thai.date_long, thai.date_short, thai.age_text)
VALUES = (
    *(thai.ago, thai.datetime_long, thai.datetime_short, thai.month_long, thai.fiscal_year_text),
    *(thai.number, thai.money, thai.thai_digits, thai.phone_grouped, thai.cid_grouped, thai.cid_masked),
)


NO_BREAK = "\N{NO-BREAK SPACE}"
# A day, its month and its year; an hour and its "น.".
TOGETHER = re.compile(rf"\d{{1,2}} (?:{'|'.join([*MONTHS, *map(re.escape, SHORT_MONTHS)])}) \d{{4}}|[\d.]+ น\.")


def _unbroken(words):
    """No line of a page ends in the middle of a date or a time."""
    return TOGETHER.sub(lambda found: found[0].replace(" ", NO_BREAK), words)


# Django hands a missing value over as an empty string: nothing is shown as nothing.
def _with_precision(show):
    def shown(value, precision="DAY"):
        return _unbroken(show(value or None, precision or "DAY"))

    return shown


def _of_value(show):
    def shown(value):
        return _unbroken(show(None if value == "" else value))

    return shown


for _show in DATES:
    register.filter(_show.__name__, _with_precision(_show))
for _show in VALUES:  # type: ignore[assignment]  # of another shape than those above
    register.filter(_show.__name__, _of_value(_show))


@register.filter
def percent_of(part, whole):
    """{{ part|percent_of:whole }}"""
    return thai.percent(part, whole)


@register.simple_tag
def phone(text: str) -> SafeString:
    """The number grouped for reading; a tap dials it."""
    grouped, link = thai.phone_grouped(text), thai.phone_link(text)
    if not link:
        return format_html("{}", grouped)
    return format_html('<a class="phone number" href="{}">{}</a>', link, grouped)


@register.simple_tag
def person_name(person) -> str:
    """Prefix, given and family name of anything that has them."""
    return thai.person_name(person.prefix, person.given_name, person.family_name)

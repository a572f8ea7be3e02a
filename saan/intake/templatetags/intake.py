"""`{% load intake %}`: where a batch stands, in words."""

from django import template

from saan.intake import words
from saan.shared.templatetags.saan import badge, steps

register = template.Library()


@register.inclusion_tag("shared/_steps.html")
def bring_steps(current):
    """The steps of bringing a list in; `current` counts from 1."""
    return steps(words.STEPS, current)


@register.simple_tag
def batch_badge(batch):
    """The state of a batch: colour, icon and word."""
    label, icon, tone = words.STATES[batch.state]
    return badge(tone, icon, label)

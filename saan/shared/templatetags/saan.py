"""`{% load saan %}`: the components and words of every page. All of them are shown on /styleguide/."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from saan.shared import toasts

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A Tabler icon out of the sprite; without a label it is decoration beside a word."""
    href = f"{static('saan/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', href)


class CaptureNode(template.Node):
    """Renders what is inside once, so that a block can stand in two places of the page."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> str:
        context[self.name] = SafeString(self.nodelist.render(context).strip())
        return ""


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """`{% capture as title %}…{% endcapture %}`"""
    _tag, _as, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, name)


@register.inclusion_tag("shared/_toasts.html", takes_context=True)
def toasts_waiting(context: template.Context) -> dict[str, Any]:
    """The messages that wait to be said."""
    request = context.get("request")
    return {"toasts": toasts.toasts_of(request) if request else [], "csrf_token": context.get("csrf_token")}

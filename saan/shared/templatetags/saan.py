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


@register.simple_tag
def badge(tone: str, icon_name: str, word: object) -> SafeString:
    """A state: always an icon and a word. tone: ours, waits, danger, past."""
    return format_html('<span class="state {}">{}{}</span>', tone, icon(icon_name), word)


@register.inclusion_tag("shared/_stat.html")
def stat(label, value, url, icon="users", note="", tone=""):
    """A number that opens the list behind it; in its tone while there is something."""
    return {"label": label, "value": value, "url": url, "icon": icon, "note": note, "tone": tone if value else ""}


@register.inclusion_tag("shared/_empty.html")
def empty(icon, title, text="", url="", action=""):
    """An empty page says what will be here and how to begin."""
    return {"icon": icon, "title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("shared/_sources.html")
def sources(found):
    """Where a value comes from: objects with organisation, document, row, at, and perhaps short_name, value, url."""
    return {"sources": found}


@register.inclusion_tag("shared/_steps.html")
def steps(names, current):
    """Where one is in a piece of work of several steps; `current` counts from 1."""
    return {"steps": names, "current": int(current)}


@register.inclusion_tag("shared/_pyramid.html")
def pyramid(rows, finding, caption):
    """rows: (age group, men, women), the youngest first."""
    return {"rows": list(rows), "finding": finding, "caption": caption}


@register.inclusion_tag("shared/_bars.html")
def bars(rows, finding, caption, label, unit, kind="bars"):
    """rows: (name, value, address or ""). kind: bars to compare, line to follow."""
    return {"rows": list(rows), "finding": finding, "caption": caption, "label": label, "unit": unit, "kind": kind}


@register.inclusion_tag("shared/_area_map.html")
def area_map(areas, finding, caption, unit):
    """areas: dicts of name, url, count, people (or None) and geometry (GeoJSON) or latitude and longitude."""
    areas = list(areas)
    features = [_feature(area) for area in areas if area.get("geometry") or area.get("latitude") is not None]
    return {"areas": areas, "features": features, "finding": finding, "caption": caption, "unit": unit}


def _feature(area):
    point = {"type": "Point", "coordinates": [area.get("longitude"), area.get("latitude")]}
    share = area["count"] / area["people"] if area.get("people") and area["count"] is not None else None
    known = {"name": area["name"], "url": area.get("url", ""), "count": area["count"], "share": share}
    return {"type": "Feature", "geometry": area.get("geometry") or point, "properties": known}

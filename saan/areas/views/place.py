"""The page of a place, and the ways to another one."""

from django.shortcuts import get_object_or_404, redirect, render

from saan.areas import place_page
from saan.areas.finding import find_areas
from saan.areas.hooks import PANELS
from saan.areas.models import Area, Level
from saan.areas.permissions import Permission
from saan.areas.rules import OURS
from saan.shared.access import requires, signed_in
from saan.shared.panels import panels_for


@requires(Permission.AREA_READ)
def index(request):
    """Places: one's own first of all."""
    mine = list(place_page.areas_of(request.user, Permission.AREA_READ)[:2])
    return redirect(mine[0] if len(mine) == 1 else "areas:choose")


@requires(Permission.AREA_READ)
def area(request, code):
    place = get_object_or_404(Area.objects.visible_to(request.user, Permission.AREA_READ), code=code)
    request.place = place
    reach = request.user.reach(Permission.AREA_READ)
    children = list(place_page.children_of(place))
    figures = place_page.figures_of(place, request.user)
    columns, rows = place_page.rows_of(children, request.user, place)
    sees_somebody = any(count for _figure, count, _url in figures)
    columns = columns if sees_somebody else []
    return render(request, "areas/area.html", {
        "area": place,
        "crumbs": place_page.crumbs(place, reach),
        "figures": figures if sees_somebody else [],
        "sees_nobody": figures and not sees_somebody,
        "kinds": place_page.kinds_below(children),
        "columns": columns,
        "rows": rows,
        "mapped": place_page.map_of(place, rows, columns),
        "panels": panels_for(request, place, PANELS),
        "heirs": place.replaced_by.all() if place.is_past else [],
        "past": place.children.exclude(valid_to=None).prefetch_related("replaced_by").order_by("sort_key"),
        "may": _deeds(request.user, place),
    })  # fmt: skip


def _deeds(user, place):
    """What this reader may do to this place: names of deeds for the template."""
    if place.is_past or not user.reach(Permission.AREA_EDIT).covers(place.key):
        return set()
    if place.level in OURS:
        return (
            {"rename", "split", "close", "outline"} if place.level == Level.VILLAGE else {"rename", "close", "outline"}
        )
    return {"add", "list", "outline"} if place.level == Level.SUBDISTRICT else {"list", "outline"}


@requires(Permission.AREA_READ)
def choose(request):
    """Down the tree in Thai order, or by typing a name; htmx asks for the list alone."""
    visible = Area.objects.visible_to(request.user, Permission.AREA_READ)
    at, text = request.GET.get("at", ""), request.GET.get("q", "").strip()[:100]
    here = get_object_or_404(visible, code=at) if at else None
    context = {
        "here": here,
        "text": text,
        "crumbs": place_page.crumbs(here, request.user.reach(Permission.AREA_READ)) if here else None,
        "areas": _listed(request.user, visible, here, text),
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "areas/_choices.html" if is_part else "areas/choose.html", context)


def _listed(user, visible, here, text):
    if text:
        return find_areas(text, (visible.within(here) if here else visible).current(), limit=30)
    if here:
        return place_page.children_of(here)
    mine = list(place_page.areas_of(user, Permission.AREA_READ))
    return place_page.children_of(mine[0]) if len(mine) == 1 and mine[0].level == Level.COUNTRY else mine


@signed_in
def suggest(request):
    """Options for a look-up: names of places are no secret, so the whole country can be asked.

    `level` (may be repeated) keeps to areas of that level.
    """
    areas = Area.objects.current()
    if levels := [level for level in request.GET.getlist("level") if level in Level.values]:
        areas = areas.filter(level__in=levels)
    found = find_areas(request.GET.get("q", "")[:100], areas)
    options = [(each.code, each.full_name, each.path) for each in found]
    return render(request, "shared/forms/_options.html", {"options": options, "name": request.GET.get("name", "")})

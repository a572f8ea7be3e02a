from django.shortcuts import render

from saan.areas.permissions import Permission as Areas
from saan.areas.place_page import areas_of
from saan.shared import searching, start
from saan.shared.access import public, signed_in
from saan.shared.panels import panels_for
from saan.worklist.queries import my_work

SHORTEST, LONGEST = 2, 100
SUGGESTED, FOUND = 5, 20
MOST_WAITING = 6


@public("the front door; those who have signed in are led to their own start page")
def home(request):
    return _start(request) if request.user.is_authenticated else render(request, "portal/door.html")


@signed_in
def _start(request):
    """What waits, my places, and what I often begin."""
    groups = my_work(request.user)
    return render(request, "portal/start.html", {
        "waiting": [(item, group.kind) for group in groups for item in group.items][:MOST_WAITING],
        "waiting_count": sum(group.total for group in groups),
        "places": list(areas_of(request.user, Areas.AREA_READ)[:12]),
        "shortcuts": start.shortcuts_for(request.user),
        "panels": panels_for(request, request.user, start.PANELS),
    })  # fmt: skip


@signed_in
def search(request):
    """Everything one may see, by room; htmx asks for a few hits under the box."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    is_part = request.headers.get("HX-Request") == "true"
    is_long_enough = len(text) >= SHORTEST
    groups = searching.search(request, text, SUGGESTED if is_part else FOUND) if is_long_enough else []
    template = "portal/_suggestions.html" if is_part else "portal/search.html"
    context = {"search_text": text, "groups": groups, "is_long_enough": is_long_enough}
    return render(request, template, context)

from pathlib import Path
from urllib.parse import urlencode

from django.apps import AppConfig
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

OUTLINES = Path("saan") / "provinces.json"  # made by the front-end build


class AreasConfig(AppConfig):
    name = "saan.areas"
    label = "areas"

    def ready(self):
        from saan.areas import trail
        from saan.areas.finding import find
        from saan.areas.permissions import Permission
        from saan.shared import frame, navigation, searching

        trail.declare()
        navigation.register(
            navigation.Room(
                label=_("Places"), url_name="areas:index", icon="map-2", order=30,
                may=lambda request: request.user.is_authenticated and bool(request.user.reach(Permission.AREA_READ)),
            )
        )  # fmt: skip
        frame.provide("place", _place)
        searching.register(
            searching.Searcher(
                key="areas", label=_("Places"), icon="map-pin", order=30, permission=Permission.AREA_READ, find=find,
                more=lambda text: f"{reverse('areas:choose')}?{urlencode({'q': text})}",
            )
        )  # fmt: skip

    def prepare(self, say):
        from saan.areas.actions import load_country, load_outlines

        added, changed = load_country()
        if added or changed:
            say(f"Areas of Thailand: {added} added, {changed} brought up to date")
        built = next((path for folder in settings.STATICFILES_DIRS if (path := Path(folder) / OUTLINES).exists()), None)
        if built and (drawn := load_outlines(text=built.read_text(), source="Natural Earth")):
            say(f"Outlines of {drawn} provinces")


def _place(request):
    """Where the reader stands: the place of the page, else the widest of their own."""
    from saan.areas.permissions import Permission
    from saan.shared.frame import Place

    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    own = (area for area in user.areas_held(Permission.AREA_READ) if not area.is_past)
    area = getattr(request, "place", None) or next(own, None)
    return area and Place(area.full_name, area.get_absolute_url(), f"{reverse('areas:choose')}?at={area.code}")

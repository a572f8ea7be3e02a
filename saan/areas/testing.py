"""Places for tests: true ones, made by the real loader, only as many as asked for."""

from django.utils.timezone import now

from saan.areas import country
from saan.areas.actions import add_community, add_village, load_country
from saan.areas.models import Area


def place(code="930201"):
    """The area with this official code (or TH, R01-R13), together with everything above it."""
    load_country(only={"TH", *_codes_above(code), code})
    return Area.objects.get(code=code)


def thailand():
    """The whole tree; about two seconds, so only where a test is about all of it."""
    load_country()
    return Area.objects.get(code="TH")


def _codes_above(code):
    if not code[:2].isdigit():
        return set()
    return {f"R{country.REGION_OF[code[:2]]:02}", code[:2], code[:4]}


def village(subdistrict, number, name):
    return add_village(subdistrict=subdistrict, number=number, name_th=name, by="test", at=now())


def community(subdistrict, name):
    return add_community(subdistrict=subdistrict, name_th=name, by="test", at=now())


def examples(side):
    """One's own place, and a village in it where it can hold one."""
    here = {"code": side.area.code}
    below = {"code": _one_more_village(side.area).code} if side.area.level == "SUBDISTRICT" else here
    return {
        **{f"areas:{name}": here for name in ("area", "add", "outline", "village_list")},
        **{f"areas:{name}": below for name in ("rename", "split", "close")},
    }


def _one_more_village(subdistrict):
    return village(subdistrict, 7 + subdistrict.children.count(), "บ้านปากคลอง")

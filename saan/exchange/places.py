"""Areas and organisations."""

from django.shortcuts import get_object_or_404
from ninja import Router

from saan.areas.models import Area
from saan.areas.permissions import Permission as Areas
from saan.exchange.doors import api_requires
from saan.exchange.schemas import REFUSED, AreaOut, Code, OrganisationOut, Problem
from saan.partners.models import Organisation
from saan.partners.permissions import Permission as Partners

router = Router(tags=["places"])
AREAS_AT_MOST = 1000


@router.get("/areas/{code}", response={200: AreaOut, REFUSED: Problem}, operation_id="area")
@api_requires(Areas.AREA_READ)
def area(request, code: Code):
    """One area by its code."""
    return _area_out(get_object_or_404(Area.objects.current().select_related("parent"), code=code))


@router.get("/areas/{code}/children", response={200: list[AreaOut], REFUSED: Problem}, operation_id="area_children")
@api_requires(Areas.AREA_READ)
def area_children(request, code: Code):
    """What lies directly below, in Thai order."""
    parent = get_object_or_404(Area.objects.current(), code=code)
    children = parent.children.current().select_related("parent").order_by("sort_key")[:AREAS_AT_MOST]
    return [_area_out(child) for child in children]


@router.get("/organisations", response={200: list[OrganisationOut], REFUSED: Problem}, operation_id="organisations")
@api_requires(Partners.PARTNER_READ)
def organisations(request, area: Code | None = None):
    """Organisations in Thai order; with `area`, those at work there."""
    found = Organisation.objects.filter(is_active=True)
    if area:
        here = get_object_or_404(Area.objects.current(), code=area)
        found = found.filter(areas__key__lte=here.key_end, areas__key_end__gte=here.key).distinct()
    return list(found.order_by("sort_key", "pk")[:AREAS_AT_MOST])


def _area_out(area):
    return AreaOut(
        code=area.code,
        level=area.level,
        name_th=area.name_th,
        name_en=area.name_en,
        parent_code=area.parent.code if area.parent else None,
        latitude=area.latitude,
        longitude=area.longitude,
    )

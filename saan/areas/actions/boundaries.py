from django.db import transaction

from saan.areas import outlines
from saan.areas.models import Area, Boundary, Level
from saan.audit.actions import record


@transaction.atomic
def set_boundary(*, area, polygon, source, by, at):
    """The outline of an area from now on; its point on the map follows. `polygon`: of outlines.read_features."""
    geometry, area.latitude, area.longitude = outlines.tidy(polygon)
    area.save(update_fields=["latitude", "longitude"])
    boundary, _ = Boundary.objects.update_or_create(area=area, defaults={"geometry": geometry, "source": source})
    record("areas.boundary.set", area, by=by, at=at, source=source)
    return boundary


def set_boundaries(*, area, text, source, may_edit, by, at):
    """Outlines from a GeoJSON text: each feature with a `code` goes to that area, else all together to this one."""
    features = outlines.read_features(text)
    by_code = {code: polygon for code, polygon in features if code}
    named = [each for each in Area.objects.within(area).filter(code__in=by_code) if may_edit(each)]
    if not named:
        return [set_boundary(area=area, polygon=outlines.joined(features), source=source, by=by, at=at)]
    return [set_boundary(area=each, polygon=by_code[each.code], source=source, by=by, at=at) for each in named]


@transaction.atomic
def load_outlines(*, text, source):
    """The country's own outlines, one a province, where nobody has given a finer one. Answers how many were new."""
    bare = Area.objects.filter(level=Level.PROVINCE, boundary=None)
    if not bare.exists():
        return 0
    features = dict(outlines.read_features(text))
    provinces = bare.filter(code__in=features)
    drawn = []
    for province in provinces:
        geometry, province.latitude, province.longitude = outlines.tidy(features[province.code], outlines.COARSE)
        drawn.append(Boundary(area=province, geometry=geometry, source=source))
    Area.objects.bulk_update(provinces, ["latitude", "longitude"])
    return len(Boundary.objects.bulk_create(drawn))

"""GeoJSON that somebody gave us → an outline we can keep and draw: pure."""

import json

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import mapping, shape

from saan.shared.errors import MALFORMED, Refused

THAILAND = shapely.box(96.5, 5.0, 106.5, 21.0)
FINE, COARSE = 0.0002, 0.003  # degrees: some 20 metres for a town, 300 for a province on a map of the country
MOST_POINTS = 3000
PRECISION = 0.00001


def read_features(text):
    """(code or '', polygon) for each feature of a GeoJSON text, with everything that is no area left out."""
    try:
        document = json.loads(text)
        features = [
            (_code(feature), shape(feature["geometry"])) for feature in _features(document) if feature["geometry"]
        ]
    except (*MALFORMED, shapely.errors.ShapelyError) as problem:
        raise Refused(
            _("This file is not GeoJSON. Export the outline as GeoJSON (WGS 84) and send it again.")
        ) from problem
    polygons = [(code, polygon) for code, geometry in features if (polygon := _polygons(geometry))]
    if not polygons:
        raise Refused(_("There is no outline in this file, only points or lines. Send a polygon."))
    return polygons


def joined(features):
    """One outline out of all features."""
    return shapely.union_all([polygon for _code, polygon in features])


def tidy(polygon, tolerance=FINE):
    """(GeoJSON geometry, latitude, longitude): valid, as simple as a map needs, with a point that lies inside."""
    if not THAILAND.covers(polygon):
        raise Refused(
            _("This outline does not lie in Thailand. Coordinates must be longitude first, then latitude (WGS 84).")
        )
    simple = _polygons(polygon.simplify(tolerance)) or polygon
    while shapely.get_num_coordinates(simple) > MOST_POINTS and tolerance < COARSE:
        tolerance *= 2
        simple = _polygons(polygon.simplify(tolerance)) or polygon
    rounded = _polygons(shapely.set_precision(simple, PRECISION)) or simple
    inside = rounded.representative_point()
    return mapping(rounded), round(inside.y, 5), round(inside.x, 5)


def _features(document):
    if document.get("type") == "FeatureCollection":
        return document["features"]
    return [document] if document.get("type") == "Feature" else [{"geometry": document}]


def _code(feature):
    return str((feature.get("properties") or {}).get("code") or "").strip()


def _polygons(geometry):
    """The polygonal part of a geometry, mended where rings cross; None when nothing is left."""
    flat = shapely.force_2d(geometry)
    mended = flat if flat.is_valid else shapely.make_valid(flat)
    parts = [part for part in shapely.get_parts(mended) if part.geom_type in ("Polygon", "MultiPolygon")]
    joined_up = shapely.union_all(parts) if parts else None
    return joined_up if joined_up is not None and not joined_up.is_empty else None

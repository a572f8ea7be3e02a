import json

import pytest
from django.utils.timezone import now

from saan.areas import actions, outlines
from saan.areas.models import Boundary
from saan.areas.testing import place
from saan.shared.errors import Refused

SQUARE = [[[100.0, 7.5], [100.1, 7.5], [100.1, 7.6], [100.0, 7.6], [100.0, 7.5]]]
BOW_TIE = [[[100.0, 7.5], [100.1, 7.6], [100.1, 7.5], [100.0, 7.6], [100.0, 7.5]]]


def geojson(coordinates, kind="Polygon"):
    return json.dumps({"type": kind, "coordinates": coordinates})


def collection(**coordinates_by_code):
    features = [
        {"type": "Feature", "properties": {"code": code[1:]}, "geometry": {"type": "Polygon", "coordinates": each}}
        for code, each in coordinates_by_code.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "[]",
        "{}",
        "null",
        '{"type": "Polygon", "coordinates": "x"}',
        "[" * 100_000,
        '{"type": "Polygon", "coordinates": ""}',
        '{"type": "Polygon", "coordinates": [[[1' + "0" * 400 + ", 2]]]}",
    ],
)
def test_what_is_not_geojson_is_refused(text):
    with pytest.raises(Refused):
        outlines.read_features(text)


def test_points_alone_are_no_outline():
    with pytest.raises(Refused):
        outlines.read_features(geojson([100.0, 7.5], "Point"))


def test_latitude_first_is_refused_with_advice():
    swapped = [[[y, x] for x, y in SQUARE[0]]]

    with pytest.raises(Refused, match="WGS 84"):
        outlines.tidy(outlines.joined(outlines.read_features(geojson(swapped))))


def test_crossing_ring_is_mended():
    geometry, _latitude, _longitude = outlines.tidy(outlines.joined(outlines.read_features(geojson(BOW_TIE))))

    assert geometry["type"] == "MultiPolygon"


def test_point_on_the_map_lies_inside():
    _geometry, latitude, longitude = outlines.tidy(outlines.joined(outlines.read_features(geojson(SQUARE))))

    assert (latitude, longitude) == (7.55, 100.05)


@pytest.mark.django_db
def test_newer_outline_takes_the_place_of_the_older():
    area = place("930501")
    for source in ("แผนที่เดิม", "อบต."):
        actions.set_boundaries(
            area=area, text=geojson(SQUARE), source=source, may_edit=lambda area: True, by="test", at=now()
        )

    assert [boundary.source for boundary in Boundary.objects.all()] == ["อบต."]
    assert area.latitude == 7.55


@pytest.mark.django_db
def test_each_feature_with_a_code_goes_to_its_own_area():
    place("930501")
    place("930502")

    actions.set_boundaries(
        area=place("9305"), text=collection(_930501=SQUARE, _930502=SQUARE, _100101=SQUARE), source="อำเภอ",
        may_edit=lambda area: area.code != "930502", by="test", at=now(),
    )  # fmt: skip

    assert [boundary.area.code for boundary in Boundary.objects.all()] == ["930501"]


@pytest.mark.django_db
def test_country_outlines_leave_finer_ones_alone():
    province = place("93")
    actions.set_boundaries(
        area=province, text=geojson(SQUARE), source="จังหวัด", may_edit=lambda area: True, by="test", at=now()
    )

    assert actions.load_outlines(text=collection(_93=SQUARE), source="Natural Earth") == 0

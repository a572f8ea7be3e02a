import pytest

from saan.areas import country
from saan.areas.actions import load_country
from saan.areas.models import Area, Level
from saan.areas.testing import place, thailand


def test_country_has_every_area_with_an_official_code():
    current = [row.level for row in country.rows() if row.valid_to is None]

    counts = [current.count(level) for level in (Level.REGION, Level.PROVINCE, Level.DISTRICT, Level.SUBDISTRICT)]

    assert counts == [13, 77, 928, 7436]


def test_parents_come_before_their_children():
    seen = {None}

    for row in country.rows():
        assert row.parent_code in seen
        seen.add(row.code)


def test_every_key_lies_within_its_parent():
    keys = {row.code: country.keys_of(row.level, row.code) for row in country.rows()}

    for row in country.rows():
        low, high = keys[row.parent_code or "TH"]
        assert low <= keys[row.code][0] <= keys[row.code][1] <= high


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    thailand()

    assert load_country() == (0, 0)
    assert Area.objects.current().count() == 1 + 13 + 77 + 928 + 7436


@pytest.mark.django_db
def test_official_name_is_put_right_again():
    Area.objects.filter(pk=place("930201").pk).update(name_th="ผิด")

    assert load_country(only={"930201"}) == (0, 1)
    assert Area.objects.get(code="930201").name_th == "กงหรา"


@pytest.mark.django_db
def test_abolished_code_leads_to_what_replaced_it():
    place("104102")

    place("100504")

    assert [area.code for area in Area.objects.get(code="100504").replaced_by.all()] == []
    load_country(only={"100504", "104102"})
    assert [area.code for area in Area.objects.get(code="100504").replaced_by.all()] == ["104102"]


@pytest.mark.django_db
def test_bangkok_has_its_own_words():
    assert str(place("100401")) == "แขวงมหาพฤฒาราม"
    assert str(Area.objects.get(code="1004")) == "เขตบางรัก"
    assert str(place("930501").parent) == "อำเภอควนขนุน"

"""The place of a list: from where one stands up to where one's reach ends, and down to what lies below."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from saan.accounts.testing import user
from saan.areas.choosing import place_choice
from saan.areas.fields import AreasField
from saan.areas.permissions import Permission
from saan.areas.queries import official_tree
from saan.areas.testing import place, village
from saan.partners.testing import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def subdistrict():
    return place("930501")


def asked(somebody, query=""):
    return place_choice(somebody, Permission.AREA_READ, QueryDict(query))


def worker(*areas):
    return user("VOLUNTEER", organisation(areas[0]), *areas)


def test_whoever_has_one_place_begins_below_it(subdistrict):
    village(subdistrict, 2, "บ้านไสคำ")
    village(subdistrict, 1, "บ้านปากคลอง")

    found = asked(worker(subdistrict))

    assert (found.place, found.up) == (None, None)
    assert [name for name, _url in found.below] == ["หมู่\xa01 บ้านปากคลอง", "หมู่\xa02 บ้านไสคำ"]


def test_whoever_has_several_places_begins_with_them(subdistrict):
    other = place("930502")

    found = asked(worker(subdistrict, other))

    assert {url for _name, url in found.below} == {"?area=930501", "?area=930502"}


def test_the_way_up_ends_with_ones_reach(subdistrict):
    of_the_district = asked(worker(place("9305")), "area=930501")
    of_the_subdistrict = asked(worker(subdistrict), "area=930501")

    assert of_the_district.up == ("อำเภอควนขนุน", "?area=9305")
    assert (of_the_subdistrict.place, of_the_subdistrict.up) == (subdistrict, None)


def test_the_other_filters_stay_and_the_list_begins_anew(subdistrict):
    found = asked(worker(place("9305")), "q=สม&at=x&area=9305")

    [(_name, url)] = found.below
    assert QueryDict(url[1:]).dict() == {"q": "สม", "area": "930501"}


@pytest.mark.parametrize("code", ["999999", "", "9" * 5000, "' OR 1=1"])
def test_a_place_that_is_none_is_not_asked_for(subdistrict, code):
    assert asked(worker(subdistrict), f"area={code}").place is None


def test_without_the_permission_there_is_nothing_to_choose(subdistrict):
    assert asked(user()).below == []


def test_a_field_for_places_reads_only_those_it_shows(subdistrict, django_assert_num_queries):
    field = AreasField()
    field.offer([subdistrict, subdistrict.parent])
    official_tree()
    with CaptureQueriesContext(connection) as of_tree:
        official_tree()

    with django_assert_num_queries(len(of_tree)):
        written = field.widget.render("areas", [])

    assert subdistrict.code in written

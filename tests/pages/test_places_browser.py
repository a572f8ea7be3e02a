"""Places, partners, My Work and search in a real browser: on a phone and on a desk, in Thai, by keyboard."""

import pytest

from saan.accounts.testing import user
from saan.areas.actions import load_outlines
from saan.areas.testing import place, village
from saan.partners import actions
from saan.partners.models import Mandate, Organisation
from saan.partners.testing import agreement, answers_for, organisation
from tests.looks import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SQUARE = "[[[99.9, 7.3], [100.2, 7.3], [100.2, 7.7], [99.9, 7.7], [99.9, 7.3]]]"
OUTLINE = (
    f'{{"type": "Feature", "properties": {{"code": "93"}}, "geometry": {{"type": "Polygon", "coordinates": {SQUARE}}}}}'
)


@pytest.fixture
def district():
    village(place("930501"), 3, "บ้านปากคลอง")
    place("930502")
    load_outlines(text=OUTLINE, source="test")
    return place("9305")


@pytest.fixture
def hospital(district):
    return organisation(district, name="โรงพยาบาลควนขนุน", kind="HOSPITAL", code="HOSP", short_name="รพ.ควนขนุน")


@pytest.fixture
def coordinator(hospital, sign_in):
    sign_in(user("COORDINATOR", hospital, hospital.area, place("93"), full_name="สมหญิง ใจดี"))


def test_pages_of_places_are_clean(page, coordinator):
    addresses = [
        "/areas/93/", "/areas/9305/", "/areas/930501/", "/areas/93050103/", "/areas/choose/", "/areas/choose/?at=9305",
        "/areas/930501/add/", "/areas/93050103/split/", "/areas/93050103/close/", "/areas/93050103/rename/",
        "/areas/930501/outline/", "/areas/930501/villages/",
    ]  # fmt: skip

    assert troubles_of(page, addresses) == []


def test_pages_of_partners_are_clean(page, coordinator, hospital):
    town = organisation(place("930501"), name="เทศบาลตำบลควนขนุนที่มีชื่อยาวมากเพื่อดูว่าหน้าจอโทรศัพท์รับไหวหรือไม่")
    duty = answers_for(hospital, "REHABILITATION")
    contract = agreement(hospital, town, days=20)
    proposal = agreement(hospital, town, action=actions.propose_agreement)
    addresses = [
        "/partners/", "/partners/?q=ไม่มีทาง", "/partners/add/", "/partners/of/HOSP/", "/partners/of/HOSP/edit/",
        "/partners/of/HOSP/duties/add/", f"/partners/duties/{duty.pk}/end/",
        "/partners/map/930501/", "/partners/map/93/",
        "/partners/agreements/", "/partners/agreements/?show=ended", "/partners/agreements/add/",
        f"/partners/agreements/{contract.pk}/", f"/partners/agreements/{proposal.pk}/",
        f"/partners/agreements/{contract.pk}/end/", "/", "/work/", "/search/", "/search/?q=ควน", "/search/?q=ไม่มีทาง",
    ]  # fmt: skip

    assert troubles_of(page, addresses) == []


def test_front_door_is_clean(page):
    assert troubles_of(page, ["/"]) == []


def test_search_suggests_and_is_walked_by_arrow_keys(page, coordinator, hospital):
    page.goto("/work/")

    page.keyboard.press("/")
    page.keyboard.type("ควน")
    page.locator(".hits a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/areas/**")
    assert page.locator("h1").inner_text().endswith("ควนขนุน")


def test_escape_closes_the_suggestions(page, coordinator):
    page.goto("/work/")
    page.locator(".top-search input").fill("ควน")
    page.locator(".hits a").first.wait_for()

    page.keyboard.press("Escape")

    assert page.locator(".hits a").count() == 0


def test_one_goes_down_the_tree_without_a_new_page(page, coordinator):
    page.goto("/areas/choose/?at=93")

    page.get_by_role("link", name="พื้นที่ข้างในอำเภอควนขนุน").click()

    page.get_by_role("link", name="ตำบลควนขนุน", exact=True).wait_for()
    assert "at=9305" in page.url


def test_organisation_is_added_with_a_second_place_looked_up(page, coordinator):
    page.goto("/partners/add/")
    page.get_by_label("ชื่อเต็มขององค์กร").fill("ชมรมผู้สูงอายุควนขนุน")
    page.locator("select[name=kind]").select_option("CLUB")
    page.locator("#id_area").fill("ควนขนุน")
    page.locator("label.look-up-option", has_text="อำเภอควนขนุน").first.click()
    page.locator("input[name=areas][value='9305']").check()
    page.get_by_label("พื้นที่อื่น").fill("ทะเลน้อย")
    page.locator("label.look-up-option", has_text="ตำบลทะเลน้อย").first.click()

    page.get_by_role("button", name="บันทึก").click()

    page.wait_for_url("**/partners/of/**")
    made = Organisation.objects.get(name_th="ชมรมผู้สูงอายุควนขนุน")
    assert sorted(made.areas.values_list("code", flat=True)) == ["9305", "930502"]


def test_gap_on_the_partner_map_is_taken_on_in_two_clicks(page, coordinator, hospital):
    page.goto("/partners/map/9305/")

    page.get_by_role("link", name="เรารับเรื่องนี้ เตียงผู้ป่วย").click()
    page.get_by_role("button", name="บันทึก").click()

    page.wait_for_url("**/partners/of/HOSP/")
    assert Mandate.objects.get().need_kind.code == "BED"

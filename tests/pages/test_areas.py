import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from saan.accounts.testing import signed_in_client, user
from saan.areas import actions
from saan.areas.models import Area, Boundary
from saan.areas.testing import community, place, village
from saan.partners.testing import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    place("930502")
    place("930501")
    return place("9305")


@pytest.fixture
def coordinator(district):
    """A browser of somebody who coordinates all of the district."""
    return signed_in_client(user("COORDINATOR", organisation(district)))


@pytest.fixture
def volunteer(district):
    """A browser of a volunteer of one of its subdistricts."""
    return signed_in_client(user("VOLUNTEER", organisation(place("930501"))))


def get(browser, page, *args, **query):
    return browser.get(reverse(f"areas:{page}", args=args), query)


READ = [("index", []), ("choose", []), ("suggest", []), ("area", ["930501"])]
EDIT = [(name, ["930501"]) for name in ("add", "rename", "close", "outline", "village_list")] + [
    ("split", ["93050103"])
]


@pytest.mark.parametrize(("name", "args"), READ + EDIT)
def test_signed_out_are_sent_to_sign_in(client, name, args):
    response = get(client, name, *args)

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "args"), EDIT)
def test_volunteer_changes_no_place(volunteer, name, args):
    village(place("930501"), 3, "บ้านปากคลอง")

    assert get(volunteer, name, *args).status_code == 403


@pytest.mark.parametrize(("name", "args"), EDIT)
def test_coordinator_changes_places_of_their_own(coordinator, name, args):
    village(place("930501"), 3, "บ้านปากคลอง")

    assert get(coordinator, name, *args).status_code == 200


@pytest.mark.parametrize("name", ["add", "rename", "close", "outline", "village_list"])
def test_coordinator_finds_no_foreign_place_to_change(coordinator, name):
    place("340101")

    assert get(coordinator, name, "340101").status_code == 404


def test_somebody_without_a_role_opens_no_place(client, district):
    client = signed_in_client(user())

    assert get(client, "area", "9305").status_code == 403
    assert get(client, "suggest", q="ควน").status_code == 200


def test_page_of_a_place_outside_ones_area_is_not_found(volunteer):
    assert get(volunteer, "area", "930501").status_code == 200
    assert get(volunteer, "area", "930502").status_code == 404
    assert get(volunteer, "area", "9305").status_code == 404


def test_places_within_are_in_thai_order(coordinator):
    page = get(coordinator, "area", "9305").content.decode()

    assert page.index("ตำบลควนขนุน") < page.index("ตำบลทะเลน้อย")


def test_where_one_sees_nobody_no_number_says_that_nobody_lives_there(coordinator):
    page = get(coordinator, "area", "9305")

    assert (page.context["figures"], page.context["columns"]) == ([], [])
    assert "ยังไม่มีใครที่คุณดูได้" in page.content.decode()


def test_path_leads_only_where_one_may_go(coordinator):
    page = get(coordinator, "area", "930501").content.decode()

    assert f'href="{reverse("areas:area", args=["9305"])}"' in page
    assert f'href="{reverse("areas:area", args=["93"])}"' not in page


def test_past_place_leads_to_todays(coordinator, district):
    old, new = village(place("930501"), 3, "บ้านเก่า"), village(place("930501"), 4, "บ้านใหม่")
    actions.close(area=old, on=date(2026, 1, 1), replaced_by=[new], by="test", at=now())

    page = get(coordinator, "area", old.code)

    assert page.status_code == 200
    assert new.get_absolute_url() in page.content.decode()


def test_choosing_goes_down_the_tree_and_htmx_asks_for_the_list_alone(coordinator):
    url = reverse("areas:choose")

    whole = coordinator.get(url, {"at": "9305"}).content.decode()
    part = coordinator.get(url, {"at": "9305"}, headers={"HX-Request": "true"}).content.decode()

    assert "ตำบลควนขนุน" in whole
    assert "ตำบลควนขนุน" in part
    assert "<html" not in part


def test_suggestions_are_tolerant_and_say_where(coordinator):
    for typed in ("ต.ควนขนุน", "ควนขนุน พัทลุง", "ควน ขนุน", "ควนขนน", "930501"):
        page = get(coordinator, "suggest", q=typed, name="area").content.decode()
        assert 'value="930501"' in page, typed
        assert "จังหวัดพัทลุง" in page


def test_suggestions_may_be_kept_to_a_level(coordinator):
    page = get(coordinator, "suggest", q="ควนขนุน", level="DISTRICT").content.decode()

    assert 'value="9305"' in page
    assert 'value="930501"' not in page


def test_village_and_community_are_added_by_hand(coordinator):
    url = reverse("areas:add", args=["930501"])

    coordinator.post(url, {"name_th": "บ้านปากคลอง", "number": "3"})
    coordinator.post(url, {"name_th": "ตลาดเก่า", "number": ""})

    assert set(Area.objects.filter(parent__code="930501").values_list("code", flat=True)) == {"93050103", "9305015001"}


def test_number_given_twice_is_refused_kindly(coordinator):
    village(place("930501"), 3, "บ้านปากคลอง")

    response = coordinator.post(reverse("areas:add", args=["930501"]), {"name_th": "บ้านซ้ำ", "number": "3"})

    page = response.content.decode()
    assert "ตำบลนี้มีหมู่ที่ 3 อยู่แล้ว" in page
    assert "บ้านซ้ำ" in page


def test_list_of_villages_is_brought_in_from_a_file(coordinator):
    text = "รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n93050101,บ้านควน\n93050102,บ้านนา\n34010101,บ้านไกล\n"
    file = SimpleUploadedFile("หมู่บ้าน.csv", text.encode())

    response = coordinator.post(reverse("areas:village_list", args=["9305"]), {"file": file})

    assert response.status_code == 200
    assert Area.objects.filter(level="VILLAGE").count() == 2


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"%PDF-1.4", "ไม่มีหัวคอลัมน์\n".encode()])
def test_file_that_is_no_list_of_villages_is_refused_kindly(coordinator, content):
    file = SimpleUploadedFile("x.csv", content)

    response = coordinator.post(reverse("areas:village_list", args=["9305"]), {"file": file})

    page = response.content.decode()
    assert "ส่งรายชื่อ" in page
    assert 'role="alert"' in page
    assert "เลือกไฟล์อีกครั้ง" in page
    assert not Area.objects.filter(level="VILLAGE").exists()


def test_outline_comes_in_as_geojson(coordinator):
    square = [[[100.0, 7.5], [100.1, 7.5], [100.1, 7.6], [100.0, 7.6], [100.0, 7.5]]]
    file = SimpleUploadedFile("a.geojson", json.dumps({"type": "Polygon", "coordinates": square}).encode())

    response = coordinator.post(reverse("areas:outline", args=["930501"]), {"file": file, "source": "อบต."})

    assert response.status_code == 302
    assert Boundary.objects.get().area.code == "930501"


def test_village_is_split_renamed_and_closed(coordinator):
    old = village(place("930501"), 3, "บ้านปากคลอง")

    coordinator.post(reverse("areas:rename", args=[old.code]), {"name_th": "บ้านปากน้ำ"})
    into = "12 บ้านคลองใหม่\r\n13 บ้านคลองนา"
    coordinator.post(reverse("areas:split", args=[old.code]), {"on": "1/10/2569", "into": into, "keeps": "on"})
    coordinator.post(reverse("areas:close", args=[old.code]), {"on": "1/11/2569", "replaced_by": ["93050112"]})

    old.refresh_from_db()
    assert (old.name_th, old.valid_to) == ("บ้านปากน้ำ", date(2026, 11, 1))
    assert [heir.code for heir in old.replaced_by.all()] == ["93050112"]


def test_communities_of_a_town_are_listed(coordinator):
    community(place("930501"), "ตลาดเก่า")

    assert "ชุมชนตลาดเก่า" in get(coordinator, "area", "930501").content.decode()

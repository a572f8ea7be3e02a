import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts.testing import signed_in_client, user
from saan.areas.testing import place
from saan.partners.permissions import Permission as Partners
from saan.partners.testing import organisation
from saan.shared.start import Shortcut, _shortcuts, add_shortcut
from saan.worklist.actions import done, wait
from saan.worklist.models import Item

pytestmark = pytest.mark.django_db
HOME, SEARCH, MINE = "/", "/search/", "/work/"


@pytest.fixture
def hospital():
    place("930501")
    return organisation(place("9305"), name="โรงพยาบาลควนขนุน", kind="HOSPITAL")


@pytest.fixture
def coordinator(hospital):
    return signed_in_client(user("COORDINATOR", hospital, full_name="สมหญิง ใจดี"))


def waiting(hospital, key="k", area="930501", permission=Partners.AGREEMENT_EDIT, **more):
    told = {"kind": "partners.agreement_expiring", "giver": "รพ.ควนขนุน", "receiver": "ทต.ควนขนุน", **more}
    return wait(
        key=key, organisation_id=hospital.pk, permission=permission, area_key=place(area).key, url="/x/",
        at=told.pop("at", timezone.now()), **told,
    )  # fmt: skip


def test_signed_out_see_the_door_and_are_sent_to_sign_in_from_the_rest(client):
    assert reverse("account_login") in client.get(HOME).content.decode()
    assert client.get(SEARCH).status_code == 302
    assert client.get(MINE).status_code == 302


def test_start_page_shows_what_waits_and_ones_places(coordinator, hospital):
    waiting(hospital)

    page = coordinator.get(HOME).content.decode()

    assert "ทต.ควนขนุน" in page
    assert "อำเภอควนขนุน" in page
    assert "สมหญิง ใจดี" in page


def test_somebody_without_a_role_has_a_start_page_that_says_what_to_do():
    assert signed_in_client(user()).get(HOME).status_code == 200


def test_shortcuts_are_for_those_who_may(coordinator, hospital, monkeypatch):
    monkeypatch.setattr("saan.shared.start._shortcuts", dict(_shortcuts))
    add_shortcut(
        Shortcut(label="เพิ่มภาคี", url_name="partners:organisation_add", icon="plus", permission=Partners.PARTNER_EDIT)
    )
    volunteer = signed_in_client(user("VOLUNTEER", hospital))

    assert "เพิ่มภาคี" in coordinator.get(HOME).content.decode()
    assert "เพิ่มภาคี" not in volunteer.get(HOME).content.decode()


def test_my_work_is_what_my_organisation_may_do_where_i_may(coordinator, hospital):
    other = organisation(place("930501"))
    waiting(hospital, "mine")
    waiting(other, "theirs")
    waiting(hospital, "elsewhere", area="340101")
    waiting(hospital, "not allowed", permission="people.nothing")

    items = [item.key for group in coordinator.get(MINE).context["groups"] for item in group.items]

    assert items == ["mine"]


def test_volunteer_does_not_see_work_of_the_coordinator(hospital):
    waiting(hospital)

    assert signed_in_client(user("VOLUNTEER", hospital)).get(MINE).context["groups"] == []


def test_most_pressing_comes_first_and_overdue_is_said(coordinator, hospital):
    now = timezone.now()
    waiting(hospital, "later", due_at=now + timezone.timedelta(days=20))
    waiting(hospital, "overdue", due_at=now - timezone.timedelta(days=1))
    waiting(hospital, "undated")

    response = coordinator.get(MINE)

    assert [item.key for item in response.context["groups"][0].items] == ["overdue", "later", "undated"]
    assert response.context["overdue"] == 1


def test_long_lists_of_work_are_counted_and_opened_by_kind(coordinator, hospital):
    for number in range(25):
        waiting(hospital, str(number))

    short = coordinator.get(MINE).context["groups"][0]
    whole = coordinator.get(MINE, {"kind": "partners.agreement_expiring"}).context["groups"][0]

    assert (len(short.items), short.more) == (20, 5)
    assert len(whole.items) == 25


def test_work_said_again_keeps_the_moment_it_was_raised(hospital):
    first = timezone.now() - timezone.timedelta(days=3)
    waiting(hospital, at=first)

    waiting(hospital, receiver="ทต.ใหม่")

    item = Item.objects.get()
    assert (item.raised_at, item.facts["receiver"]) == (first, "ทต.ใหม่")


def test_work_that_comes_back_is_new(hospital):
    waiting(hospital, at=timezone.now() - timezone.timedelta(days=3))
    done(key="k", by="test", at=timezone.now())

    again = timezone.now()
    waiting(hospital, at=again)

    assert Item.objects.open().get().raised_at == again


def test_search_finds_places_and_partners_in_ones_area_only(coordinator, hospital):
    organisation(place("340101"), name="โรงพยาบาลควนอื่น")

    page = coordinator.get(SEARCH, {"q": "ควน"}).content.decode()

    assert "ตำบลควนขนุน" in page
    assert hospital.get_absolute_url() in page
    assert "โรงพยาบาลควนอื่น" not in page


def test_suggestions_are_a_part_of_a_page(coordinator):
    page = coordinator.get(SEARCH, {"q": "ควน"}, headers={"HX-Request": "true"}).content.decode()

    assert "ตำบลควนขนุน" in page
    assert "<html" not in page


@pytest.mark.parametrize("text", ["", "ก", "ไม่มีทางเจอ", "%", "'; --", "x" * 500, "\u200b"])
def test_search_for_anything_answers_kindly(coordinator, text):
    assert coordinator.get(SEARCH, {"q": text}).status_code == 200


def test_search_without_a_role_finds_nothing(hospital):
    assert signed_in_client(user()).get(SEARCH, {"q": "ควนขนุน"}).context["groups"] == []

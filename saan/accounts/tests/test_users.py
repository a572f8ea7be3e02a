from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.accounts.actions import assignments, users
from saan.accounts.models import Assignment, User
from saan.accounts.permissions import Permission
from saan.areas.testing import place
from saan.audit.models import Event
from saan.partners.testing import organisation
from saan.shared.errors import Refused

pytestmark = pytest.mark.django_db


def grant(by, user, role, organisation, *areas, until=None):
    by.forget_reach()
    return assignments.grant(
        user=user, role=role, organisation=organisation, areas=areas, until=until, by=by, at=timezone.now()
    )


@pytest.fixture
def newcomer():
    return accounts.user(username="newcomer")


def test_a_coordinator_gives_a_role_in_their_own_area(coordinator, newcomer, hospital, khuan_khanun):
    grant(coordinator, newcomer, "CARE_WORKER", hospital, khuan_khanun)

    assert newcomer.reach("people.read").covers(khuan_khanun.key)
    assert Event.objects.get(verb="accounts.assignment.granted").detail["role"] == "CARE_WORKER"


def test_a_role_given_twice_is_one_role(coordinator, newcomer, hospital, khuan_khanun):
    first, second = (grant(coordinator, newcomer, "CARE_WORKER", hospital, khuan_khanun) for _click in range(2))
    assignments.revoke(assignment=first, by=coordinator, at=timezone.now())

    assert second == first
    assert not newcomer.reach("people.read")
    assert Event.objects.filter(verb="accounts.assignment.granted").count() == 1
    assert grant(coordinator, newcomer, "CARE_WORKER", hospital, khuan_khanun) != first


def test_a_coordinator_gives_no_role_in_another_organisation(coordinator, newcomer, town, khuan_khanun):
    with pytest.raises(Refused):
        grant(coordinator, newcomer, "VOLUNTEER", town, khuan_khanun)


def test_a_coordinator_gives_no_role_in_another_area(coordinator, newcomer, hospital):
    from saan.areas.testing import place

    with pytest.raises(Refused):
        grant(coordinator, newcomer, "VOLUNTEER", hospital, place("341501"))


def test_a_coordinator_gives_no_right_they_lack(coordinator, newcomer, hospital, khuan_khanun):
    for role in ("DATA_PROTECTION_OFFICER", "PLATFORM_ADMIN"):
        with pytest.raises(Refused):
            grant(coordinator, newcomer, role, hospital, khuan_khanun)


def test_a_volunteer_gives_nothing(volunteer, newcomer, hospital, khuan_khanun):
    with pytest.raises(Refused):
        grant(volunteer, newcomer, "VOLUNTEER", hospital, khuan_khanun)


def test_nobody_gives_a_role_to_themselves(administrator, hospital, khuan_khanun):
    with pytest.raises(Refused):
        grant(administrator, administrator, "COORDINATOR", hospital, khuan_khanun)


def test_the_platform_gives_any_role_anywhere(administrator, newcomer, hospital, district):
    grant(administrator, newcomer, "COORDINATOR", hospital, district)

    assert newcomer.reach(Permission.USER_GRANT)


def test_an_administrator_of_a_mere_district_is_not_the_platform(newcomer, platform, hospital, district):
    small = accounts.user("PLATFORM_ADMIN", platform, district)

    with pytest.raises(Refused):
        grant(small, newcomer, "COORDINATOR", hospital, district)


def test_a_role_given_until_a_day_ends_with_it(coordinator, newcomer, hospital, khuan_khanun):
    today = timezone.localdate()
    held = grant(coordinator, newcomer, "VOLUNTEER", hospital, khuan_khanun, until=today)

    assert list(newcomer.assignments.in_force(today)) == [held]
    assert not newcomer.assignments.in_force(today + timedelta(days=1)).exists()


def test_a_right_that_ends_is_not_given_beyond_its_end(newcomer, hospital, khuan_khanun):
    tomorrow = timezone.localdate() + timedelta(days=1)
    leaving = accounts.user("COORDINATOR", hospital, until=tomorrow)

    with pytest.raises(Refused):
        grant(leaving, newcomer, "VOLUNTEER", hospital, khuan_khanun)
    grant(leaving, newcomer, "VOLUNTEER", hospital, khuan_khanun, until=tomorrow)


def test_a_revoked_role_is_gone_at_the_next_request(coordinator, volunteer):
    helper = accounts.user("COORDINATOR", coordinator.acting_organisation)
    client = accounts.signed_in_client(helper)
    assert client.get("/users/").status_code == 200

    assignments.revoke(assignment=Assignment.objects.get(user=helper), by=coordinator, at=timezone.now())

    assert client.get("/users/").status_code == 403
    assert not User.objects.get(pk=helper.pk).permissions()


def test_a_closed_account_is_out_at_once(coordinator, volunteer):
    client = Client()
    client.post("/account/login/", {"login": "volunteer", "password": accounts.PASSWORD})
    assert client.get("/account/").status_code == 200

    users.deactivate(user=volunteer, by=coordinator, at=timezone.now())

    assert client.get("/account/").status_code == 302
    assert client.session.is_empty()


def test_signing_out_everywhere_ends_the_other_sessions_only(volunteer):
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/account/login/", {"login": "volunteer", "password": accounts.PASSWORD})

    here.post("/account/devices/end/")

    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_a_helper_cannot_take_over_an_administrator(hospital, platform, administrator):
    coordinator = accounts.user("COORDINATOR", hospital)
    accounts.assign(administrator, "VOLUNTEER", hospital)
    client = accounts.signed_in_client(coordinator)

    response = client.post(reverse("accounts:user_password", args=[administrator.pk]), {"how": "temporary"})

    assert response.status_code == 403
    administrator.refresh_from_db()
    assert administrator.check_password(accounts.PASSWORD)


def test_a_user_is_made_given_a_link_and_chooses_a_password(coordinator, client):
    made = users.create_user(username="Somying.J", full_name="สมหญิง ใจดี", by=coordinator, at=timezone.now())
    link = users.make_password_link(user=made, by=coordinator, at=timezone.now())
    fresh = "ดอกจำปา-หน้าบ้าน-9"

    page = client.get(link, follow=True)
    assert "สมหญิง ใจดี" in page.content.decode()
    client.post(page.redirect_chain[-1][0], {"new_password1": fresh, "new_password2": fresh})

    assert client.post("/account/login/", {"login": "somying.j", "password": fresh}).status_code == 302
    assert "ลิงก์นี้ใช้ไปแล้ว" in client.get(link, follow=True).content.decode()


def test_a_taken_username_is_refused_kindly(coordinator, volunteer):
    response = accounts.signed_in_client(coordinator).post(
        "/users/add/", {"username": "volunteer", "full_name": "ใครคนหนึ่ง"}
    )

    page = response.content.decode()
    assert "มีผู้ใช้ชื่อ volunteer แล้ว" in page
    assert "ใครคนหนึ่ง" in page


def test_a_user_without_a_role_here_cannot_be_browsed(coordinator, newcomer):
    client = accounts.signed_in_client(coordinator)

    assert client.get(reverse("accounts:user_detail", args=[newcomer.pk])).status_code == 404
    assert "newcomer" not in client.get("/users/").content.decode()
    assert client.get("/users/find/", {"username": "newcomer"}).status_code == 302


def test_every_page_of_users_answers(coordinator, volunteer):
    client = accounts.signed_in_client(coordinator)

    for url in [
        "/users/", "/users/?q=สมหญิง", "/users/add/", "/users/find/", f"/users/{volunteer.pk}/",
        "/users/grant/volunteer/", "/account/", "/account/roles/", "/account/devices/", "/account/password/",
        "/account/security/", "/account/security/app/", "/account/security/passkeys/", "/emergency/",
    ]:  # fmt: skip
        response = client.get(url, follow=True)
        assert response.status_code == 200, url


def test_a_role_is_given_on_its_page(coordinator, volunteer, hospital, khuan_khanun):
    client = accounts.signed_in_client(coordinator)

    response = client.post(
        "/users/grant/volunteer/", {"role": "CARE_WORKER", "areas": [khuan_khanun.code], "until": ""}
    )

    assert response.status_code == 302
    assert volunteer.assignments.filter(role="CARE_WORKER", organisation=hospital).exists()


def test_acting_for_another_organisation_changes_what_one_sees(volunteer, town, hospital):
    accounts.assign(volunteer, "COORDINATOR", town)
    client = accounts.signed_in_client(volunteer)
    assert client.get("/users/").status_code == 403

    client.post("/account/organisation/", {"organisation": town.pk})

    assert client.get("/users/").status_code == 200


def test_nobody_acts_for_an_organisation_they_hold_no_role_in(volunteer, town):
    response = accounts.signed_in_client(volunteer).post("/account/organisation/", {"organisation": town.pk})

    assert response.status_code == 403


@pytest.mark.parametrize("number", ["²", "9" * 30, "9" * 5000, "๑"])
def test_a_number_that_is_none_of_an_organisation_breaks_nothing(newcomer, number):
    keeper = accounts.user("PLATFORM_ADMIN", organisation(place("TH"), kind="PLATFORM"))

    response = accounts.signed_in_client(keeper).get(
        reverse("accounts:assignment_grant", args=[newcomer.username]), {"organisation": number}
    )

    assert response.status_code in (200, 404)


def test_of_two_who_make_the_same_user_at_once_the_second_is_told(coordinator, newcomer, monkeypatch):
    monkeypatch.setattr(QuerySet, "exists", lambda found: False)  # as both saw it

    response = accounts.signed_in_client(coordinator).post(
        reverse("accounts:user_add"), {"username": newcomer.username, "full_name": "สมหญิง ทดสอบ"}
    )

    assert response.status_code == 409

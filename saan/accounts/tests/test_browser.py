"""The pages of accounts in a real browser: on a phone and on a desk, in Thai, without a finding of axe-core."""

import os
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.accounts.actions import assignments
from saan.accounts.actions.emergencies import open_access
from saan.runtime.browsing import axe_findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PICTURES = os.environ.get("SAAN_PICTURES")  # a folder, where somebody wants to look at the pages


def looked_at(page, name):
    """What axe-core finds on this page in both sizes, and whether anything sticks out at the side."""
    troubles = []
    for size, viewport in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(viewport)
        troubles += [f"{name} {size}: {finding}" for finding in axe_findings(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            troubles.append(f"{name} {size}: wider than the screen")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{size}.png", full_page=True)
    return troubles


def test_the_entrance_is_clean(page, volunteer):
    troubles = []
    for name, url in {
        "login": "/account/login/", "forgotten": "/account/login/forgotten/",
        "no-account": "/account/login/no-account/", "inactive": "/account/inactive/",
        "link-used": "/account/choose-password/MQ/set-password/",
    }.items():  # fmt: skip
        page.goto(url)
        troubles += looked_at(page, name)
    page.goto("/account/login/")
    page.get_by_label("ชื่อผู้ใช้").fill("volunteer")
    page.get_by_label("รหัสผ่าน", exact=True).fill("ไม่ใช่รหัสนี้")
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    page.get_by_text("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง").first.wait_for()
    troubles += looked_at(page, "login-wrong")

    assert troubles == []


def test_ones_own_pages_are_clean(page, sign_in, volunteer, town, khuan_khanun):
    accounts.assign(volunteer, "CARE_WORKER", town, khuan_khanun)
    sign_in(volunteer)
    troubles = []
    for name, url in {
        "profile": "/account/", "roles": "/account/roles/", "devices": "/account/devices/",
        "password": "/account/password/", "security": "/account/security/", "passkeys": "/account/security/passkeys/",
        "logout": "/account/logout/",
    }.items():  # fmt: skip
        page.goto(url)
        troubles += looked_at(page, name)

    assert troubles == []


def test_the_pages_of_users_are_clean(page, sign_in, coordinator, volunteer, hospital, khuan_khanun, neighbour):
    carer = accounts.user("CARE_WORKER", hospital, khuan_khanun, full_name="นางสาวประไพพรรณพิลาส ณ พัทลุงธำรงสกุล")
    open_access(area=neighbour, reason="ญาติแจ้งว่าผู้ป่วยหมดสติ ขอดูยาประจำ", by=carer, at=timezone.now())
    accounts.assign(coordinator, "DATA_PROTECTION_OFFICER", hospital)
    held = volunteer.assignments.get()
    assignments.revoke(assignment=held, by=coordinator, at=timezone.now())
    accounts.assign(volunteer, "VOLUNTEER", hospital, khuan_khanun)
    sign_in(coordinator)
    troubles = []
    for name, url in {
        "users": "/users/", "user": f"/users/{volunteer.pk}/", "user-add": "/users/add/", "user-find": "/users/find/",
        "grant": "/users/grant/volunteer/", "emergency": "/emergency/", "emergencies": "/emergency/list/",
        "emergency-review": f"/emergency/{carer.emergencies.get().pk}/", "trail": "/trail/",
        "users-none": "/users/?q=ไม่มี",
    }.items():  # fmt: skip
        page.goto(url)
        troubles += looked_at(page, name)
    page.goto(f"/users/{volunteer.pk}/")
    page.get_by_role("button", name="รหัสผ่านชั่วคราว").click()
    page.get_by_text("อ่านให้ฟังหรือจดไว้").wait_for()
    troubles += looked_at(page, "temporary-password")

    assert troubles == []


def enter(page, username="volunteer"):
    page.goto("/account/login/")
    page.get_by_label("ชื่อผู้ใช้").fill(username)
    page.get_by_label("รหัสผ่าน", exact=True).fill(accounts.PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()


def test_a_code_from_an_app_is_asked_for_after_the_password(page, volunteer):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(volunteer, secret)
    enter(page)
    page.wait_for_url("**/second-step/")
    troubles = looked_at(page, "second-step")

    cache.clear()
    page.locator("input[name=code]").fill(f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}")
    page.get_by_role("button", name="เข้าสู่ระบบ").first.click()
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto("/account/security/")
    troubles += looked_at(page, "security-with-app")

    assert troubles == []
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_a_passkey_lets_in_without_a_password(page, volunteer):
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    enter(page)
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto("/account/security/passkeys/add/")
    page.locator("input[name=password]").fill(accounts.PASSWORD)
    page.get_by_role("button", name="ยืนยัน").click()
    page.wait_for_url("**/passkeys/add/")
    troubles = looked_at(page, "passkey-add")
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/security/recovery-codes/**")
    page.goto("/account/security/passkeys/")
    troubles += looked_at(page, "passkeys-one")
    page.context.clear_cookies()

    page.goto("/account/login/")
    page.get_by_role("button", name="เข้าสู่ระบบด้วยพาสคีย์").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto("/account/")

    assert page.get_by_role("heading", name="บัญชีของฉัน").is_visible()
    assert troubles == []

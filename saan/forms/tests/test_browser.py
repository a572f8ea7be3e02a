"""A form's way with a real browser: brought in wrong, put right, tried, published, filled in."""

import os

import pytest
from django.urls import reverse

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.forms import landing, testing
from saan.forms.models import FormVersion, Submission
from saan.partners.testing import organisation
from saan.runtime.browsing import DESK, PHONE, axe_findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# SAAN_SHOTS=folder keeps a picture of each step.
SHOTS = os.environ.get("SAAN_SHOTS")
PATIENCE = 30_000


def holds(page, name, is_ours=True):
    """The page as it stands fits its screen and, where we drew it, pleases axe."""
    width = page.viewport_size["width"]
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/forms-{name}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if is_ours:
        assert axe_findings(page) == []


def types(page, number):
    """A number goes in key by key: the field formats it as one types, and takes it when one leaves."""
    field = page.get_by_role("spinbutton").first
    field.press_sequentially(number)
    field.press("Tab")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_a_form_is_brought_in_put_right_tried_and_published(page, sign_in, screen, tmp_path):
    page.set_viewport_size(screen)
    page.set_default_timeout(PATIENCE)
    coordinator = accounts.user("COORDINATOR", organisation(place("930501")))
    sign_in(coordinator)
    wrong, right = tmp_path / "แบบเยี่ยม.md", tmp_path / "แบบเยี่ยม-แก้แล้ว.md"
    wrong.write_bytes(testing.workbook(code="ours").replace(b"| integer | sbp", b"| integr | sbp"))
    right.write_bytes(testing.workbook(code="ours"))

    page.goto(reverse("forms:form_list"))
    page.get_by_role("link", name="นำแบบฟอร์มเข้า").click()
    page.locator("#workbook").set_input_files(wrong)
    page.get_by_role("button", name="ส่งและตรวจ").click()
    page.get_by_text("แผ่นงาน survey แถว 6 คอลัมน์ type").wait_for()
    holds(page, "problems")
    page.locator("#workbook").set_input_files(right)
    page.get_by_role("button", name="ส่งและตรวจ").click()
    page.get_by_role("button", name="เผยแพร่รุ่น 1").wait_for()
    holds(page, "draft")

    page.get_by_role("link", name="ลองกรอก").first.click()
    types(page, "142")
    page.get_by_text("ไม่ใช่", exact=True).click()
    holds(page, "try", is_ours=False)
    page.get_by_role("button", name="ส่งคำตอบ").click()
    page.get_by_role("heading", name="แบบฟอร์มใช้ได้").wait_for()
    page.locator("[data-said]").get_by_text("142").wait_for()
    assert not Submission.objects.exists()

    page.get_by_role("link", name="กลับไปที่แบบฟอร์ม").click()
    page.get_by_role("button", name="เผยแพร่รุ่น 1").click()
    page.get_by_role("button", name="ปิดรับ").wait_for()
    holds(page, "published")
    assert FormVersion.objects.get().state == "PUBLISHED"

    page.get_by_role("button", name="ปิดรับ").click()
    page.get_by_role("button", name="ยกเลิก").click()
    assert FormVersion.objects.get().state == "PUBLISHED"
    page.get_by_role("button", name="ปิดรับ").click()
    holds(page, "closing")
    page.get_by_role("dialog").get_by_role("button", name="ปิดแบบฟอร์ม").click()
    page.get_by_role("heading", name="แบบฟอร์มนี้ปิดรับแล้ว").wait_for()
    holds(page, "closed")


def test_a_published_form_is_filled_in_on_the_web(page, sign_in):
    page.set_default_timeout(PATIENCE)
    carer = accounts.user("CARE_WORKER", organisation(place("930501")))
    version = testing.published(carer.acting_organisation)
    testing.offered(version, carer.acting_organisation)
    sign_in(carer)

    page.goto(reverse("forms:fill", args=[version.form_id]))
    types(page, "131")
    page.get_by_role("button", name="ส่งคำตอบ").click()
    page.get_by_role("heading", name="ส่งแล้ว").wait_for()
    landing.drain()

    assert Submission.objects.get().answers["vitals/sbp"] == "131"
    page.goto(reverse("forms:answer_list", args=[version.form_id]))
    page.get_by_text("131").first.wait_for()
    holds(page, "answers")

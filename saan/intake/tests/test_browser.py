"""A list brought in with a real browser, on a desk and on a phone."""

import os

import pytest
from django.urls import reverse

from saan.intake import testing
from saan.intake.models import Batch, BatchState
from saan.runtime.browsing import DESK, PHONE, axe_findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# SAAN_SHOTS=folder keeps a picture of each step.
SHOTS = os.environ.get("SAAN_SHOTS")


def holds(page, name):
    """The page as it stands fits its screen and pleases axe."""
    width = page.viewport_size["width"]
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def worked(state):
    """The batch after the worker has done what waits."""
    batch = testing.work(Batch.objects.get())
    assert batch.state == state
    return batch


def many_rows():
    names = ("สมชาย", "มาลี", "ประเสริฐ", "บุญมี", "อนงค์", "วิไลวรรณ", "ณัฐพล", "จันทร์เพ็ญ")
    rows = [
        [
            *(
                str(number + 1),
                "",
                "นาย",
                names[number % 8],
                f"{names[number // 8 % 8]}วงศ์",
                f"{1 + number % 28}/3/2490",
            ),
            *("ชาย", f"{number + 1}/2", str(1 + number % 9), "ควนขนุน" if number % 7 else "ควนขนูนใต้ใหญ่", ""),
        ]
        for number in range(120)
    ]
    return [*rows, *testing.ROWS, ["", "", "", "รวมทั้งหมด 124 คน"]]


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_a_list_goes_in_and_out_again(page, sign_in, screen, tmp_path):
    page.set_viewport_size(screen)
    sign_in(testing.officer())
    book = tmp_path / "ผู้สูงอายุ ต.ควนขนุน 2568.xlsx"
    book.write_bytes(testing.workbook(many_rows()))

    page.goto(reverse("intake:lists"))
    holds(page, "lists-empty")
    page.get_by_role("link", name="นำเข้ารายชื่อ").first.click()
    holds(page, "bring-in")
    page.locator("input[type=file]").set_input_files(book)
    page.get_by_label("ชื่อบัญชีใหม่").fill("ผู้สูงอายุรับเบี้ยยังชีพ")
    page.get_by_role("button", name="ส่งไฟล์").click()
    page.wait_for_url("**/deliveries/*/")
    holds(page, "reading")

    worked(BatchState.MAPPING)
    page.wait_for_url("**/columns/", timeout=15_000)
    holds(page, "columns")
    page.get_by_role("button", name="ตรวจทุกแถว").click()
    page.wait_for_url("**/deliveries/*/")

    worked(BatchState.READY)
    page.get_by_role("button", name="นำเข้าทะเบียน").wait_for(timeout=15_000)
    holds(page, "preview")
    page.get_by_role("link", name="แถวใหม่").click()
    page.locator("#rows").wait_for()
    holds(page, "preview-rows")
    page.get_by_role("button", name="นำเข้าทะเบียน").click()

    worked(BatchState.COMMITTED)
    page.get_by_role("button", name="ถอนข้อมูลชุดนี้กลับ").wait_for(timeout=15_000)
    holds(page, "committed")
    page.get_by_role("button", name="ถอนข้อมูลชุดนี้กลับ").click()

    worked(BatchState.UNDONE)
    page.get_by_text("กลับเป็นอย่างเดิมแล้ว").wait_for(timeout=15_000)
    holds(page, "undone")
    page.goto(reverse("intake:lists"))
    holds(page, "lists")


def test_a_file_that_is_no_list_is_refused_on_its_page(page, sign_in, tmp_path):
    sign_in(testing.officer())
    picture = tmp_path / "รายชื่อ.xlsx"
    picture.write_bytes(b"%PDF-1.7 not a list")

    page.goto(reverse("intake:bring_in"))
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="ส่งไฟล์").click()
    page.wait_for_url("**/deliveries/*/")
    worked(BatchState.FAILED)

    page.get_by_role("alert").wait_for(timeout=15_000)
    holds(page, "stopped")

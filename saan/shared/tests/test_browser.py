import re

import pytest

from saan.runtime.browsing import DESK, PHONE, axe_findings
from saan.runtime.environment import SOURCES
from saan.shared.styleguide.views import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def while_developing(settings):
    settings.DEBUG = True


def opened(page, name):
    page.goto(f"/styleguide/{name}/")
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("name", PAGES)
def test_every_kind_of_page_is_right_on_a_desk_in_the_dark_and_on_a_phone(page, name):
    opened(page, name)
    assert axe_findings(page) == []

    page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # no colour is caught on its way
    assert axe_findings(page) == []

    page.set_viewport_size(PHONE)
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert smaller_than_a_finger(page) == []


def smaller_than_a_finger(page):
    pressed = ".btn, .chip, .room, .top-button, .menu-item, .field :is(input[type=text], input[type=search])"
    return page.locator(pressed).evaluate_all(
        """elements => elements.filter(element => element.checkVisibility())
            .map(element => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
            .filter(([_, box]) => box.height < 44 || box.width < 44).map(([html]) => html)"""
    )


def test_every_icon_on_a_page_is_in_the_sprite(page):
    sprite = (SOURCES / "build/static/saan/icons.svg").read_text(encoding="utf-8")
    drawn = set()

    for name in PAGES:
        opened(page, name)
        drawn |= set(re.findall(r"icons\.svg#([a-z0-9-]+)", page.content()))

    assert drawn <= set(re.findall(r'id="([a-z0-9-]+)"', sprite))


def test_text_is_eighteen_pixels_in_looped_thai(page):
    opened(page, "record")

    style = page.evaluate("(({fontSize, fontFamily}) => [fontSize, fontFamily])(getComputedStyle(document.body))")
    assert float(style[0].removesuffix("px")) == pytest.approx(18, abs=0.05)
    assert "Noto Sans Thai Looped" in style[1]
    assert page.evaluate("document.fonts.check('18px \"Noto Sans Thai Looped\"', 'ก')")


def test_the_first_page_weighs_little(page):
    weights = []
    page.on("response", lambda answer: weights.append(len(answer.body())) if answer.ok else None)
    opened(page, "list")

    assert sum(weights) < 900_000  # before compression; it shrinks to a sixth


def test_a_place_is_chosen_while_typing(page):
    opened(page, "form")

    page.get_by_label("พื้นที่", exact=True).fill("ปาก")
    page.get_by_text("ต.ปากพูน").click()

    assert page.locator("input[name=area]").get_attribute("value") == "80010800"
    assert page.get_by_label("พื้นที่", exact=True).input_value() == "ต.ปากพูน"
    page.locator(".look-up-options:empty").wait_for(state="attached")


def test_what_was_typed_wrong_is_kept_and_explained(page):
    opened(page, "form")

    page.get_by_label("ชื่อ", exact=True).fill("ทองคำ")
    page.get_by_label("วันเกิด").fill("31/2/2500")
    page.get_by_role("button", name="บันทึก").click()

    assert "ไม่มีวันนี้ในปฏิทิน" in page.locator("[role=alert]").inner_text()
    assert page.get_by_label("ชื่อ", exact=True).input_value() == "ทองคำ"
    assert page.get_by_label("วันเกิด").input_value() == "31/2/2500"
    assert page.locator("[role=alert]").evaluate("element => element === document.activeElement")
    assert axe_findings(page) == []


def test_a_deed_is_told_and_can_be_undone(page):
    opened(page, "form")

    page.get_by_label("ชื่อ", exact=True).fill("ทองคำ")
    page.get_by_label("วันเกิด").fill("2487")
    page.get_by_label("ชาย").check()
    page.get_by_label("เจ้าตัวยินยอม").check()
    page.get_by_role("button", name="บันทึก").click()

    toast = page.locator("#toasts .toast-card")
    assert "บันทึกแล้ว" in toast.inner_text()
    assert toast.get_by_role("button", name="เลิกทำ").is_visible()
    assert axe_findings(page) == []


def test_a_deed_by_htmx_is_told_in_place(page):
    opened(page, "components")

    page.get_by_role("button", name="ทำได้", exact=True).click()

    page.locator("#toasts").get_by_text("บันทึกแล้ว").wait_for()
    assert page.locator("#told").inner_text() == "✓"
    page.locator("#toasts").get_by_role("button", name="ปิดข้อความนี้").click()
    assert page.locator("#toasts .toast-card").count() == 0


def test_a_refusal_by_htmx_is_told_and_changes_nothing(page):
    opened(page, "components")

    page.get_by_role("button", name="ทำไม่ได้").click()

    page.locator("#toasts").get_by_text("เตียงนี้มีผู้ยืมอยู่แล้ว").wait_for()
    assert page.locator("#told").inner_text() == ""


CSV = {"name": "ผู้สูงอายุ.csv", "mimeType": "text/csv", "buffer": b"x" * 2048}


def test_a_file_is_named_before_it_is_sent_and_the_answer_takes_the_page(page):
    opened(page, "bring-in")

    page.locator("input[type=file]").set_input_files(CSV)
    assert page.locator("[data-chosen]").inner_text() == "ผู้สูงอายุ.csv · 2.0 KB"
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name="ส่งไฟล์", exact=True).click()

    assert answered.value.status == 200
    page.locator("[data-chosen]:empty").wait_for(state="attached")
    page.locator(".top-end summary").click()
    page.get_by_role("button", name="มืด").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_broken_network_keeps_the_file(page):
    opened(page, "bring-in")
    page.route("**/bring-in/", lambda route: route.abort())

    page.locator("input[type=file]").set_input_files(CSV)
    page.get_by_role("button", name="ส่งไฟล์", exact=True).click()

    page.get_by_text("ไฟล์ยังอยู่").wait_for()
    assert page.locator("[data-chosen]").inner_text() == "ผู้สูงอายุ.csv · 2.0 KB"


def test_one_key_decides_also_on_a_thai_keyboard(page):
    opened(page, "decide")

    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: '/', code: 'Digit2'}))")

    assert "verdict=different" in sent.value.post_data


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page):
    opened(page, "record")
    summary = page.locator("summary", has_text="อื่น ๆ")

    summary.click()
    page.keyboard.press("Escape")

    assert not page.get_by_text("แจ้งเสียชีวิต").is_visible()
    assert summary.evaluate("element => element === document.activeElement")


def test_the_progress_of_a_job_is_asked_for_until_it_is_done(page):
    opened(page, "components")

    page.get_by_text("2,440 จาก 4,012").wait_for()


def test_a_chart_and_its_table_tell_the_same(page):
    opened(page, "place")

    assert page.locator("[data-chart=pyramid] canvas").is_visible()
    assert page.locator("[data-chart=pyramid] tbody tr").count() == 21


def test_a_map_is_coloured_by_number_or_by_share(page):
    opened(page, "place")
    classes = "paths => paths.map(path => path.getAttribute('class')).join()"

    by_number = page.locator(".map path").evaluate_all(classes)
    page.get_by_role("button", name="ร้อยละของคนทั้งหมด").click()

    assert page.locator(".map path").evaluate_all(classes) != by_number


def test_brightness_is_remembered_without_a_flash(page):
    opened(page, "list")

    page.locator(".top-end summary").click()
    page.get_by_role("button", name="มืด").click()
    page.reload()

    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_page_works_without_a_mouse(page):
    page.set_viewport_size(DESK)
    opened(page, "list")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "ข้ามไปเนื้อหา"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_style_guide_is_not_for_the_public(page, settings):
    settings.DEBUG = False

    assert page.goto("/styleguide/").status == 404

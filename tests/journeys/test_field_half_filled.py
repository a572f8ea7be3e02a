"""A half-filled form outlives the battery, the lock and a newer form, and nothing of it is filled in twice."""

import pytest

from saan.forms import landing
from saan.forms import testing as forms
from saan.forms.library import loading
from saan.forms.models import Attachment, Form, Submission
from tests.journeys.phones import photo

pytestmark = pytest.mark.browser

NOTE = "saan-visit-note"


@pytest.fixture
def visit_note(world):
    loading.load(lambda _words: None)
    forms.offered(Form.objects.get(code=NOTE).versions.get(), world.board)


def begin(held, name="มาลี แก้วใส"):
    held.go("บ้านของฉัน")
    held.tab.locator(".home", has_text=name).click()
    held.tab.get_by_role("link", name="เยี่ยมบ้านนี้").click()
    held.button("เริ่มกรอก").click()


def note(held):
    return held.tab.get_by_role("textbox", name="บันทึกการเยี่ยม")


def go_on(held):
    held.tab.get_by_role("link", name="กรอกต่อ").first.click()


def finish(held):
    held.button("ส่งคำตอบ").click()
    held.shows("เก็บการเยี่ยมไว้ในเครื่องแล้ว")


def landed():
    landing.drain()
    return Submission.objects.order_by("pk")


def answer(submission, name):
    return next(value for path, value in submission.answers.items() if path.split("/")[-1] == name)


def test_a_half_filled_form_outlives_the_battery(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.offline()
        begin(held)
        note(held).fill("ครึ่งแรก")
        held.tab.locator("input[type=file]").first.set_input_files(
            {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photo(held.tab)}
        )
        held.tab.locator(".engine img[src^='blob:']").first.wait_for()
        kept_with_the_photo(held)
        held.die()
        held.offline()
        held.open()
        held.unlock()
        held.shows("กรอกค้างไว้")
        go_on(held)
        held.tab.locator(".engine img[src^='blob:']").first.wait_for()
        assert note(held).input_value() == "ครึ่งแรก"
        note(held).fill("ครึ่งแรก และครึ่งหลัง")
        finish(held)
        held.button("กลับไปบ้านของฉัน").click()
        assert not held.tab.get_by_role("link", name="กรอกต่อ").count()
        held.offline(False)
        held.go("กล่องรอส่ง")
        held.shows("ส่งครบทุกรายการแล้ว")

    visit = landed().get()
    assert answer(visit, "visit_note") == "ครึ่งแรก และครึ่งหลัง"
    assert visit.person.given_name == "มาลี"
    assert Attachment.objects.get().media_type == "image/jpeg"


FILES_KEPT = """async () => {
  const named = (await indexedDB.databases()).map(({ name }) => name).find((name) => name !== "saan-field");
  const db = await new Promise((done) => (indexedDB.open(named).onsuccess = (event) => done(event.target.result)));
  const asked = db.transaction("records").objectStore("records").getAllKeys();
  const names = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  db.close();
  return names.filter((name) => /^filling[/].*[/]file[/]/.test(name)).length;
}"""


def kept_with_the_photo(held):
    """The sealed store holds the one file."""
    for _moment in range(300):
        if held.tab.evaluate(FILES_KEPT) == 1:
            return
        held.tab.wait_for_timeout(200)
    raise AssertionError("the photo was never kept")


def test_locking_keeps_what_is_filled_in_and_shows_none_of_it(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.tab.clock.install()
        begin(held)
        note(held).fill("เรื่องของบ้านนี้")
        held.tab.clock.run_for(6 * 60_000)
        held.title("รหัส PIN")

        assert "เรื่องของบ้านนี้" not in held.tab.content()
        assert not held.tab.locator(".engine").count()
        held.type_pin()
        note(held).wait_for()
        assert note(held).input_value() == "เรื่องของบ้านนี้"
        assert held.troubles == []


def test_what_is_deleted_half_filled_can_be_brought_back(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        begin(held)
        note(held).fill("อย่าเพิ่งลบ")
        held.shows("เก็บไว้ในเครื่องแล้ว")
        held.tab.get_by_role("link", name="กลับ").click()
        held.title("บ้าน")
        held.shows("กรอกค้างไว้")
        held.button("ลบ").click()
        held.shows("ลบที่กรอกค้างไว้ของ")
        assert not held.tab.get_by_role("link", name="กรอกต่อ").count()

        held.button("เอากลับคืน").click()

        go_on(held)
        note(held).wait_for()
        assert note(held).input_value() == "อย่าเพิ่งลบ"
        held.tab.get_by_role("link", name="กลับ").click()
        held.button("ลบ").click()
        held.shows("ลบที่กรอกค้างไว้ของ")
        held.open()
        held.unlock()
        assert not held.tab.get_by_text("กรอกค้างไว้").count()


def test_a_form_that_nothing_was_written_in_is_nothing_to_go_on_with(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        begin(held)
        note(held).wait_for()
        held.tab.get_by_role("link", name="กลับ").click()
        held.title("บ้าน")

        assert not held.tab.get_by_role("link", name="กรอกต่อ").count()


def test_a_half_filled_form_is_finished_in_the_version_it_was_begun_in(phone_of, volunteer, world):
    forms.offered(forms.published(world.board, forms.workbook("home_call")), world.board)
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        begin(held)
        held.tab.get_by_role("textbox").first.fill("กรอกไว้ก่อน")
        held.shows("เก็บไว้ในเครื่องแล้ว")
        forms.published(world.board, forms.workbook("home_call", version="2", note="บันทึกอย่างใหม่"))
        held.tab.get_by_role("link", name="กลับ").click()
        held.open()
        held.unlock()
        held.is_ready_offline()
        held.go("บ้านของฉัน")
        go_on(held)
        held.tab.get_by_role("textbox").first.wait_for()
        assert held.tab.get_by_role("textbox", name="บันทึก").first.input_value() == "กรอกไว้ก่อน"
        assert not held.tab.get_by_text("บันทึกอย่างใหม่").count()
        held.button("ส่งคำตอบ").click()
        held.shows("เก็บการเยี่ยมไว้ในเครื่องแล้ว")
        held.tab.get_by_role("link", name="ดูกล่องรอส่ง").click()
        held.shows("ส่งครบทุกรายการแล้ว")

    assert landed().get().version.version == "1"

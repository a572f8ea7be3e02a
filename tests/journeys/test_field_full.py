"""A phone without room left says so where its owner looks, keeps what it has, and goes on when there is room again."""

import pytest

from saan.forms import testing as forms
from saan.forms.library import loading
from saan.forms.models import Form
from tests.journeys.phones import PIN

pytestmark = pytest.mark.browser

NOTE = "saan-visit-note"
NOT_KEPT = "เก็บแบบฟอร์มลงเครื่องไม่ได้ เครื่องอาจเต็ม"
# What Chromium does when it may write no more, without first writing gigabytes.
FULL = """(isFull) => { IDBObjectStore.prototype.written ??= IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = isFull
    ? () => { throw new DOMException("no room", "QuotaExceededError"); }
    : IDBObjectStore.prototype.written; }"""


@pytest.fixture
def visit_note(world):
    loading.load(lambda _words: None)
    forms.offered(Form.objects.get(code=NOTE).versions.get(), world.board)


def begin(held):
    held.go("บ้านของฉัน")
    held.tab.locator(".home", has_text="มาลี แก้วใส").click()
    held.tab.get_by_role("link", name="เยี่ยมบ้านนี้").click()
    held.button("เริ่มกรอก").click()


def is_full(held, full=True):
    held.tab.evaluate(FULL, full)


def in_sight(held, words):
    """On the screen as it is scrolled now."""
    held.shows(words)
    top, bottom = held.tab.get_by_text(words).first.evaluate(
        "(node) => [node.getBoundingClientRect().top, innerHeight - node.getBoundingClientRect().bottom]"
    )
    return top >= 0 and bottom >= 0


def test_a_form_that_finds_no_room_says_so_beside_the_finger_and_is_sent_later(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        begin(held)
        note = held.tab.get_by_role("textbox", name="บันทึกการเยี่ยม")
        note.wait_for()
        is_full(held)
        note.fill("เขียนตอนเต็ม")

        held.button("ส่งคำตอบ").click()

        assert in_sight(held, NOT_KEPT)
        is_full(held, False)
        held.shows("เก็บไว้ในเครื่องแล้ว")
        assert in_sight(held, NOT_KEPT), "what is kept as it is filled is not sent by that"
        held.button("ส่งคำตอบ").click()
        held.shows("เก็บการเยี่ยมไว้ในเครื่องแล้ว")


def test_a_visit_cannot_begin_in_silence_on_a_full_phone(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        is_full(held)

        begin(held)

        assert in_sight(held, "ที่เก็บในเครื่องเต็ม")


def test_the_pin_of_a_full_phone_is_not_said_to_be_broken_data(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.button("ล็อกตอนนี้").click()
        is_full(held)
        held.type_pin(PIN)
        held.shows("ที่เก็บในเครื่องเต็ม ไม่มีอะไรถูกลบ")

        is_full(held, False)

        held.unlock()
        held.go("บ้านของฉัน")
        held.shows("มาลี แก้วใส")


def test_fetching_that_finds_no_room_does_not_blame_the_signal(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        is_full(held)

        held.button("รับส่งข้อมูลตอนนี้").click()

        held.shows("ที่เก็บในเครื่องเต็ม")
        is_full(held, False)
        held.button("รับส่งข้อมูลตอนนี้").click()
        held.tab.get_by_text("ที่เก็บในเครื่องเต็ม").wait_for(state="detached")

"""A visit without signal: filled in, photographed, kept over a restart, sent once there is signal, and there once."""

import re

import pytest
from django.utils import timezone

from saan.field import outbox_file, shell
from saan.forms import devices, landing
from saan.forms import testing as forms
from saan.forms.library import loading
from saan.forms.models import Attachment, DeviceKey, Form, Receipt, Submission
from saan.people.models import Person
from saan.shared import vault
from saan.visits.models import Visit
from tests.journeys.phones import SECRET, photo

pytestmark = pytest.mark.browser

NOTE = "saan-visit-note"


@pytest.fixture
def visit_note(world):
    """The library's own note of a visit is filled by the board's people."""
    loading.load(lambda _words: None)
    forms.offered(Form.objects.get(code=NOTE).versions.get(), world.board)


def fill_in(held, text):
    """The visit note, as far as it must be filled; the phone has said already whose it is."""
    held.tab.get_by_role("textbox", name="บันทึกการเยี่ยม").fill(text)


def finish(held):
    held.button("ส่งคำตอบ").click()
    held.title("เยี่ยมบ้าน")
    held.shows("เก็บการเยี่ยมไว้ในเครื่องแล้ว")


def begin(held, name):
    held.go("บ้านของฉัน")
    held.tab.locator(".home", has_text=name).click()
    held.tab.get_by_role("link", name="เยี่ยมบ้านนี้").click()
    held.button("เริ่มกรอก").click()


def landed():
    """What the worker makes of all that has arrived."""
    landing.drain()
    return Submission.objects.order_by("pk")


def answer(submission, name):
    """What was answered under this name, in whichever group it stands."""
    return next(value for path, value in submission.answers.items() if path.split("/")[-1] == name)


def test_a_visit_without_signal_arrives_once(phone_of, volunteer, visit_note, world):
    malee = Person.objects.get(given_name="มาลี")
    with phone_of(geolocation={"latitude": 7.84, "longitude": 100.01}, permissions=["geolocation"]) as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.offline()
        held.open()
        held.unlock()
        begin(held, "มาลี แก้วใส")
        fill_in(held, "นั่งได้เอง กินข้าวได้")
        picture = photo(held.tab)
        held.tab.locator("input[type=file]").first.set_input_files(
            {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": picture}
        )
        held.tab.locator(".engine img[src^='blob:']").first.wait_for()
        finish(held)
        held.restart()
        held.offline()
        held.open()
        held.shows("รอส่ง 1 รายการ")
        held.unlock()
        held.go("กล่องรอส่ง")
        held.shows("มาลี แก้วใส")
        assert not Receipt.objects.exists()

        held.offline(False)
        held.shows("ส่งครบทุกรายการแล้ว")

        visit = landed().get()
        assert (visit.person, answer(visit, "visit_note")) == (malee, "นั่งได้เอง กินข้าวได้")
        assert Visit.objects.get().person == malee
        kept = Attachment.objects.get()
        content = b"".join(vault.pieces(kept.path))
        assert kept.size < len(picture) / 2
        assert SECRET in picture
        assert SECRET not in content
        held.button("รับส่งข้อมูลตอนนี้").click()
        held.shows("บันทึกแล้ว")
        held.button("รับส่งข้อมูลตอนนี้").click()
        assert landed().count() == Receipt.objects.count() == 1


def test_a_newer_version_keeps_what_waits(phone_of, volunteer, visit_note, monkeypatch):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.context.route("**/submission?**", lambda route: route.abort())
        begin(held, "มาลี แก้วใส")
        fill_in(held, "ก่อนแอปรุ่นใหม่")
        finish(held)
        held.tab.get_by_role("link", name="ดูกล่องรอส่ง").click()
        held.shows("รอส่ง ลองแล้ว 1 ครั้ง")
        old = shell.page
        monkeypatch.setattr(shell, "page", lambda: old().replace("</title>", " รุ่นใหม่</title>"))
        held.update()
        held.button("ใช้รุ่นใหม่").click()
        held.title("รหัส PIN")
        held.shows("รอส่ง 1 รายการ")
        held.unlock()

        assert "รุ่นใหม่" in held.tab.title()
        held.go("กล่องรอส่ง")
        held.shows("มาลี แก้วใส")
        held.context.unroute("**/submission?**")
        held.button("ส่งตอนนี้").click()
        held.shows("ส่งครบทุกรายการแล้ว")
        assert answer(landed().get(), "visit_note") == "ก่อนแอปรุ่นใหม่"


def test_a_lost_answer_is_no_second_visit(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        lost = []

        def lose(route):
            lost.append(route.fetch())
            route.abort()

        held.context.route("**/submission?**", lose, times=1)
        begin(held, "มาลี แก้วใส")
        fill_in(held, "คำตอบของระบบหายกลางทาง")
        finish(held)
        held.tab.get_by_role("link", name="ดูกล่องรอส่ง").click()
        held.shows("รอส่ง ลองแล้ว 1 ครั้ง")
        assert [answer.status for answer in lost] == [201]

        held.button("ส่งตอนนี้").click()

        held.shows("ส่งครบทุกรายการแล้ว")
        assert landed().count() == 1


def test_a_refused_form_says_why_and_can_be_deleted(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        reason = '<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message>แบบฟอร์มนี้ปิดแล้ว</message></OpenRosaResponse>'
        held.context.route("**/submission?**", lambda route: route.fulfill(status=409, body=reason))
        begin(held, "มาลี แก้วใส")
        fill_in(held, "ส่งไม่ได้")
        finish(held)
        held.tab.get_by_role("link", name="ดูกล่องรอส่ง").click()

        held.shows("แบบฟอร์มนี้ปิดแล้ว")
        item = held.tab.locator(".out li")
        item.get_by_role("button", name="ลบ").click()
        item.get_by_role("button", name="ลบ").click()
        held.shows("ไม่มีอะไรรอส่ง")


def test_a_hotspot_that_wants_a_sign_in_is_no_refusal(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.context.route("**/submission?**", lambda route: route.fulfill(status=403, body="<html>Wi-Fi ฟรี</html>"))
        begin(held, "มาลี แก้วใส")
        fill_in(held, "ผ่านไวไฟร้านกาแฟ")
        finish(held)
        held.tab.get_by_role("link", name="ดูกล่องรอส่ง").click()
        held.shows("ลองแล้ว 1 ครั้ง")
        assert not held.tab.get_by_text("ระบบไม่รับรายการนี้").count()

        held.context.unroute("**/submission?**")
        held.button("ส่งตอนนี้").click()

        held.shows("ส่งครบทุกรายการแล้ว")


def test_somebody_met_for_the_first_time_is_looked_at_by_the_linking(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.go("ค้นหา")
        held.tab.get_by_role("link", name="คนที่เพิ่งพบครั้งแรก").click()
        held.button("เริ่มกรอก").click()
        held.tab.get_by_role("textbox", name=re.compile(r"^\*?\s*ชื่อ$")).fill("ทองใบ")
        fill_in(held, "เพิ่งย้ายมา")
        finish(held)
        held.tab.get_by_role("link", name="ดูกล่องรอส่ง").click()
        held.shows("ส่งครบทุกรายการแล้ว")

        assert answer(landed().get(), "new_given_name") == "ทองใบ"
        assert Person.objects.filter(given_name="ทองใบ").exists()


def test_what_waits_can_be_taken_off_a_phone_as_a_sealed_file(phone_of, volunteer, visit_note, tmp_path):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.offline()
        begin(held, "มาลี แก้วใส")
        fill_in(held, "ความลับของบ้านนี้")
        finish(held)
        held.tab.get_by_role("link", name="ดูกล่องรอส่ง").click()
        held.tab.get_by_text("บันทึกงานที่รอส่งเป็นไฟล์").click()
        held.tab.get_by_label("ตั้งข้อความลับ").fill("ประตูสีฟ้า 42")
        with held.tab.expect_download() as saved:
            held.button("บันทึกไฟล์").click()
        file = tmp_path / "outbox.json"
        saved.value.save_as(file)

    assert "ความลับของบ้านนี้" not in file.read_text()
    opened = outbox_file.opened(file.read_text(), "ประตูสีฟ้า 42")
    assert "ความลับของบ้านนี้" in opened.content["waiting"][0]["xml"]
    outbox_file.bring_in(opened, at=timezone.now())  # the file proves by itself which phone wrote it
    assert landed().get().user == volunteer


def test_what_a_revoked_phone_had_not_sent_is_told(phone_of, volunteer, visit_note):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.offline()
        begin(held, "มาลี")
        fill_in(held, "จะหายไป")
        finish(held)
        devices.revoke_key(key=DeviceKey.objects.get(), by=volunteer, at=timezone.now())
        held.offline(False)

        held.title("ลบข้อมูลออกจากเครื่องนี้แล้ว")
        held.shows("งานที่ยังไม่ได้ส่ง 1 รายการหายไปด้วย")

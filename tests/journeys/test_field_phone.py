"""A phone in the field: it is made somebody's, works without signal, and keeps their data from everybody else."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from saan.field import shell
from saan.forms import devices
from saan.forms.models import DeviceKey
from tests.journeys.phones import OTHER_PIN, PIN

pytestmark = pytest.mark.browser


def test_a_phone_enrolled_once_opens_without_signal(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.shows("มาลี แก้วใส")
        held.is_ready_offline()
        held.offline()
        held.open()
        held.unlock()

        held.shows("มาลี แก้วใส")
        held.shows("ไม่มีสัญญาณ")


def test_enrolling_signs_the_web_pages_out(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()

        held.open("/people/")

        assert "/account/login/" in held.tab.url


def test_two_users_of_one_phone_see_nothing_of_each_other(phone_of, world, volunteer):
    neighbour = world.user("VOLUNTEER", world.board, world.hill)
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.button("ล็อกตอนนี้").click()
        held.button("มีคนอื่นจะใช้เครื่องนี้").click()
        held.enrol(neighbour, OTHER_PIN, picture="ปลา")
        held.shows("อำนวย สุขสวัสดิ์")
        assert not any("มาลี" in name for name in held.homes())
        held.restart()
        held.open()

        held.title("รูปไหนของคุณ")
        assert "สมหญิง" not in held.tab.content()
        held.button("ดอกไม้").click()
        held.type_pin(OTHER_PIN)
        held.shows("รหัสไม่ถูก ใส่ได้อีก 9 ครั้ง")
        held.unlock(PIN)
        held.shows("มาลี แก้วใส")
        assert not any("อำนวย" in name for name in held.homes())


def test_signing_in_again_finds_ones_own_data_and_makes_no_second_copy(phone_of, world, volunteer):
    neighbour = world.user("VOLUNTEER", world.board, world.hill)
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.button("ล็อกตอนนี้").click()
        held.button("มีคนอื่นจะใช้เครื่องนี้").click()
        held.sign_in(volunteer)
        held.open("/field/?enrol")
        held.shows("เครื่องนี้มีข้อมูลของคุณอยู่แล้ว")
        held.unlock(PIN)
        held.shows("มาลี แก้วใส")
        assert len(held.databases()) == 2

        held.enrol(neighbour, OTHER_PIN, picture="ปลา")
        held.sign_in(volunteer)
        held.open("/field/?enrol")
        held.shows("เครื่องนี้มีข้อมูลของคุณอยู่แล้ว")
        held.button("ลืมรหัส").click()
        held.button("ลบข้อมูลของรูปนี้").click()
        held.title("เลือกรูป")
        held.button("ดอกไม้").click()
        held.title("ตั้งรหัส PIN 6 ตัว")

        assert DeviceKey.objects.count() == 2


def test_nothing_readable_is_left_on_the_phone(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.shows("มาลี แก้วใส")
        held.is_ready_offline()
        key = DeviceKey.objects.get()
        assert key.seen_at
        held.stop()

        written = b"".join(path.read_bytes() for path in held.folder.rglob("*") if path.is_file())
        for secret in ("มาลี แก้วใส", "0812345678", "ริมน้ำ"):
            assert secret.encode("utf-8") not in written
            assert secret.encode("utf-16-le") not in written
        held.start()


def test_the_tenth_wrong_pin_removes_everything_also_over_a_reload(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.open()
        for left in (9, 8, 7, 6, 5):
            held.type_pin(OTHER_PIN)
            held.shows(f"ใส่ได้อีก {left} ครั้ง")
        held.restart()
        held.open()
        held.shows("ใส่ได้อีก 5 ครั้ง")
        for left in (4, 3, 2, 1):
            held.type_pin(OTHER_PIN)
            held.shows(f"ใส่ได้อีก {left} ครั้ง")
        held.type_pin(OTHER_PIN)

        held.title("ลบข้อมูลออกจากเครื่องนี้แล้ว")
        assert held.databases() == ["saan-field"]
        held.open()
        held.title("เยี่ยมบ้านได้")


def test_a_revoked_phone_empties_itself(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        devices.revoke_key(key=DeviceKey.objects.get(), by=volunteer, at=timezone.now())

        held.button("รับส่งข้อมูลตอนนี้").click()

        held.title("ลบข้อมูลออกจากเครื่องนี้แล้ว")
        assert held.databases() == ["saan-field"]


def test_a_changed_pin_opens_and_the_old_one_no_longer(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.tab.get_by_role("link", name="เปลี่ยนรหัส PIN").click()
        for step, pin in (("รหัสที่ใช้อยู่", PIN), ("รหัสใหม่", OTHER_PIN), ("ใส่รหัสอีกครั้ง", OTHER_PIN)):
            held.tab.get_by_role("heading", level=2, name=step).wait_for()
            held.type_pin(pin)
        held.title("ฉัน")
        held.open()

        held.type_pin(PIN)
        held.shows("รหัสไม่ถูก")
        held.unlock(OTHER_PIN)


def test_a_newer_version_waits_until_it_is_asked_in(phone_of, volunteer, monkeypatch):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        old = shell.page
        monkeypatch.setattr(shell, "page", lambda: old().replace("</title>", " รุ่นใหม่</title>"))
        held.update()

        held.shows("มีแอปรุ่นใหม่พร้อมใช้")
        assert "รุ่นใหม่" not in held.tab.title()
        held.button("ใช้รุ่นใหม่").click()
        held.title("รหัส PIN")

        assert "รุ่นใหม่" in held.tab.title()
        held.unlock()
        held.offline()
        held.open()
        held.unlock()
        held.shows("มาลี แก้วใส")


def test_the_next_user_finds_nothing_typed_or_chosen_by_the_one_before(phone_of, world, volunteer):
    neighbour = world.user("VOLUNTEER", world.board, world.hill)
    with phone_of() as held:
        held.enrol(neighbour, OTHER_PIN)
        held.is_ready_offline()
        held.enrol(volunteer, picture="ปลา")
        held.go("ค้นหา")
        held.tab.get_by_role("searchbox").fill("มาลี")
        held.shows("มาลี แก้วใส")
        held.tab.locator(".home", has_text="มาลี").click()
        held.go("ฉัน")
        held.tab.get_by_label("ล็อกเองเมื่อไม่ใช้นาน").select_option("15")
        held.button("ล็อกตอนนี้").click()
        held.button("ดอกไม้").click()
        held.unlock(OTHER_PIN)

        held.title("บ้านของฉัน")
        held.go("ฉัน")
        expect(held.tab.get_by_label("ล็อกเองเมื่อไม่ใช้นาน")).to_have_value("5")
        held.go("ค้นหา")
        expect(held.tab.get_by_role("searchbox")).to_have_value("")


def test_a_phone_emptied_in_one_tab_shows_nothing_in_another(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        other = held.context.new_page()
        other.goto("/field/")
        other.get_by_role("button", name="ลืมรหัส").click()
        other.get_by_role("button", name="ลบข้อมูลของรูปนี้").click()
        expect(other.get_by_role("heading", name="ลบข้อมูลออกจากเครื่องนี้แล้ว")).to_be_visible()

        held.title("ลบข้อมูลออกจากเครื่องนี้แล้ว")
        assert "สมหญิง" not in held.tab.content()


def test_a_mistyped_address_is_no_empty_page(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.shows("มาลี แก้วใส")

        held.tab.evaluate("location.hash = '#/person/%E0%'")

        held.shows("คนนี้ไม่อยู่ในเครื่องแล้ว")


def test_signing_in_without_signal_leads_back_to_the_pin(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.tab.route("**/field/owner/", lambda route: route.abort())
        held.open("/field/?enrol")
        held.shows("ติดต่อระบบไม่ได้")

        held.button("กลับไปใส่รหัส").click()

        held.unlock()
        assert "enrol" not in held.tab.url


def test_a_wrong_clock_is_told_also_without_signal(phone_of, volunteer):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.tab.clock.set_system_time("2016-12-01T09:00:00Z")
        held.offline()
        held.go("บ้านของฉัน")
        held.shows("วันที่ในเครื่องไม่ถูก: 1\u00a0ธ.ค.\u00a02559")

        held.tab.clock.set_system_time("2036-12-01T09:00:00Z")
        held.offline(False)
        held.button("รับส่งข้อมูลตอนนี้").click()

        held.shows("วันที่ในเครื่องไม่ถูก: 1\u00a0ธ.ค.\u00a02579")


def test_going_back_from_a_home_leads_to_where_one_was_in_the_list(phone_of, world):
    with phone_of() as held:
        held.enrol(world.user("VOLUNTEER", world.board, world.hill))
        held.shows("10 คน")
        held.tab.evaluate("scrollTo(0, 400)")
        held.tab.wait_for_function("() => scrollY === 400 && !document.querySelector('.roll > .brief')")
        held.tab.evaluate("document.elementFromPoint(180, 400).closest('.home').click()")
        held.title("บ้าน")
        held.tab.wait_for_function("() => scrollY === 0 && !document.querySelector('.roll')")

        held.tab.locator(".head").get_by_role("link", name="กลับ").click()

        held.title("บ้านของฉัน")
        held.tab.wait_for_function("() => scrollY === 400")

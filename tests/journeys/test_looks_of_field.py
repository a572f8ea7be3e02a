"""How the field app looks to whoever cannot see it well: axe-core finds nothing, and nothing sticks out at the side."""

import pytest

from saan.forms import testing as forms
from saan.forms.library import loading
from saan.forms.models import Form
from tests.looks import troubles_of_this

pytestmark = pytest.mark.browser


def test_the_doors_of_the_field_app_are_plain_to_everybody(phone_of, volunteer):
    with phone_of() as held:
        held.open()
        held.title("เยี่ยมบ้านได้")
        troubles = troubles_of_this(held.tab)
        held.sign_in(volunteer)
        held.open("/field/?enrol")
        held.title("ตั้งรหัส PIN 6 ตัว")
        troubles += troubles_of_this(held.tab)
        held.type_pin("111111")
        held.shows("รหัสนี้เดาง่ายเกินไป")

        assert troubles + troubles_of_this(held.tab) == []


def test_the_screens_of_the_field_app_are_plain_to_everybody(phone_of, volunteer, world):
    loading.load(lambda _words: None)
    forms.offered(Form.objects.get(code="saan-visit-note").versions.get(), world.board)
    with phone_of() as held:
        held.enrol(volunteer)
        held.shows("มาลี แก้วใส")
        held.is_ready_offline()
        troubles = []
        for place in ("บ้านของฉัน", "ค้นหา", "กล่องรอส่ง", "ฉัน"):
            held.go(place)
            held.title(place)
            troubles += troubles_of_this(held.tab)
        held.go("บ้านของฉัน")
        held.tab.locator(".home", has_text="มาลี แก้วใส").click()
        held.title("บ้าน")
        troubles += troubles_of_this(held.tab)
        held.tab.get_by_role("link", name="เยี่ยมบ้านนี้").click()
        held.shows("วันนี้จะกรอกอะไรบ้าง")
        troubles += troubles_of_this(held.tab)

        assert troubles == []


def test_a_form_leaves_the_app_as_dark_as_the_phone_is(phone_of, volunteer, world):
    loading.load(lambda _words: None)
    forms.offered(Form.objects.get(code="saan-visit-note").versions.get(), world.board)
    with phone_of(color_scheme="dark") as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.go("บ้านของฉัน")
        held.tab.locator(".home", has_text="มาลี แก้วใส").click()
        held.tab.get_by_role("link", name="เยี่ยมบ้านนี้").click()
        held.button("เริ่มกรอก").click()
        held.tab.get_by_role("textbox", name="บันทึกการเยี่ยม").wait_for()

        assert held.tab.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light dark"

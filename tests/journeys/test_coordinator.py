"""The coordinator: who is known is shown first; a move, a death, a consent and its withdrawal."""

from urllib.parse import quote

import pytest

from saan.people.models import Consent, Person
from tests.journeys.world import CID

pytestmark = pytest.mark.browser


@pytest.fixture
def coordinator(world, sign_in):
    sign_in(user := world.user("COORDINATOR"))
    return user


def fill(page, **values):
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def choose_place(page, text, label):
    """As one does: type, wait for what is found by the whole of it, tap it."""
    search = page.locator("main [data-look-up] input[type=search]").first
    search.fill("")
    # An answer to a part of the text may come while the list is being tapped, and take the option away.
    with page.expect_response(lambda answer: "/suggest/" in answer.url and quote(text) in answer.url):
        search.press_sequentially(text)
    page.locator(".look-up-options label", has_text=label).first.click()
    page.locator("main [data-look-up] [data-chosen]").first.wait_for(state="attached")


def save(page):
    page.locator("main form .btn-primary").click()


def test_somebody_already_known_is_shown_before_anything_is_saved(page, world, coordinator):
    before = Person.objects.count()

    page.goto("/people/")
    page.get_by_role("link", name="เพิ่มบุคคล").click()
    fill(page, given_name="มาลี", family_name="แก้วใส", birth_date="1/7/2493", cid=CID["malee"])
    choose_place(page, "ริมน้ำ", "บ้านริมน้ำ")
    save(page)
    page.get_by_text("คนนี้อาจอยู่ในทะเบียนแล้ว").wait_for()
    page.locator("main").get_by_role("link", name="มาลี แก้วใส").click()

    page.wait_for_url(f"**/people/{world.person('มาลี แก้วใส').pk}/")
    assert Person.objects.count() == before


def test_a_namesake_is_added_once_somebody_has_compared(page, world, coordinator):
    before = Person.objects.count()
    page.goto("/people/add/")
    fill(page, given_name="มาลี", family_name="แก้วใส", birth_date="1/7/2493")
    choose_place(page, "ริมน้ำ", "บ้านริมน้ำ")
    save(page)

    page.get_by_label("เปรียบเทียบแล้ว เป็นคนละคน").check()
    assert page.locator("main [name=given_name]").input_value() == "มาลี"
    save(page)
    page.get_by_text("อยู่ในทะเบียนแล้ว").wait_for()

    assert Person.objects.count() == before + 1


def test_a_wrong_citizen_id_is_said_kindly_and_loses_nothing(page, world, coordinator):
    page.goto("/people/add/")
    fill(page, given_name="ทองสุข", cid="1234567890123")
    choose_place(page, "ริมน้ำ", "บ้านริมน้ำ")

    save(page)

    assert page.locator(".has-error [name=cid]").input_value() == "1234567890123"
    assert page.locator("main [name=given_name]").input_value() == "ทองสุข"
    assert "บ้านริมน้ำ" in page.locator("[data-look-up] input[type=search]").input_value()


def test_somebody_new_is_added_moves_and_dies(page, world, coordinator):
    page.goto("/people/add/")
    fill(page, given_name="ทองสุข", family_name="มาใหม่", birth_date="2490", house_no="8", moo="3")
    choose_place(page, "ริมน้ำ", "บ้านริมน้ำ")
    save(page)
    page.get_by_text("อยู่ในทะเบียนแล้ว").wait_for()
    person = world.person("ทองสุข มาใหม่")

    page.locator(".page-head summary", has_text="เพิ่มเติม").click()
    page.get_by_role("link", name="ย้ายบ้าน").click()
    choose_place(page, "บนควน", "บ้านบนควน")
    fill(page, house_no="70", moo="5", reason="ผู้ใหญ่บ้านแจ้ง")
    save(page)
    page.wait_for_url(f"**/people/{person.pk}/")
    assert "หมู่ 5 บ้านบนควน" in page.locator(".page-head").inner_text().replace("\N{NO-BREAK SPACE}", " ")

    page.locator(".page-head summary", has_text="เพิ่มเติม").click()
    page.get_by_role("link", name="เสียชีวิตแล้ว").click()
    fill(page, died_on="1/2/2569", reason="มรณบัตร")
    save(page)
    page.wait_for_url(f"**/people/{person.pk}/")
    assert "เสียชีวิต" in page.locator(".page-head .states").inner_text()

    person.refresh_from_db()
    assert (person.area, person.vital_status) == (world.hill, "DEAD")
    page.goto("/people/?q=ทองสุข")
    assert page.locator("a.row-link").count() == 0


def test_consent_is_recorded_and_withdrawn_as_easily(page, world, coordinator):
    person = world.person("มาลี แก้วใส")

    page.goto(f"/people/{person.pk}/consent/")
    fill(page, purpose="เยี่ยมบ้านและส่งต่อ", witness="อสม.บุญเรือน")
    save(page)
    page.wait_for_url(f"**/people/{person.pk}/")
    page.get_by_role("button", name="ถอนความยินยอม").click()
    page.locator(".consent", has_text="ถอนแล้ว").wait_for()

    assert Consent.objects.get().withdrawn_at

"""Every page about people, with people in it, pleases axe and fits a phone."""

from datetime import date

import pytest
from django.utils import timezone

from saan.exchange.actions import make_key
from saan.intake import testing as intake
from saan.people import editing, merging
from saan.people.models import CaseState, MatchCase
from tests.journeys.world import LONG
from tests.looks import troubles_of, troubles_of_this

pytestmark = pytest.mark.browser


def case(left, right, **more):
    left, right = sorted((left, right), key=lambda person: person.pk)
    return MatchCase.objects.create(
        left=left, right=right, area_key=left.area_key, probability=0.5, raised_at=timezone.now(), **more
    )


@pytest.fixture
def coordinator(world, sign_in):
    sign_in(user := world.user("COORDINATOR"))
    return user


def test_lists_of_people_are_clean(page, world, coordinator):
    addresses = [
        "/people/", "/people/?check=CONFLICT", "/people/?group=ELDER&sex=F&age=80%2B", "/people/?q=ใจดี",
        "/people/?q=ไม่มีทาง", "/people/?status=DEAD", "/people/matches/", "/people/add/",
        f"/people/households/{world.person('มาลี แก้วใส').household_id}/",
    ]  # fmt: skip

    assert troubles_of(page, addresses) == []


def test_records_of_people_are_clean(page, world, coordinator):
    now, today = timezone.now(), timezone.localdate()
    somchai = world.person("สมชาย ใจดี") or world.person("สมชัย ใจดี")
    long_named = world.person(f"กมลชนก{LONG} ณ {LONG}")
    dead = world.person("วิไลวรรณ ศรีสุข")
    for purpose in ("เยี่ยมบ้านและส่งต่อหน่วยบริการ", "ถ่ายภาพเพื่อใช้ในรายงานของอำเภอ"):
        terms = {"purpose": purpose, "version": "2569-1", "channel": "PAPER", "given_on": today}
        consent = editing.give_consent(somchai, **terms, by=coordinator, at=now)
    editing.withdraw_consent(consent, by=coordinator, at=now)
    editing.choose(somchai, "phone", "0811111111", by=coordinator, at=now)
    editing.record_death(dead, date(2026, 1, 5), by=coordinator, at=now, reason="ญาติแจ้ง")
    merging.merge(somchai, world.person("บุญมี รักดี"), by=coordinator, at=now)
    case(somchai, long_named)

    assert troubles_of(page, [f"/people/{each.pk}/" for each in (somchai, long_named, dead)]) == []


def test_forms_about_a_person_are_clean(page, world, coordinator):
    person = world.person("ประเสริฐ ทองคำ")
    forms = ["edit", "move", "death", "consent", "merge"]
    other = world.person("บุญมี รักดี")
    addresses = [f"/people/{person.pk}/{form}/" for form in forms]
    addresses += [f"/people/{person.pk}/merge/?{query}" for query in ("q=ใจดี", "q=ไม่มีทาง", f"other={other.pk}")]

    troubles = troubles_of(page, addresses)

    for form in ("edit", "consent"):  # sent empty: the page with what is missing
        page.goto(f"/people/{person.pk}/{form}/")
        page.evaluate("document.querySelectorAll('main form').forEach((form) => (form.noValidate = true))")
        page.locator("main form button").click()
        page.locator(".has-error").first.wait_for()
        troubles += troubles_of_this(page)
    assert troubles == []


def test_possible_matches_are_clean(page, world, coordinator):
    waiting = case(world.person("ประเสริฐ ทองคำ"), world.person(f"กมลชนก{LONG} ณ {LONG}"))
    answered = case(world.person("มาลี แก้วใส"), world.person("วิไลวรรณ ศรีสุข"), state=CaseState.DIFFERENT)

    assert troubles_of(page, [f"/people/matches/{each.pk}/" for each in (waiting, answered)]) == []


def test_lists_brought_in_are_clean(page, world, sign_in):
    by = world.user("DATA_OFFICER")
    sign_in(by)
    waits = intake.read(intake.workbook(), by=by, list_name="ผู้สูงอายุที่รับเบี้ยยังชีพและผู้พิการของทุกตำบลในอำเภอควนขนุน")
    ready = intake.checked(intake.workbook(titles=("รอยืนยัน",)), by=by, list_name="รอยืนยัน")
    done = intake.committed(intake.workbook(titles=("นำเข้าแล้ว",)), by=by, list_name="นำเข้าแล้ว")
    addresses = ["/lists/", "/lists/bring-in/", f"/lists/deliveries/{waits.pk}/columns/"]
    addresses += [f"/lists/deliveries/{batch.pk}/" for batch in (ready, done)]

    assert troubles_of(page, addresses) == []


def test_the_start_my_work_search_and_keys_are_clean(page, world, coordinator):
    make_key(user=coordinator, name="เว็บไซต์ของอำเภอ", expires_on=None, at=timezone.now())

    assert troubles_of(page, ["/", "/work/", "/search/?q=ใจดี", "/search/?q=ไม่มีทาง", "/exchange/keys/"]) == []


def test_the_trail_is_clean(page, world, sign_in):
    editing.choose(
        world.person("มาลี แก้วใส"), "given_name", "มาลัย", by=world.user("COORDINATOR"), at=timezone.now(), reason="บัตร"
    )
    sign_in(world.user("DATA_PROTECTION_OFFICER"))

    assert troubles_of(page, ["/trail/", "/trail/?verb=people"]) == []

"""The data officer: a second list brought in, the doubts answered, a person put right, files taken out."""

import csv
import io

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

import linkage
from saan.intake import testing as intake
from saan.intake.models import Batch, BatchState
from saan.people.linking import frames
from saan.people.models import CaseState, MatchCase, Merge, Person
from tests.journeys.world import CID

pytestmark = pytest.mark.browser

HEADINGS = ["เลขประจำตัวประชาชน", "คำนำหน้า", "ชื่อ", "นามสกุล", "วันเดือนปีเกิด", "บ้านเลขที่", "หมู่ที่", "ตำบล"]
SECOND_LIST = [
    [CID["somchai"], "นาย", "สมชาย", "ใจดี", "12/3/2490", "12/1", "3", "ควนขนุน"],
    ["", "นาย", "ประเสริฐ", "ทองคำ", "6/5/2487", "7", "3", "ควนขนุน"],
    ["", "นาง", "วิไลวรรณ", "ศรีสุข", "2/8/2482", "90", "3", "ควนขนุน"],
    ["", "นาง", "ทองสุข", "มาใหม่", "1/1/2492", "55", "3", "ควนขนุน"],
    ["", "นาย", "สิงหา", "เพิ่งย้าย", "9/9/2484", "56", "5", "ควนขนุน"],
]


@pytest.fixture
def humans_decide(monkeypatch):
    """However sure the model is, it asks: the journey must not hang on how well it was trained."""
    asking = linkage.Model.shipped().with_thresholds(merge_at=1.1, ask_at=0.1)
    monkeypatch.setattr(frames, "model", lambda: asking)


@pytest.fixture
def officer(world, sign_in):
    sign_in(user := world.user("DATA_OFFICER"))
    return user


def button(page, name):
    return page.get_by_role("button", name=name)


def worked(state):
    """The worker did what waits."""
    batch = intake.work(Batch.objects.get())
    assert batch.state == state


def test_a_second_list_comes_in_and_its_doubts_are_answered(page, world, officer, humans_decide, tmp_path):
    book = tmp_path / "ผู้รับเบี้ยยังชีพ.xlsx"
    book.write_bytes(intake.workbook(SECOND_LIST, HEADINGS, titles=("บัญชีผู้รับเบี้ยยังชีพ ปี 2569",)))
    before = Person.objects.count()

    page.goto("/")
    page.get_by_role("link", name="บัญชีรายชื่อ").first.click()
    page.get_by_role("link", name="นำเข้ารายชื่อ").first.click()
    page.locator("input[type=file]").set_input_files(book)
    page.get_by_label("บัญชีใหม่", exact=True).check()
    page.get_by_label("ชื่อบัญชีใหม่").fill("ผู้รับเบี้ยยังชีพ")
    button(page, "ส่งไฟล์").click()
    page.wait_for_url("**/deliveries/*/")
    worked(BatchState.MAPPING)
    page.wait_for_url("**/columns/", timeout=15_000)
    button(page, "ตรวจทุกแถว").click()
    page.wait_for_url("**/deliveries/*/")
    worked(BatchState.READY)
    button(page, "นำเข้าทะเบียน").wait_for(timeout=15_000)
    assert Person.objects.count() == before
    button(page, "นำเข้าทะเบียน").click()
    page.wait_for_load_state()
    worked(BatchState.COMMITTED)
    page.get_by_role("link", name="ช่วยชี้ว่าใครเป็นคนเดียวกัน").click(timeout=15_000)

    waiting = MatchCase.objects.filter(state=CaseState.OPEN).count()
    assert waiting >= 3
    for key, state in (("1", CaseState.SAME), ("2", CaseState.DIFFERENT), ("3", CaseState.LATER)):
        page.wait_for_url("**/matches/*/")
        pk = int(page.url.rstrip("/").split("/")[-1])
        answer(page, key)
        assert MatchCase.objects.get(pk=pk).state == state
        button(page, "เลิกทำ").click()
        page.get_by_text("ถอนคำตอบแล้ว").wait_for()
        assert page.url.endswith(f"/matches/{pk}/")
        assert MatchCase.objects.get(pk=pk).state == CaseState.OPEN
        answer(page, key)


def answer(page, key):
    page.keyboard.press(key)
    button(page, "เลิกทำ").wait_for()


def test_a_disputed_value_is_settled_and_given_back(page, world, officer):
    page.goto("/people/?check=CONFLICT")
    page.locator("a.row-link").click()
    assert page.locator(".conflict .told li").all_inner_texts()
    record = page.url

    page.locator(".conflict .told li", has_text="สมชาย").get_by_role("button", name="ใช้ค่านี้").click()
    page.get_by_text("ตอนนี้ใช้ค่านี้").wait_for()
    assert page.locator(".conflict").count() == 0
    assert page.get_by_role("heading", level=1).inner_text() == "นายสมชาย ใจดี"
    button(page, "เลิกทำ").click()
    page.get_by_text("กลับไปใช้ค่าตามบัญชี").wait_for()

    assert page.url == record
    assert page.locator(".conflict").count() == 1


def test_sources_of_a_value_are_one_tap_away(page, world, officer):
    page.goto("/people/?check=CONFLICT")
    page.locator("a.row-link").click()

    page.locator(".conflict .source summary").first.click()

    assert page.locator(".conflict .source[open] .source-line").first.is_visible()


def test_two_are_joined_by_hand_and_taken_apart(page, world, officer):
    malee, boonmee = world.person("มาลี แก้วใส"), world.person("บุญมี รักดี")

    page.goto(f"/people/{malee.pk}/")
    page.locator(".page-head summary", has_text="เพิ่มเติม").click()
    page.get_by_role("link", name="เป็นคนเดียวกับอีกคน").click()
    page.get_by_label("ค้นหาอีกคน").fill("บุญมี")
    page.get_by_label("ค้นหาอีกคน").press("Enter")
    page.locator("main").get_by_role("link", name="บุญมี รักดี").click()
    page.locator("table.compare").wait_for()
    page.keyboard.press("1")
    button(page, "แยกออก").click()
    page.wait_for_load_state()

    assert Merge.objects.get().undone_at
    assert world.person("บุญมี รักดี").pk == boonmee.pk


@pytest.mark.parametrize("link", ["ไฟล์ Excel", "CSV ที่เปิดใน Excel ได้ทันที"])
def test_the_list_as_filtered_is_taken_out_and_read_back(page, world, officer, link):
    page.goto("/people/?group=ELDER")
    shown = Person.objects.filter(birth_date__lt=timezone.localdate().replace(year=timezone.localdate().year - 60))
    page.locator("summary", has_text="ส่งออกรายชื่อนี้").click()

    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    rows = read_back(download.value)

    assert len(rows) == 1 + shown.count()
    names = {row[2] for row in rows[1:]}
    assert {"มาลี", "ประเสริฐ", "อำนวย"} <= names
    assert CID["malee"] in {row[0] for row in rows[1:]}


def read_back(download):
    if download.suggested_filename.endswith(".xlsx"):
        return CalamineWorkbook.from_path(str(download.path())).get_sheet_by_index(0).to_python()
    text = download.path().read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))

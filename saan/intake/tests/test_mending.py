"""Rows that went wrong alike are mended alike, and the problems go out as a workbook."""

import io
import zipfile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from saan.accounts.testing import signed_in_client
from saan.areas.testing import place
from saan.intake import testing
from saan.intake.models import Batch, BatchState

pytestmark = pytest.mark.django_db

HEADINGS = ["ชื่อ", "นามสกุล", "วันเกิด", "ตำบล", "หมายเหตุ"]
ROWS = [
    ["สมชาย", "ใจดี", "12/3/2490", "ควนขนุน", "=1+1"],
    ["มาลี", "แก้วใส", "31/2/2500", "ควนขนุน", ""],
    ["บุญมี", "ทองคำ", "5/6/60", "ไม่มีที่นี่", ""],
    ["=cmd|' /C calc'!A0", "ร้าย", "99/99/9999", "ควนขนุน", ""],
]


@pytest.fixture
def batch():
    return testing.checked(testing.workbook(ROWS, HEADINGS))


@pytest.fixture
def client(batch):
    return signed_in_client(batch.created_by)


def mend(client, batch, **what):
    response = client.post(reverse("intake:mend", args=[batch.pk]), what)
    if response.status_code == 302:
        testing.work(Batch.objects.get())
    return response


def row(batch, number):
    return batch.delivery.records.get(row=number)


def codes(record):
    return {problem["code"] for problem in record.problems}


def test_a_short_year_taken_for_buddhist_can_be_told_to_be_common(client, batch):
    assert "DATE_ERA_ASSUMED" in codes(row(batch, 3))
    assert row(batch, 3).values["birth_date"] == "2017-06-05"

    mend(client, batch, field="birth_date", code="DATE_ERA_ASSUMED", way="COMMON")

    assert row(batch, 3).values["birth_date"] == "1960-06-05"
    assert "DATE_ERA_ASSUMED" not in codes(row(batch, 3))
    assert row(batch, 1).values["birth_date"] == "1947-03-12"


def test_a_mend_can_be_taken_back(client, batch):
    mend(client, batch, field="birth_date", code="DATE_ERA_ASSUMED", way="COMMON")

    client.post(reverse("intake:unmend", args=[batch.pk]))
    testing.work(Batch.objects.get())

    assert row(batch, 3).values["birth_date"] == "2017-06-05"


def test_rows_of_an_unknown_place_can_all_be_put_where_they_belong(client, batch):
    there = place("930501")

    mend(client, batch, field="area", code="UNKNOWN_SUBDISTRICT", way="PLACE", value=there.code)

    assert row(batch, 3).area == there
    assert "UNKNOWN_SUBDISTRICT" not in codes(row(batch, 3))


def test_a_place_beyond_ones_reach_cannot_be_chosen(client, batch):
    place("341501")

    response = mend(client, batch, field="area", code="UNKNOWN_SUBDISTRICT", way="PLACE", value="341501")

    assert response.status_code == 409


def test_a_mend_that_was_never_offered_is_refused(client, batch):
    assert mend(client, batch, field="area", code="UNKNOWN_SUBDISTRICT", way="SWAP").status_code == 409
    assert mend(client, batch, field="area", code="NOTHING", way="LEAVE").status_code == 409


def test_a_known_problem_can_be_left_as_it_is(client, batch):
    mend(client, batch, field="birth_date", code="DATE_IMPOSSIBLE", way="LEAVE")

    assert codes(row(batch, 2)) == set()
    assert Batch.objects.get().state == BatchState.READY


def test_the_problem_workbook_says_where_what_and_why_and_carries_no_formula(client, batch):
    response = client.get(reverse("intake:problem_book", args=[batch.pk]))

    content = b"".join(response.streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    impossible = next(row for row in rows if row[4] == "31/2/2500")
    assert impossible[0] == "รายชื่อ"
    assert impossible[1] == 4
    assert impossible[2] == "มาลี แก้วใส"
    assert impossible[3] == "วันเกิด"
    assert not any(str(cell).startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_the_choice_of_columns_is_remembered_for_the_list(batch):
    mapping = batch.mapping
    mapping["sheets"][0]["fields"]["หมายเหตุ"] = "conditions"
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.MAPPING)
    batch.refresh_from_db()
    testing.choose(batch, mapping)

    again = testing.read(testing.workbook(ROWS[:2], HEADINGS), by=batch.created_by)

    column = next(column for column in again.sheets[0]["columns"] if column["name"] == "หมายเหตุ")
    assert (column["field"], column["why"]) == ("conditions", "REMEMBERED")


def test_what_was_corrected_is_remembered_though_other_columns_come_and_go(batch):
    mapping = batch.mapping
    mapping["sheets"][0]["fields"]["หมายเหตุ"] = "conditions"
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.MAPPING)
    batch.refresh_from_db()
    testing.choose(batch, mapping)

    testing.choose(testing.read(testing.workbook(ROWS[:2], HEADINGS), by=batch.created_by))  # nothing corrected anew
    wider = [[*row, "ก"] for row in ROWS[:2]]
    again = testing.read(testing.workbook(wider, [*HEADINGS, "คอลัมน์ใหม่"]), by=batch.created_by)

    why = {column["name"]: (column["field"], column["why"]) for column in again.sheets[0]["columns"]}
    assert why["หมายเหตุ"] == ("conditions", "REMEMBERED")
    assert [name for name, (_field, reason) in why.items() if reason == "REMEMBERED"] == ["หมายเหตุ"]

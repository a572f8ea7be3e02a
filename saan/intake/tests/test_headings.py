"""Where the headings were found in the wrong row, a person says where they stand; it is remembered."""

import pytest
from django.urls import reverse

from saan.accounts.testing import signed_in_client
from saan.intake import testing
from saan.intake.models import Batch, BatchState

pytestmark = pytest.mark.django_db

# A form's own caption holds better known words than the list below it.
CAPTION = ["ชื่อ", "นามสกุล", "เลขประจำตัวประชาชน", "วันเดือนปีเกิด"]
HEADINGS = ["ผู้รับ", "แซ่", "รหัส", "วันที่"]
ROWS = [["สมชาย", "ใจดี", "1939900000019", "12/3/2490"], ["สมหญิง", "ใจดี", "3-9399-00000-02-4", "1 ม.ค. 2495"]]


def misleading(*rows):
    return testing.workbook([["", "", "", ""], HEADINGS, *(rows or ROWS)], CAPTION, titles=())


@pytest.fixture
def batch():
    return testing.read(misleading())


@pytest.fixture
def client(batch):
    return signed_in_client(batch.created_by)


def point_at(client, batch, row, **more):
    response = client.post(reverse("intake:headings", args=[batch.pk]), {"sheet": "0", "headings-0": row, **more})
    batch.refresh_from_db()
    return response


def names(batch):
    return [column["name"] for column in batch.sheets[0]["columns"]]


def test_the_page_shows_the_first_rows_to_choose_from(client, batch):
    page = client.get(reverse("intake:columns", args=[batch.pk]))

    assert names(batch) == CAPTION
    assert page.context["sheets"][0]["heading_row"] == 1
    assert "แถว 3: ผู้รับ · แซ่ · รหัส · วันที่" in page.content.decode()
    assert "•••••••••0019" in page.content.decode()


def test_the_sheet_is_read_again_under_the_row_that_was_chosen(client, batch):
    point_at(client, batch, "3")
    assert batch.state == BatchState.READING
    batch = testing.work(batch)

    assert names(batch) == HEADINGS
    testing.choose(batch)
    batch = testing.work(batch)
    assert batch.state == BatchState.READY
    assert batch.counts["rows"] == 2
    assert [record.sheet_row for record in batch.delivery.records.order_by("row")] == [4, 5]


def test_a_sheet_may_have_no_headings_at_all(client, batch):
    point_at(client, batch, "none")
    batch = testing.work(batch)

    assert names(batch) == ["#1", "#2", "#3", "#4"]
    assert batch.sheets[0]["has_headings"] is False


def test_headings_of_two_rows_are_read_as_one(client, batch):
    point_at(client, batch, "3", **{"headings-two-0": "on"})

    assert names(testing.work(batch)) == ROWS[0]


def test_the_next_list_that_looks_the_same_is_read_in_the_same_way(client, batch):
    point_at(client, batch, "3")
    batch = testing.work(batch)
    testing.choose(batch)
    another = misleading(*ROWS, ["มาลี", "แก้วใส", "", "2500"])

    batch = testing.read(another, by=batch.created_by)

    assert names(batch) == HEADINGS
    assert batch.mapping["headings"][0]["row"] == 3


@pytest.mark.parametrize("row", ["99", "-1", "x", ""])
def test_a_row_that_was_not_offered_is_refused(client, batch, row):
    response = point_at(client, batch, row)

    assert response.status_code == 409
    assert batch.state == BatchState.MAPPING


def test_a_sheet_that_is_not_there_is_refused(client, batch):
    response = client.post(reverse("intake:headings", args=[batch.pk]), {"sheet": "7", "headings-7": "1"})

    assert response.status_code == 409
    assert Batch.objects.get().state == BatchState.MAPPING

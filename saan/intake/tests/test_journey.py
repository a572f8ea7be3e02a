"""A list on its whole way: in, looked at, committed, sent again, undone."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.timezone import now

from saan.accounts.testing import signed_in_client
from saan.intake import actions, testing
from saan.intake.models import Batch, BatchState
from saan.people.models import Person, SourceRecord, Standing
from saan.people.testing import registry

pytestmark = pytest.mark.django_db


def test_a_committed_list_is_in_the_registry():
    batch = testing.committed()

    assert batch.state == BatchState.COMMITTED
    assert batch.counts["added"] == 4
    assert Person.objects.filter(given_name="สมชาย").exists()


def test_an_undone_list_leaves_the_registry_as_it_was():
    before = registry()
    batch = testing.committed()

    actions.undo(batch=batch, by=batch.created_by, at=now())
    batch.refresh_from_db()
    batch = testing.work(batch)

    assert batch.state == BatchState.UNDONE
    assert registry() == before


def test_the_same_file_twice_is_recognised_and_changes_nothing():
    by = testing.officer()
    book = testing.workbook()
    first = testing.committed(book, by=by)
    before = registry()

    again = testing.received(book, by=by)

    assert again == first
    assert registry() == before


def test_a_second_delivery_says_what_is_new_changed_same_and_gone():
    by = testing.officer()
    testing.committed(by=by)
    changed = [*testing.ROWS[0][:-1], "0899999999"]
    new = ["5", "3939900000032", "นาย", "ใหม่", "มาแล้ว", "5/5/2500", "ชาย", "1", "2", "ควนขนุน", ""]

    batch = testing.checked(testing.workbook([changed, testing.ROWS[1], testing.ROWS[3], new]), by=by)

    assert {name: batch.counts[name] for name in ("added", "changed", "same", "gone")} == {
        "added": 1, "changed": 1, "same": 2, "gone": 1,
    }  # fmt: skip


def test_a_file_that_has_nearly_nobody_of_its_list_is_asked_about():
    by = testing.officer()
    testing.committed(by=by)
    new = ["5", "3939900000032", "นาย", "ใหม่", "มาแล้ว", "5/5/2500", "ชาย", "1", "2", "ควนขนุน", ""]
    asks = "ใช่บัญชีนี้หรือไม่"

    same = testing.checked(testing.workbook([*testing.ROWS, new]), by=by)
    assert asks not in signed_in_client(by).get(same.get_absolute_url()).content.decode()
    actions.discard(batch=same, by=by, at=now())
    other = testing.checked(testing.workbook([new]), by=by)
    assert asks in signed_in_client(by).get(other.get_absolute_url()).content.decode()


def test_a_person_goes_the_whole_way_by_the_pages():
    by = testing.officer()
    client = signed_in_client(by)
    upload = {"files": testing.upload(testing.workbook()), "source_list": "NEW", "name": "เบี้ยยังชีพ"}

    response = client.post(reverse("intake:bring_in"), upload)
    batch = Batch.objects.get()
    assert response.status_code == 302
    testing.work(batch)
    page = client.get(batch.get_absolute_url(), follow=True)
    assert "สมชาย" in page.content.decode()
    response = client.post(reverse("intake:columns", args=[batch.pk]), testing.filled_in(page))
    testing.work(Batch.objects.get())
    page = client.get(batch.get_absolute_url())
    assert page.status_code == 200
    for kind in ("added", "changed", "same", "gone", "perhaps", "aside"):
        assert client.get(batch.get_absolute_url(), {"show": kind}).status_code == 200
    bad = client.get(batch.get_absolute_url(), {"show": "bad", "field": "birth_date", "code": "DATE_IMPOSSIBLE"})
    assert "31/2/2500" in bad.content.decode()
    client.post(reverse("intake:commit", args=[batch.pk]))
    client.post(reverse("intake:commit", args=[batch.pk]))
    testing.work(Batch.objects.get())
    page = client.get(batch.get_absolute_url())

    assert Batch.objects.get().state == BatchState.COMMITTED
    assert SourceRecord.objects.filter(standing=Standing.CURRENT).count() == 4
    assert page.status_code == 200


def test_before_seven_in_the_morning_a_list_may_speak_of_today():
    early = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # 6.30 on 2 March in Thailand
    batch = testing.read()

    testing.choose(batch, as_of=date(2026, 3, 2), at=early)

    batch.refresh_from_db()
    assert batch.state == BatchState.STAGING

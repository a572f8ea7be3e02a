"""From a real file to staged records."""

import json

import pytest

from saan.intake import testing
from saan.intake.models import BatchState
from saan.people.evidence import CID
from saan.people.models import Standing
from saan.people.recording import RAW
from saan.shared.crypto import unseal

pytestmark = pytest.mark.django_db


def test_columns_are_understood_with_their_own_values_beside_them():
    batch = testing.read()

    fields = {column["name"]: column["field"] for column in batch.sheets[0]["columns"]}

    assert batch.state == BatchState.MAPPING
    assert fields["ชื่อ"] == "given_name"
    assert fields["เลขประจำตัวประชาชน"] == "cid"
    assert "สมชาย" in str(batch.sheets)
    assert "1939900000019" not in str(batch.sheets)


def test_every_row_becomes_a_record_good_or_bad():
    batch = testing.checked()

    records = list(batch.delivery.records.order_by("row"))

    assert batch.state == BatchState.READY
    assert [record.sheet_row for record in records] == [3, 4, 5, 6]
    assert {record.standing for record in records} == {Standing.STAGED}
    assert json.loads(unseal(records[0].raw_sealed, RAW))["ชื่อ"] == "สมชาย"
    assert unseal(records[1].cid_sealed, CID) == "3939900000024"
    assert records[0].values["birth_date"] == "1947-03-12"
    assert {"field": "cid", "code": "CID_EXCEL"} in records[2].problems
    assert {"field": "birth_date", "code": "DATE_IMPOSSIBLE"} in records[2].problems
    assert {"field": "area", "code": "UNKNOWN_SUBDISTRICT"} in records[3].problems
    assert records[3].area == batch.source_list.area

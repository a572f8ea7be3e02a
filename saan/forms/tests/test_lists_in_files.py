"""Choices that stand in a file beside the form are shown in words, and days as one reads them here."""

import json

import pytest
from django.urls import reverse

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.forms import actions, filed, testing
from saan.partners.testing import organisation

pytestmark = pytest.mark.django_db

FORM = """
| survey |
| | type | name | label | parameters |
| | select_one_from_file places.csv | pl | สถานที่ | |
| | select_one_from_file places.csv | by_code | รหัส | value=code label=words |
| | select_multiple_from_file shops.geojson | shops | ร้าน | |
| | date | day | วันที่ | |
| | time | hour | เวลา | |
| settings |
| | form_title | form_id | version |
| | แบบมีรายการในไฟล์ | in_files | 1 |
"""
SHOPS = {"features": [{"properties": {"id": f"s{n}", "title": f"ร้านที่ {n}"}, "geometry": None} for n in (1, 2)]}
FILES = {
    "places.csv": "\ufeffname,label,code,words\nk1,วัด,c1,วัดใหญ่\nk2,ตลาด,c2,ตลาดสด\n".encode(),
    "shops.geojson": json.dumps(SHOPS).encode(),
}
FILLED = "<pl>k1</pl><by_code>c2</by_code><shops>s2 s1</shops><day>2026-11-30</day><hour>09:30:00.000+07:00</hour>"


@pytest.fixture
def officer():
    return accounts.user("COORDINATOR", organisation(place("930501")))


@pytest.fixture
def filled(officer):
    draft = testing.draft(officer.acting_organisation, FORM.encode(), files=FILES)
    version = actions.publish(version=draft, by="test", at=draft.uploaded_at)
    return testing.answered(version, officer, FILLED)


def test_the_answer_is_shown_in_words_and_in_the_buddhist_year(officer, filled):
    page = accounts.signed_in_client(officer).get(reverse("forms:answer", args=[filled.uuid])).content.decode()

    for words in ("วัด<", "ตลาดสด", "ร้านที่ 2, ร้านที่ 1", "30 พ.ย. 2569", "09.30 น."):
        assert words in page


def test_an_export_has_the_words_the_codes_and_days_to_reckon_with(officer, filled):
    address = reverse("forms:answer_export", args=[filled.version.form_id, "csv"])
    answer = accounts.signed_in_client(officer).get(address)
    said = b"".join(answer.streaming_content).decode()

    for cell in ("วัด", "k1", "ตลาดสด", "c2", "s2 s1", "2026-11-30", "09:30:00.000+07:00"):
        assert cell in said


def test_the_chart_counts_the_choices_of_a_file(officer, filled):
    address = reverse("forms:answer_list", args=[filled.version.form_id])
    page = accounts.signed_in_client(officer).get(address, {"show": "chart", "about": "shops"}).content.decode()

    assert "ร้านที่ 1" in page


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b"\xff\xfe\x00"), ("a.csv", b""), ("a.geojson", b"[1]"), ("a.geojson", b"{}"), ("a.xml", b"<a"),
     ("a.csv", b"name\nx\n"), ("a.jpg", b"name,label\n"), ("a.geojson", b'{"features": [1]}'),
     ("a.geojson", b"[" * 200_000)],
)  # fmt: skip
def test_a_file_that_is_no_list_has_no_choices(name, content):
    assert filed.choices(name, content) == []

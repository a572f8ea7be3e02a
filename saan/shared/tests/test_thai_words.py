from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from saan.shared import thai


@pytest.fixture(autouse=True)
def in_thai():
    with translation.override("th"):
        yield


def test_nothing_is_not_zero():
    assert [thai.number(None), thai.number(0), thai.number(1234567)] == ["–", "0", "1,234,567"]


def test_money_shows_satang_only_when_there_are_any():
    assert [thai.money(1500), thai.money(Decimal("1234.50"))] == ["1,500 บาท", "1,234.50 บาท"]


def test_a_share_of_nothing_is_a_dash():
    assert [thai.percent(1, 0), thai.percent(1, 8), thai.percent(1, 30)] == ["–", "12%", "3.3%"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0812345678", "081-234-5678"),
        ("081 234 5678", "081-234-5678"),
        ("021234567", "02-123-4567"),
        ("074123456", "074-123-456"),
        ("1669", "1669"),
        ("ไม่มี", "ไม่มี"),
        (None, ""),
    ],
)
def test_a_phone_is_grouped_for_reading(typed, shown):
    assert thai.phone_grouped(typed) == shown


def test_only_a_number_can_be_dialled():
    assert [thai.phone_link("081-234-5678"), thai.phone_link("ไม่มี")] == ["tel:0812345678", ""]


def test_a_masked_citizen_number_shows_three_digits():
    assert thai.cid_masked("1234567890121") == "x-xxxx-xxxxx-12-1"
    assert thai.cid_masked(None) == "–"


def test_a_prefix_is_glued_to_a_thai_name_and_parted_from_a_latin_one():
    assert thai.person_name("นาย", "สมชาย", "ใจดี") == "นายสมชาย ใจดี"
    assert thai.person_name("Mr.", "John", "Smith") == "Mr. John Smith"
    assert thai.person_name("พระ", "สมชาย", None) == "พระสมชาย"


def test_initials_are_consonants():
    assert [thai.initials("เอกชัย", "โชติ"), thai.initials("", "")] == ["อช", ""]


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_name_can_be_shown(prefix, given_name, family):
    assert thai.person_name(prefix, given_name, family) == thai.person_name(prefix, given_name, family).strip()


def test_official_papers_have_thai_digits():
    assert thai.thai_digits("มติที่ 12/2569") == "มติที่ ๑๒/๒๕๖๙"

"""Raw fields as offices write them → values."""

from datetime import date

import polars as pl
import pytest

from saan.areas.testing import place
from saan.intake.cleaning import clean

pytestmark = pytest.mark.django_db


def cleaned(**fields):
    rows = pl.DataFrame({"row": [1], "kind": ["PERSON"], **{name: [value] for name, value in fields.items()}})
    return clean(rows, as_of=date(2026, 11, 1), home=place("930501")).row(0, named=True)


def test_the_update_stamp_of_the_43_files_is_a_day():
    row = cleaned(given_name="สมศรี", family_name="ทดสอบ", recorded_at="20261015083000")

    assert row["recorded_at"] == "2026-10-15"
    assert "recorded_at" not in {problem["field"] for problem in row["problems"]}


@pytest.mark.parametrize(
    ("subdistrict", "district", "province", "said"),
    [
        ("ควนขนุน", "ควนขนุน", "พัทลุง", []),
        ("เขื่องใน", "เขื่องใน", "อุบลราชธานี", ["PLACE_OUTSIDE"]),
        ("ไม่มีที่นี่", "ควนขนุน", "พัทลุง", ["UNKNOWN_SUBDISTRICT"]),
    ],
)
def test_a_row_from_another_place_than_the_list_is_told_of(subdistrict, district, province, said):
    elsewhere = place("340401")
    row = cleaned(given_name="สมศรี", subdistrict=subdistrict, district=district, province=province)

    assert [problem["code"] for problem in row["problems"] if problem["field"] == "area"] == said
    assert (row["area_id"] == elsewhere.pk) == (said == ["PLACE_OUTSIDE"])

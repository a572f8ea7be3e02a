from datetime import date

import pytest
from django import forms
from django.utils import translation

from saan.shared.forms import LookUp, PartialDateField, ThaiDateField


class BirthForm(forms.Form):
    born = PartialDateField(label="วันเกิด", required=False)
    seen = ThaiDateField(label="เยี่ยมเมื่อ", required=False)
    area = forms.IntegerField(widget=LookUp("/find/", lambda pk: f"ต.{pk}"), required=False)
    agreed = forms.BooleanField(label="ยินยอม")


@pytest.fixture(autouse=True)
def in_thai():
    with translation.override("th"):
        yield


def filled(**data):
    form = BirthForm({"agreed": "on", **data})
    form.is_valid()
    return form


def test_a_date_keeps_how_precisely_it_is_known():
    assert filled(born="2500").cleaned_data["born"] == (date(1957, 1, 1), "YEAR")
    assert filled(born="").cleaned_data["born"] == (None, "")


def test_what_is_missing_is_said_as_a_colleague_would():
    assert BirthForm({"born": "2500"}).errors["agreed"] == ["ยังไม่ได้ระบุ"]


def test_a_day_is_asked_for_where_a_day_is_needed():
    assert filled(seen="1/2/2569").cleaned_data["seen"] == date(2026, 2, 1)
    assert "วันและเดือน" in filled(seen="2569").errors["seen"][0]


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ((date(1957, 2, 1), "DAY"), "1/2/2500"),
        ((date(1957, 2, 1), "MONTH"), "2/2500"),
        ((date(1957, 1, 1), "YEAR"), "2500"),
    ],
)
def test_a_date_is_shown_as_it_would_be_typed(known, shown):
    form = BirthForm(initial={"born": known})

    assert f'value="{shown}"' in str(form["born"])
    assert (
        not BirthForm({"born": shown, "agreed": "on"}, initial={"born": known}).fields["born"].has_changed(known, shown)
    )


def test_what_was_typed_wrong_stays_in_the_field_with_its_reason():
    html = str(filled(born="31/2/2500"))

    assert 'value="31/2/2500"' in html
    assert "ไม่มีวันนี้ในปฏิทิน" in html
    assert 'aria-describedby="id_born_error"' in html


def test_a_form_is_safe_against_what_is_typed():
    html = str(filled(born="<script>alert(1)</script>", area='"><b>'))

    assert "<script>" not in html
    assert "<b>" not in html


def test_a_place_already_chosen_is_shown_by_its_name():
    html = str(BirthForm(initial={"area": 93020100}))

    assert 'value="ต.93020100"' in html
    assert '<input type="hidden" name="area" value="93020100"' in html

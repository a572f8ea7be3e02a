"""Measures and bands come into the tables once, and what somebody corrected there stays."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts.testing import signed_in_client, user
from saan.areas.testing import place
from saan.forms import cutoffs
from saan.forms.library import catalogue
from saan.forms.library.loading import load_measures as load
from saan.forms.measures import bands_text, scales
from saan.forms.models import Band, Measure
from saan.forms.tests import filling
from saan.people.testing import organisation
from saan.shared.errors import Refused

pytestmark = pytest.mark.django_db


def test_every_measure_and_band_of_the_catalogue_comes_in_and_says_so_once():
    said = []

    load(said.append)
    load(said.append)

    assert Measure.objects.count() == len(catalogue.measures())
    assert Band.objects.count() == len(catalogue.bands())
    assert len([line for line in said if line.startswith("Measures")]) == 1


def test_the_tables_say_what_the_catalogue_says():
    load(print)

    assert {code: (one.decimals, one.formula, len(one.cuts)) for code, one in scales().items()} == {
        code: (one.decimals, one.formula, len(one.cuts)) for code, one in filling.scales().items()
    }
    assert sorted(bands_text(scales(), filling.TODAY).split()) == sorted(
        bands_text(filling.scales(), filling.TODAY).split()
    )


def test_a_cut_off_corrected_on_screen_is_not_overwritten():
    load(print)
    Measure.objects.filter(code="ADL").update(name_th="เอดีแอล")
    Band.objects.filter(measure__code="ADL", code="SOCIAL").update(low=13)
    Band.objects.filter(measure__code="ADL", code="HOME").delete()

    load(print)

    assert Measure.objects.get(code="ADL").name_th == "เอดีแอล"
    assert dict(Band.objects.filter(measure__code="ADL").values_list("code", "low")) == {"BED": None, "SOCIAL": 13}


def test_new_cut_offs_from_a_later_day_are_added_beside_the_old(monkeypatch):
    load(print)
    later = {"measure": "Q2", "code": "ANY", "label_th": "ใหม่", "label_en": "New", "low": None, "high": None}
    later |= {"severity": "FINE", "valid_from": date(2030, 1, 1), "source": ""}
    monkeypatch.setattr(catalogue, "bands", lambda: [later])

    load(print)

    assert "Q2.ANY" not in bands_text(scales(), date(2029, 12, 31))
    assert "Q2.NEGATIVE" in bands_text(scales(), date(2029, 12, 31))
    assert "Q2.NEGATIVE" not in bands_text(scales(), date(2030, 1, 1))


def test_a_second_start_asks_the_database_little(django_assert_max_num_queries):
    load(print)

    with django_assert_max_num_queries(8):
        load(print)


def test_two_ranges_of_one_code_are_refused():
    load(print)
    band = {"label_th": "ต่ำ", "label_en": "Low", "severity": "FINE", "code": "LOW"}
    bands = [{**band, "low": 0, "high": 4}, {**band, "low": 5, "high": 9}]

    with pytest.raises(Refused):
        cutoffs.change(
            measure=Measure.objects.get(code="ADL"),
            bands=bands,
            valid_from=date(2027, 1, 1),
            source="ทดสอบ",
            by="test",
            at=timezone.now(),
        )


def test_a_new_set_is_kept_though_the_lines_for_more_ranges_stay_empty():
    load(print)
    keeper = signed_in_client(user("PLATFORM_ADMIN", organisation(place("930501"))))
    address = reverse("forms:cutoffs_change", args=["ADL"])
    bands = keeper.get(address).context["bands"]
    counts = {f"form-{name}": value for name, value in bands.management_form.initial.items()}
    # As a browser sends them: of a choice that is not made, the first.
    typed = {field.html_name: field.value() for form in bands.forms for field in form if field.value() is not None}
    chosen = {f"{form.prefix}-severity": form["severity"].value() or "FINE" for form in bands.forms}

    answer = keeper.post(address, {**counts, **typed, **chosen, "valid_from": "1/1/2570", "source": "ทดสอบ"})

    assert answer.status_code == 302
    newest, older = [
        [band.code for band in each] for _from, _to, each in cutoffs.sets_of(Measure.objects.get(code="ADL"))
    ][:2]
    assert newest == older


def test_what_is_refused_is_said_on_the_page_with_all_that_was_typed():
    load(print)
    band = {"label_th": "ต่ำ", "label_en": "Low", "severity": "FINE", "code": "LOW", "low": "0"}
    bands = [{**band, "high": "4"}, {**band, "high": "9", "label_th": "ต่ำอีกครั้ง"}]
    typed = {f"form-{number}-{name}": value for number, each in enumerate(bands) for name, value in each.items()}
    counts = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0}
    keeper = signed_in_client(user("PLATFORM_ADMIN", organisation(place("930501"))))

    answer = keeper.post(
        reverse("forms:cutoffs_change", args=["ADL"]), {**typed, **counts, "valid_from": "1/1/2570", "source": "ทดสอบ"}
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "มีสองช่วงใช้รหัสเดียวกัน" in page
    assert all(words in page for words in ("1/1/2570", "ทดสอบ", "ต่ำอีกครั้ง"))

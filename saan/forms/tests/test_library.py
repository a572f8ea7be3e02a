"""Saan's own forms: what they have in common, and how they come into the tables."""

import io
import re

import pytest
from openpyxl import load_workbook

from saan.forms.library import catalogue, loading, shelf
from saan.forms.library.loading import load
from saan.forms.library.shelf import LibraryForm, library
from saan.forms.models import Form, FormVersion, VersionState
from saan.forms.tests.filling import Form as FilledForm
from saan.forms.tests.filling import scales
from saan.partners.models import NeedKind

FORMS = [form.name for form in library()]


@pytest.fixture(scope="module")
def forms():
    return {name: FilledForm(name) for name in FORMS}


def test_every_table_in_the_folder_is_on_the_shelf():
    assert {path.stem for path in shelf.HERE.glob("*.md")} == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_begins_with_the_visit_and_the_person(forms, name):
    first, second = forms[name].questions[:2]

    assert (first.path, first.role) == ("/data/visit", "visit")
    assert (second.path, second.role, second.control) == ("/data/person", "person", "select1")


@pytest.mark.parametrize("name", FORMS)
def test_every_form_cites_its_source_and_speaks_thai_and_english(name):
    form = LibraryForm(name)
    headings = form.sheets["survey"][0]
    labelled = [row for row in form.sheets["survey"][1:] if row[headings.index("label::ไทย (th)")]]
    without = [row for row in labelled if not row[headings.index("label::English (en)")]]

    assert form.settings["source"]
    assert form.settings["form_title_en"]
    assert without == []
    assert all(row[3] and row[2] for row in form.sheets["choices"][1:])


@pytest.mark.parametrize("name", FORMS)
def test_every_measure_a_form_speaks_of_is_in_the_catalogue(forms, name):
    used = {question.measure for question in forms[name].questions if question.measure} | forms[name].banded

    assert used <= set(scales())


@pytest.mark.parametrize("name", FORMS)
def test_a_form_refuses_the_same_values_as_the_catalogue(forms, name):
    """The phone says at once what the server would find implausible."""
    typed = [one for one in forms[name].questions if one.control and one.measure and one.type in ("int", "decimal")]
    limits = {one.measure: re.match(r"\. >= ([\d.]+) and \. <= ([\d.]+)", one.constraint) for one in typed}

    assert {code: found and tuple(map(float, found.groups())) for code, found in limits.items()} == {
        code: (scales()[code].lowest, scales()[code].highest) for code in limits
    }


@pytest.mark.parametrize("name", FORMS)
def test_no_form_asks_for_day_and_time_in_one(forms, name):
    """ODK Web Forms has no field for it and shows the bare ISO text."""
    assert [one.path for one in forms[name].questions if one.control and one.type == "dateTime"] == []


@pytest.mark.parametrize("name", FORMS)
def test_the_answers_of_an_item_are_all_its_points(forms, name):
    """The lowest … the highest, each once: a choice left out or doubled would make a score nobody can reach."""
    chosen = [one for one in forms[name].questions if one.measure and one.choices]

    assert {one.measure: sorted(map(int, one.choices)) for one in chosen} == {
        one.measure: list(range(int(scales()[one.measure].lowest), int(scales()[one.measure].highest) + 1))
        for one in chosen
    }


@pytest.mark.django_db
def test_needs_are_those_of_the_catalogue_of_needs(forms):
    kinds = set(NeedKind.objects.values_list("code", flat=True))

    assert set(forms["needs"].by_name("kinds").choices) == kinds
    assert set(forms["home_safety"].by_name("home_needs").choices) <= kinds


def test_the_workbook_is_a_real_one_and_always_the_same_bytes():
    form = LibraryForm("barthel")
    book = load_workbook(io.BytesIO(form.workbook()))
    names = [cell.value for cell in book["survey"][1]]
    versions = {cell.value for cell in book["settings"][2]}

    assert book.sheetnames == ["survey", "choices", "settings"]
    assert names[:2] == ["type", "name"]
    assert form.version in versions
    assert form.workbook() == form.workbook()


def test_a_changed_form_has_another_version(monkeypatch):
    form, changed = LibraryForm("barthel"), LibraryForm("barthel")
    changed.__dict__["source"] = form.source.replace("รับประทานอาหาร", "กินข้าว")

    assert changed.version != form.version


@pytest.mark.django_db
def test_all_forms_are_published_once_and_a_second_start_does_nothing(monkeypatch):
    load(print)
    monkeypatch.setattr(loading, "_publish", lambda form: pytest.fail(f"{form.name} was published again"))
    load(print)

    published = FormVersion.objects.filter(state=VersionState.PUBLISHED).select_related("form")

    assert {version.form.code for version in published} == {form.code for form in library()}
    assert list(Form.objects.order_by("position").values_list("code", flat=True)) == [form.code for form in library()]
    assert all(version.definition["questions"] and version.form.title_en for version in published)


@pytest.mark.django_db
def test_a_changed_form_is_a_new_version_and_the_old_one_is_closed(monkeypatch):
    monkeypatch.setattr(loading, "library", lambda: [LibraryForm("needs")])
    load(print)
    changed = LibraryForm("needs")
    changed.__dict__["source"] = changed.source.replace("Whose need is it?", "Whose is it?")
    monkeypatch.setattr(loading, "library", lambda: [changed])

    load(print)

    assert dict(FormVersion.objects.values_list("version", "state")) == {
        LibraryForm("needs").version: VersionState.CLOSED,
        changed.version: VersionState.PUBLISHED,
    }


def test_every_band_belongs_to_a_measure_and_every_formula_reads_known_measures():
    codes = {row["code"] for row in catalogue.measures()}

    assert {band["measure"] for band in catalogue.bands()} <= codes
    assert len(codes) == len(catalogue.measures())


def test_every_banded_measure_and_every_form_stands_in_the_instruments_page():
    page = (shelf.HERE.parents[2] / "docs" / "instruments.md").read_text("utf-8")

    assert [form.code for form in library() if f"`{form.code}`" not in page] == []
    assert [code for code in {band["measure"] for band in catalogue.bands()} if f"`{code}`" not in page] == []

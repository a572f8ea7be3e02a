"""Names longer than we keep get a sentence, never a bare refusal; whoever sends one keeps their copy, and we ours."""

import pytest
from django.urls import reverse
from django.utils import translation

from saan.accounts.testing import signed_in_client, user
from saan.forms import asides, testing
from saan.forms.models import Form, Receipt
from saan.forms.openrosa.testing import instance, named, phone, uploaded
from saan.forms.xlsform import converted_here
from saan.forms.xlsform.converting import convert

pytestmark = pytest.mark.django_db
LONG = "x" * 300


@pytest.fixture
def collect():
    return phone()


def document(form_id, version="1", name=None):
    return f'<data id="{form_id}" version="{version}"><meta><instanceID>{name or named()}</instanceID></meta></data>'


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (lambda form: document(LONG), 404, "FORM_UNKNOWN"),
        (lambda form: document(""), 404, "FORM_UNKNOWN"),
        (lambda form: document(form, version=LONG), 404, "FORM_UNKNOWN"),
        (lambda form: document(form, name=LONG), 400, "ID_LONG"),
        (lambda form: document(form, name=" "), 400, "NO_ID"),
    ],
    ids=["form", "no form", "version", "id", "no id"],
)
def test_whatever_is_too_long_or_empty_is_kept_and_gets_its_sentence(collect, sent, status, code):
    answer = collect.post(sent(collect.version.form.code))

    receipt = Receipt.objects.get()
    assert (answer.status_code, receipt.error_code) == (status, code)
    with translation.override("th"):
        assert str(asides.sentence(code)) in answer.content.decode()


def test_a_correction_of_something_with_a_name_too_long_says_so(collect):
    answer = collect.post(instance(collect.version, deprecated=LONG))

    assert answer.status_code == 400
    assert "instanceID" in answer.content.decode()


@pytest.mark.parametrize("path", [f"formList?formID={LONG}", f"forms/{LONG}.xml", f"datasets/{LONG}/integrity"])
def test_what_is_asked_by_a_name_too_long_is_not_there(collect, path):
    assert collect.get(path).status_code in (200, 404)


@pytest.mark.parametrize(("about", "column"), [({"code": "x" * 101}, "form_id"), ({"version": "9" * 61}, "version")])
def test_a_name_too_long_is_told_where_it_stands_when_the_workbook_comes_in(about, column):
    editor = signed_in_client(user("COORDINATOR", phone().organisation))
    before = Form.objects.count()

    page = editor.post(reverse("forms:bring_in"), {"workbook": uploaded("form.md", testing.workbook(**about))})

    said = page.content.decode()
    assert (page.status_code, Form.objects.count()) == (400, before)
    assert f"แผ่นงาน settings แถว 2 คอลัมน์ {column}" in said
    assert str(len(next(iter(about.values())))) in said


@pytest.mark.parametrize("about", [{"code": "x" * 100}, {"version": "9" * 60}])
def test_a_name_as_long_as_may_be_is_taken(about):
    assert testing.draft(**about).pk


def test_invisible_signs_in_a_cell_are_left_out():
    found = converted_here(testing.workbook(title="เยี่ยม\x0bบ้าน", note="บัน\x00ทึก"))

    assert found.problems == []
    assert ("เยี่ยมบ้าน" in found.xform, "บันทึก" in found.xform) == (True, True)


def test_a_heading_that_no_form_can_hold_is_a_problem():
    found = convert(testing.workbook().replace(b"bind::saan:measure", b"bind::saan:mea\x01sure"), "x")

    assert [one["code"] for one in found["problems"]] == ["NOT_A_FORM"]

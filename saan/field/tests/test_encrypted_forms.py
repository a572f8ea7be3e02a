"""A form whose answers are to be encrypted is filled in by ODK Collect alone: nothing of ours would send them open."""

import pytest
from django.urls import reverse

from saan.accounts.testing import signed_in_client
from saan.accounts.testing import user as somebody
from saan.areas.testing import place
from saan.field.testing import Phone
from saan.forms import testing as forms
from saan.forms.openrosa.testing import instance, phone, uploaded
from saan.people.testing import organisation

pytestmark = pytest.mark.django_db
KEY = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA"


def workbook(**about):
    plain = forms.workbook(**about).decode()
    return plain.replace("default_language | namespaces |", "default_language | namespaces | public_key |").replace(
        'saan="https://saan.in.th/xforms" |', f'saan="https://saan.in.th/xforms" | {KEY} |'
    )


@pytest.fixture
def collect():
    collect = phone(organisation(place("930501")))
    collect.secret = forms.published(collect.organisation, workbook(code="secret").encode())
    forms.offered(collect.secret, collect.organisation)
    return collect


def test_collect_gets_it_and_the_field_app_does_not(collect):
    field = Phone(collect.user)
    field.sync()

    assert "<formID>secret</formID>" in collect.get("formList").content.decode()
    codes = {one["code"] for one in field.lists["forms"]}
    assert (collect.version.form.code in codes, "secret" in codes) == (True, False)


def test_our_page_neither_offers_nor_takes_it_and_says_why(collect):
    carer = signed_in_client(collect.user)
    filled = {"xml_submission_file": uploaded("s.xml", instance(collect.secret))}

    answers = [
        carer.get(reverse("forms:fill", args=[collect.secret.form_id])),
        carer.post(reverse("forms:send", args=[collect.secret.form_id]), filled),
    ]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "ODK Collect" in answers[0].content.decode()
    page = carer.get(reverse("forms:form", args=[collect.secret.form_id])).content.decode()
    assert reverse("forms:fill", args=[collect.secret.form_id]) not in page


def test_whoever_publishes_it_is_told_before_and_after(collect):
    editor = signed_in_client(somebody("COORDINATOR", collect.organisation))
    draft = forms.draft(collect.organisation, workbook(code="secret", version="2", note="อีกรุ่น").encode())

    before = editor.get(reverse("forms:form", args=[draft.form_id])).content.decode()
    after = editor.post(reverse("forms:version_publish", args=[draft.pk]), follow=True).content.decode()

    assert "คำตอบถูกเข้ารหัส" in before
    assert "ใช้ได้เฉพาะใน ODK Collect" in after

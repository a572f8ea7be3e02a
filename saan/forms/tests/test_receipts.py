"""What could not land by itself can be looked at and decided, whatever is wrong with it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from saan.accounts.testing import signed_in_client, user
from saan.forms import asides, landing, testing
from saan.forms.models import Receipt, Submission
from saan.forms.openrosa.testing import instance, named, phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def collect():
    return phone()


@pytest.fixture
def browser(collect):
    return signed_in_client(user("DATA_OFFICER", collect.organisation))


def test_a_form_whose_marks_nobody_declared_can_be_looked_at(collect, browser):
    document = (
        f'<data id="{collect.version.form.code}" version="1"><orx:meta><orx:instanceID>{named()}</orx:instanceID>'
    )
    assert collect.post(f"{document}</orx:meta></data>").status_code == 201
    landing.drain()
    receipt = Receipt.objects.get()

    response = browser.get(reverse("forms:receipt", args=[receipt.pk]))

    assert (receipt.state, receipt.error_code) == ("ASIDE", "NOT_WHOLE")
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("trick", "code"),
    [('<!DOCTYPE data [<!ENTITY a "aaaa">]>', "HAS_DTD"), ("<a>" * 80 + "</a>" * 80, "TOO_DEEP"), ("<", "NOT_WHOLE")],
)
def test_what_can_never_be_read_is_not_worked_on_again(collect, browser, trick, code):
    whole = instance(collect.version)
    document = (
        whole.replace("?>", f"?>{trick}", 1) if code == "HAS_DTD" else whole.replace("</data>", f"{trick}</data>")
    )
    assert collect.post(document).status_code == 400
    receipt = Receipt.objects.get()

    response = browser.post(reverse("forms:receipt_decide", args=[receipt.pk]), {"deed": "retry"})

    receipt.refresh_from_db()
    assert (response.status_code, receipt.state, receipt.error_code) == (409, "ASIDE", code)
    assert str(asides.sentence(code)) in response.content.decode()


@pytest.mark.parametrize("name", ["uuid:one#12", "x" * 255], ids=["marked by its phone", "as long as may be"])
def test_whatever_its_id_other_content_counts_and_has_its_files(collect, browser, name):
    first = testing.answered(collect.version, collect.user, "<note>หนึ่ง</note>", instance_id=name)
    photo = testing.attached(first)
    receipt = testing.against(first, "<note>สอง</note>")

    response = browser.post(reverse("forms:receipt_decide", args=[receipt.pk]), {"deed": "take"})

    assert response.status_code == 302
    second = Submission.objects.get(replaces=first)
    assert second.answers["note"] == "สอง"
    assert set(Submission.objects.sent_as(name, collect.organisation.pk)) == {first, second}
    shown = browser.get(reverse("forms:answer", args=[second.uuid])).content.decode()
    assert reverse("forms:attachment", args=[photo.uuid]) in shown


def test_an_answer_about_somebody_unknown_is_not_taken_and_says_why(collect, browser):
    filled = testing.answered(collect.version, collect.user, "<note>มาแล้ว</note>")
    receipt = testing.against(filled, f"<person>{uuid4()}</person>")

    response = browser.post(reverse("forms:receipt_decide", args=[receipt.pk]), {"deed": "take"})

    receipt.refresh_from_db()
    assert response.status_code == 409
    assert str(asides.sentence("PERSON_UNKNOWN")) in response.content.decode()
    assert receipt.state == "CONFLICT"


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00.000+07:00", "9999-12-31T23:59:59.000-12:00"])
def test_a_clock_at_the_end_of_the_calendar_shuts_nobody_out(said):
    content = testing.workbook(code="clocked").decode()
    content = content.replace("| | hidden | visit |", "| | start | start | | | | | | | |\n| | hidden | visit |", 1)
    collect = phone()
    version = testing.published(collect.organisation, content.encode())
    testing.offered(version, collect.organisation)

    filled = testing.answered(version, collect.user, f"<start>{said}</start><note>มาแล้ว</note>")

    reader = signed_in_client(user("CARE_WORKER", collect.organisation))
    assert reader.get(reverse("forms:answer_list", args=[version.form_id])).status_code == 200
    assert reader.get(reverse("forms:answer", args=[filled.uuid])).status_code == 200

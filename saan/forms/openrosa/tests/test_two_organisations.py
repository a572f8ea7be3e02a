"""An id is one filling's in the whole house. What comes under it to a second organisation is safe there too, is no
second filling by itself, and is told to a human of that organisation, who sees nothing of the first."""

import pytest
from django.urls import reverse

from saan.accounts.testing import signed_in_client, user
from saan.areas.testing import place
from saan.forms import landing, reading, receiving, testing
from saan.forms.models import Attachment, Receipt, Submission
from saan.forms.openrosa.testing import instance, named, phone
from saan.people.testing import organisation
from saan.worklist.models import Item

pytestmark = pytest.mark.django_db
PICTURE = b"\xff\xd8\xff a picture"


@pytest.fixture
def first():
    return phone(organisation(place("930501")))


@pytest.fixture
def second(first):
    """Another organisation, with a form of the same code and version."""
    collect = phone(organisation(place("930502")))
    content = testing.workbook(code=first.version.form.code)
    collect.version = testing.published(collect.organisation, content)
    testing.offered(collect.version, collect.organisation)
    return collect


def sent(collect, name, note, files=None):
    answer = collect.post(instance(collect.version, f"<note>{note}</note>", instance_id=name), files)
    landing.drain()
    return answer.status_code


@pytest.mark.parametrize("note", ["เหมือนกัน", "อีกอย่าง"], ids=["the same", "other answers"])
def test_both_keep_it_the_first_has_the_filling_and_the_second_is_told(first, second, note):
    name = named()

    assert [sent(first, name, "เหมือนกัน"), sent(second, name, note)] == [201, 201]

    assert Submission.objects.get().organisation == first.organisation
    kept = Receipt.objects.get(organisation=second.organisation)
    assert (kept.state, kept.error_code) == ("ASIDE", "ELSEWHERE")
    assert note in receiving.opened_body(kept).decode()
    assert Item.objects.get(kind="forms.receipt", done_at=None).organisation_id == second.organisation.pk


def test_both_in_one_batch_are_no_different(first, second):
    name = named()
    for collect in (first, second):
        collect.post(instance(collect.version, "<note>ก</note>", instance_id=name))

    landing.drain()

    assert [one.error_code for one in Receipt.objects.order_by("pk")] == ["", "ELSEWHERE"]


def test_sent_again_it_is_the_same_receipt_of_the_second(first, second):
    name = named()
    sent(first, name, "ก")

    for _ in range(2):
        assert sent(second, name, "ก") == 201

    assert Receipt.objects.filter(organisation=second.organisation).count() == 1


def test_who_decides_sees_nothing_of_the_first(first, second):
    name = named()
    sent(first, name, "ความลับของที่แรก")
    sent(second, name, "ของที่สอง")
    receipt = Receipt.objects.get(organisation=second.organisation)

    page = signed_in_client(user("DATA_OFFICER", second.organisation)).get(reverse("forms:receipt", args=[receipt.pk]))

    assert "ของที่สอง" in page.content.decode()
    assert "ความลับของที่แรก" not in page.content.decode()


def test_a_human_of_the_second_lets_it_count_there_too_with_its_own_files(first, second):
    name = named()
    sent(first, name, "ก", {"1.jpg": PICTURE, "2.jpg": PICTURE + b"2"})
    sent(second, name, "ข", {"1.jpg": PICTURE})
    receipt = Receipt.objects.get(organisation=second.organisation)
    officer = user("DATA_OFFICER", second.organisation)

    signed_in_client(officer).post(reverse("forms:receipt_decide", args=[receipt.pk]), {"deed": "take"})

    ours, theirs = Submission.objects.get(organisation=second.organisation), Submission.objects.get(instance_id=name)
    assert (ours.answers["note"], ours.replaces, ours.is_current) == ("ข", None, True)
    assert (theirs.is_current, theirs.organisation) == (True, first.organisation)
    definition = reading.definition_of(ours.version.form, ours.version)
    assert [file.kept.name for file in reading.files(ours, definition)] == ["1.jpg"]
    assert [file.kept.name for file in reading.files(theirs, definition)] == ["1.jpg", "2.jpg"]
    foreign = Attachment.objects.get(name="2.jpg")
    reader = signed_in_client(user("CARE_WORKER", second.organisation))
    assert reader.get(reverse("forms:attachment", args=[foreign.uuid])).status_code == 404
    assert not Item.objects.filter(kind="forms.receipt", done_at=None).exists()


def test_what_was_let_in_there_can_be_corrected_by_its_own_phone(first, second):
    name = named()
    sent(first, name, "ก")
    sent(second, name, "ข")
    receipt = Receipt.objects.get(organisation=second.organisation)
    officer = signed_in_client(user("DATA_OFFICER", second.organisation))
    officer.post(reverse("forms:receipt_decide", args=[receipt.pk]), {"deed": "take"})

    second.post(instance(second.version, "<note>แก้แล้ว</note>", deprecated=name))
    landing.drain()

    current = Submission.objects.current().get(organisation=second.organisation)
    assert current.answers["note"] == "แก้แล้ว"
    assert Submission.objects.current().get(organisation=first.organisation).answers["note"] == "ก"

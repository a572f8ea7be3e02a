"""What is sent lands once, whatever happens on the way; what cannot land is kept and put to a human."""

import threading

import pytest
from django.db import connection

from saan.forms import landing, tasks
from saan.forms.models import Attachment, Receipt, ReceiptState, Submission
from saan.forms.openrosa.testing import instance, named, phone
from saan.forms.openrosa.testing import phone as another_phone
from saan.shared import vault
from saan.worklist.models import Item

pytestmark = pytest.mark.django_db


def state_of(name):
    return set(Receipt.objects.filter(instance_id=name).values_list("state", flat=True))


@pytest.mark.django_db(transaction=True)
def test_sixteen_identical_posts_at_once_make_one_submission():
    collect, name, answers = phone(), named(), []
    document = instance(collect.version, "<note>ครั้งเดียว</note>", instance_id=name)

    def send():
        answers.append(collect.post(document).status_code)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tasks.land()

    assert set(answers) <= {201, 202}
    assert len(answers) == 16
    assert Receipt.objects.filter(instance_id=name).count() == 1
    assert Submission.objects.filter(instance_id=name).count() == 1


def test_the_same_name_with_other_answers_is_taken_and_put_to_a_human():
    collect, name = phone(), named()

    first = collect.post(instance(collect.version, "<note>หนึ่ง</note>", instance_id=name))
    landing.drain()
    second = collect.post(instance(collect.version, "<note>สอง</note>", instance_id=name))
    landing.drain()

    assert (first.status_code, second.status_code) == (201, 201)
    assert state_of(name) == {ReceiptState.LANDED, ReceiptState.CONFLICT}
    assert Submission.objects.get(instance_id=name).answers == {"note": "หนึ่ง"}
    assert Item.objects.open().filter(kind="forms.receipt").exists()


def test_two_that_share_a_name_in_one_batch_land_the_first():
    collect, name = phone(), named()
    collect.post(instance(collect.version, "<note>หนึ่ง</note>", instance_id=name))
    collect.post(instance(collect.version, "<note>สอง</note>", instance_id=name))

    landing.drain()

    assert state_of(name) == {ReceiptState.LANDED, ReceiptState.CONFLICT}
    assert Submission.objects.get(instance_id=name).answers == {"note": "หนึ่ง"}


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_truncated_document_is_refused_and_its_bytes_are_kept(share):
    collect = phone()
    whole = instance(collect.version, "<note>ยาว</note>")
    cut = whole[: int(len(whole) * share)]

    answer = collect.post(cut)

    kept = Receipt.objects.get()
    assert answer.status_code == 400
    assert kept.state == ReceiptState.ASIDE
    from saan.forms.receiving import opened_body

    assert opened_body(kept) == cut.encode()


def test_without_a_name_there_is_no_entry():
    collect = phone()

    answer = collect.post(f'<data id="{collect.version.form.code}" version="1"><note>x</note></data>')
    landing.drain()

    assert answer.status_code == 400
    assert not Submission.objects.exists()


def test_a_photo_sent_in_a_second_post_joins_the_first():
    collect, name = phone(), named()
    document = instance(collect.version, "<note>มีรูป</note>", instance_id=name)
    picture = b"\xff\xd8\xff" + b"x" * 3_000_000

    first = collect.post(document, {"a.jpg": picture}, **{"*isIncomplete*": "yes"})
    second = collect.post(document, {"b.jpg": picture[:100]})
    third = collect.post(document, {"b.jpg": picture[:100]})
    landing.drain()

    assert (first.status_code, second.status_code, third.status_code) == (202, 201, 201)
    assert Submission.objects.filter(instance_id=name).count() == 1
    kept = {one.name: one for one in Attachment.objects.filter(instance_id=name)}
    assert set(kept) == {"a.jpg", "b.jpg"}
    assert kept["a.jpg"].media_type == "image/jpeg"
    assert b"".join(vault.pieces(kept["a.jpg"].path)) == picture


def test_a_correction_takes_the_place_of_what_it_corrects():
    collect, old, new = phone(), named(), named()
    collect.post(instance(collect.version, "<note>ผิด</note>", instance_id=old))
    collect.post(instance(collect.version, "<note>ถูก</note>", instance_id=new, deprecated=old))

    landing.drain()

    assert Submission.objects.get(instance_id=new).replaces == Submission.objects.get(instance_id=old)
    assert [one.answers["note"] for one in Submission.objects.current()] == ["ถูก"]


def test_what_one_user_sent_is_worked_on_in_its_order_by_one_worker_at_a_time():
    collect, old, new = phone(), named(), named()
    other = another_phone(collect.organisation)
    collect.post(instance(collect.version, "<note>ผิด</note>", instance_id=old))
    collect.post(instance(collect.version, "<note>ถูก</note>", instance_id=new, deprecated=old))
    other.post(instance(collect.version, "<note>คนอื่น</note>", instance_id=named()))

    of_one = landing.lease(1)
    of_another = landing.lease()
    landing.land(of_another)
    landing.land(of_one)
    landing.drain()

    assert [one.user_id for one in of_another] == [other.user.pk]
    assert {one.answers["note"] for one in Submission.objects.current()} == {"ถูก", "คนอื่น"}


def test_one_that_is_tried_again_holds_up_nothing_of_its_user():
    collect = phone()
    collect.post(instance(collect.version, "<note>ค้าง</note>", instance_id=named()))
    Receipt.objects.update(attempts=2)
    collect.post(instance(collect.version, "<note>ต่อไป</note>", instance_id=named()))

    assert [one.attempts for one in landing.lease()] == [1]


def test_a_correction_set_aside_while_another_worker_landed_its_original_is_tried_again():
    collect, old, new = phone(), named(), named()
    early = instance(collect.version, "<note>ถูก</note>", instance_id=new, deprecated=old)
    collect.post(early)
    collect.post(instance(collect.version, "<note>ผิด</note>", instance_id=old))
    landing.drain()
    Submission.objects.filter(instance_id=new).delete()
    Receipt.objects.filter(instance_id=new).update(
        state=ReceiptState.ASIDE, error_code="ORIGINAL_UNKNOWN", error_facts={"original": old}
    )

    tasks.land_leftovers(0)

    assert [one.answers["note"] for one in Submission.objects.current()] == ["ถูก"]


def test_a_correction_that_comes_first_lands_when_its_original_has():
    collect, old, new = phone(), named(), named()

    early = collect.post(instance(collect.version, "<note>ถูก</note>", instance_id=new, deprecated=old))
    collect.post(instance(collect.version, "<note>ผิด</note>", instance_id=old))
    landing.drain()

    assert early.status_code == 404
    assert [one.answers["note"] for one in Submission.objects.current()] == ["ถูก"]


def test_two_people_who_correct_the_same_form_are_both_kept():
    collect, old, mine, theirs = phone(), named(), named(), named()
    other = another_phone(collect.organisation)
    collect.post(instance(collect.version, "<note>ผิด</note>", instance_id=old))
    collect.post(instance(collect.version, "<note>หนึ่ง</note>", instance_id=mine, deprecated=old))
    other.post(instance(collect.version, "<note>สอง</note>", instance_id=theirs, deprecated=old))

    landing.drain()

    assert Submission.objects.count() == 3
    assert [one.answers["note"] for one in Submission.objects.current()] == ["หนึ่ง"]


def test_one_that_cannot_land_does_not_hold_up_the_others(monkeypatch):
    collect, names = phone(), [named() for _ in range(5)]
    for name in names:
        collect.post(instance(collect.version, f"<note>{name}</note>", instance_id=name))

    def spoil(submissions):
        if any(one.instance_id == names[2] for one in submissions):
            raise ValueError("poison")

    monkeypatch.setattr(landing, "LANDED", [spoil])
    landing.drain()

    landed = set(Submission.objects.values_list("instance_id", flat=True))
    assert landed == {*names} - {names[2]}
    assert state_of(names[2]) == {ReceiptState.ASIDE}


def test_a_form_about_a_person_nobody_knows_yet_waits_for_them():
    collect, unknown = phone(), named().removeprefix("uuid:")
    collect.post(instance(collect.version, f"<person>{unknown}</person><note>รอ</note>"))

    landing.drain()

    assert Receipt.objects.get().error_code == "PERSON_UNKNOWN"


def test_a_revoked_key_is_turned_away(settings):
    from django.utils import timezone

    from saan.forms import devices

    collect = phone()
    assert collect.get("formList").status_code == 200

    devices.revoke_key(key=collect.key, by=collect.user, at=timezone.now())
    devices.KEYS._checked = 0.0  # a second later

    assert collect.get("formList").status_code == 403
    assert collect.post(instance(collect.version)).status_code == 403


def test_a_form_that_is_closed_keeps_the_answers_for_a_human():
    from django.utils import timezone

    from saan.forms import actions, catalogue

    collect = phone()
    actions.close(version=collect.version, by="test", at=timezone.now())
    catalogue.MEMORY.forget()

    answer = collect.post(instance(collect.version, "<note>ช้าไป</note>"))

    assert answer.status_code == 409
    assert Receipt.objects.get().error_code == "FORM_CLOSED"


def test_what_came_after_the_form_was_closed_is_taken_in_with_its_photos():
    from django.utils import timezone

    from saan.forms import actions, catalogue, deciding

    collect, name = phone(), named()
    actions.close(version=collect.version, by="test", at=timezone.now())
    catalogue.MEMORY.forget()
    document, photo = instance(collect.version, "<note>ช้าไป</note>", instance_id=name), {"a.jpg": b"\xff\xd8\xff"}
    assert collect.post(document, photo).status_code == 409

    deciding.retry(receipt=Receipt.objects.get(), by=collect.user, at=timezone.now())
    landing.drain()

    assert Submission.objects.get().answers == {"note": "ช้าไป"}
    assert Attachment.objects.get(instance_id=name).name == "a.jpg"
    assert collect.post(document, photo).status_code == 201  # the phone hears at last that it is safe

"""A submission that comes in several posts, in whatever order and however often."""

from itertools import permutations

import pytest

from saan.forms import landing
from saan.forms.models import Attachment, Receipt, Submission
from saan.forms.openrosa.testing import instance, named, phone

pytestmark = pytest.mark.django_db

MORE = {"*isIncomplete*": "yes"}
PICTURES = {f"{name}.jpg": b"\xff\xd8\xff" + name.encode() * 9 for name in "abc"}


def kept_of(name):
    return set(Attachment.objects.filter(instance_id=name).values_list("name", flat=True))


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_the_posts_of_one_form_may_come_in_any_order_and_twice(order):
    collect, name = phone(), named()
    document = instance(collect.version, "<note>มีรูป</note>", instance_id=name)
    whole = {"a": MORE, "b": MORE, "c": {}}  # the phone says with its last one that it is the last

    for which in [*order, order[0], order[-1]]:
        picture = f"{which}.jpg"
        answer = collect.post(document, {picture: PICTURES[picture]}, **whole[which])
        assert answer.status_code == (202 if whole[which] else 201)
        landing.drain()

    assert Receipt.objects.get(instance_id=name).is_complete
    assert Submission.objects.filter(instance_id=name).count() == 1
    assert kept_of(name) == set(PICTURES)
    assert Attachment.objects.filter(instance_id=name).count() == 3


def test_one_that_is_never_completed_counts_with_what_came():
    collect, name = phone(), named()

    collect.post(instance(collect.version, "<note>รูปหาย</note>", instance_id=name), {"a.jpg": b"\xff\xd8\xff"}, **MORE)
    landing.drain()

    assert not Receipt.objects.get(instance_id=name).is_complete
    assert Submission.objects.get(instance_id=name).answers == {"note": "รูปหาย"}
    assert kept_of(name) == {"a.jpg"}


def test_the_same_picture_under_another_content_is_kept_beside_the_first():
    collect, name = phone(), named()
    document = instance(collect.version, instance_id=name)

    collect.post(document, {"a.jpg": b"\xff\xd8\xff one"}, **MORE)
    collect.post(document, {"a.jpg": b"\xff\xd8\xff two"})

    assert Attachment.objects.filter(instance_id=name, name="a.jpg").count() == 2

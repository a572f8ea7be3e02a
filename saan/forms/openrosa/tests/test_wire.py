"""What ODK Collect does with us, from the list of forms to the receipt."""

import hashlib

import pytest
from lxml import etree

from saan.forms import landing
from saan.forms.models import Receipt, ReceiptState, Submission
from saan.forms.openrosa.testing import instance, named, phone

pytestmark = pytest.mark.django_db
X = {"x": "http://openrosa.org/xforms/xformsList", "m": "http://openrosa.org/xforms/xformsManifest"}


def test_the_list_names_every_form_that_is_offered():
    collect = phone()

    answer = collect.get("formList")

    [form] = etree.fromstring(answer.content).findall("x:xform", X)
    said = {child.tag.rpartition("}")[2]: child.text for child in form}
    assert answer.status_code == 200
    assert answer["X-OpenRosa-Version"] == "1.0"
    assert said["formID"] == collect.version.form.code
    assert said["hash"] == f"md5:{collect.version.md5}"
    assert said["downloadUrl"].endswith(f"{collect.base}/forms/{collect.version.form.code}.xml")
    assert hashlib.md5(collect.get(said["downloadUrl"].partition(f"{collect.base}/")[2]).content).hexdigest() == said[
        "hash"
    ].removeprefix("md5:")


def test_what_is_sent_is_kept_acknowledged_and_landed():
    collect = phone()
    name = named()

    answer = collect.post(
        instance(collect.version, "<note>แข็งแรงดี</note><vitals><sbp>140</sbp></vitals>", instance_id=name)
    )
    landing.drain()

    assert answer.status_code == 201, answer.content.decode()
    assert Receipt.objects.get(instance_id=name).state == ReceiptState.LANDED
    landed = Submission.objects.get(instance_id=name)
    assert landed.answers == {"note": "แข็งแรงดี", "vitals/sbp": "140"}
    assert landed.device == collect.key
    assert landed.area == collect.organisation.area


def test_head_says_exactly_204():
    answer = phone().head()

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert int(answer["X-OpenRosa-Accept-Content-Length"]) > 1_000_000

"""Lists and addresses of the wire as clients expect them."""

import base64
import csv
import io
import json
import zlib

import pytest
from django.test import Client
from lxml import etree

from saan.accounts.testing import PASSWORD
from saan.forms import devices
from saan.forms.openrosa.testing import HEADERS, phone
from saan.people.models import Person
from saan.people.testing import delivered, organisation, row, source_list

pytestmark = pytest.mark.django_db


def people(owner, *names):
    from django.utils import timezone

    from saan.people import deliveries

    rows = [row(name, area=owner.area, birth_date=f"19{40 + n}-01-01") for n, name in enumerate(names)]
    deliveries.commit(delivered(source_list(owner), *rows), by="system", at=timezone.now())


def read(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def manifest(collect):
    answer = collect.get(f"forms/{collect.version.form.code}/manifest")
    [file] = [
        {child.tag.rpartition("}")[2]: child.text for child in one}
        for one in etree.fromstring(answer.content)
        if one.get("type") == "entityList"
    ]
    return file


def test_the_list_of_people_holds_ones_own_and_nobody_elses():
    collect, stranger = phone(), organisation()
    people(collect.organisation, "สมศรี ใจดี", "มานะ อดทน")
    people(stranger, "วิชัย ไกลบ้าน")

    rows = read(collect.get(f"forms/{collect.version.form.code}/attachments/persons.csv"))

    assert {one["given_name"] for one in rows} == {"สมศรี", "มานะ"}
    assert {one["name"] for one in rows} == {
        str(one.uuid) for one in Person.objects.filter(given_name__in=["สมศรี", "มานะ"])
    }
    assert set(rows[0]) >= {"name", "label", "__version", "house_no", "area"}


def test_the_hash_of_a_list_is_that_of_its_bytes_and_stays():
    import hashlib

    collect = phone()
    people(collect.organisation, "สมศรี ใจดี")

    first, second = manifest(collect), manifest(collect)
    content = collect.get(f"forms/{collect.version.form.code}/attachments/persons.csv")

    assert first["hash"] == second["hash"] == f"md5:{hashlib.md5(content.content).hexdigest()}"
    again = collect.get(
        f"forms/{collect.version.form.code}/attachments/persons.csv", headers={"If-None-Match": content["ETag"]}
    )
    assert again.status_code == 304


def test_integrity_says_who_is_gone():
    collect = phone()
    people(collect.organisation, "สมศรี ใจดี")
    known, gone = str(Person.objects.get().uuid), "00000000-0000-4000-8000-000000000000"

    answer = etree.fromstring(collect.get(f"datasets/persons/integrity?id={known},{gone}").content)

    assert {one.get("id"): one.findtext("deleted") for one in answer.iter("entity")} == {known: "false", gone: "true"}


def test_a_client_that_names_no_version_of_the_wire_is_told():
    collect = phone()

    answer = Client().get(f"{collect.base}/formList")

    assert answer.status_code == 400
    assert answer["X-OpenRosa-Version"] == "1.0"


def test_an_unknown_form_and_an_unknown_key_are_told_apart():
    collect = phone()

    assert collect.get("forms/nothing/manifest").status_code == 404
    assert Client(headers=HEADERS).get("/openrosa/nobody/formList").status_code == 403
    assert collect.get("formList?formID=nothing").content.count(b"<xform>") == 0


def test_a_user_without_a_key_signs_in_over_https_alone():
    collect = phone()
    said = base64.b64encode(f"{collect.user.username}:{PASSWORD}".encode()).decode()

    asked = Client(headers=HEADERS).get("/openrosa/formList", secure=True)
    opened = Client(headers={**HEADERS, "Authorization": f"Basic {said}"}).get("/openrosa/formList", secure=True)
    plain = Client(headers={**HEADERS, "Authorization": f"Basic {said}"}).get("/openrosa/formList")

    assert asked.status_code == 401
    assert asked["WWW-Authenticate"].startswith("Basic")
    assert opened.status_code == 200
    assert collect.version.form.code in opened.content.decode()
    assert plain.status_code == 401


def test_the_code_to_scan_says_what_collect_needs():
    said = json.loads(zlib.decompress(base64.b64decode(devices.settings_for("https://saan.example/openrosa/k", "สาน"))))

    assert said["general"]["server_url"] == "https://saan.example/openrosa/k"
    assert said["general"]["form_update_mode"] == "match_exactly"
    assert said["project"] == {"name": "สาน"}
    assert said["admin"] == {}

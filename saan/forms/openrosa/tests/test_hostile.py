"""Documents that mean harm, or that the road has damaged, cost little and break nothing."""

import base64
import resource
import time

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.forms.models import Receipt, Submission
from saan.forms.openrosa import envelope
from saan.forms.openrosa.testing import HEADERS, instance, phone

pytestmark = pytest.mark.django_db
MULTIPART = "multipart/form-data; boundary=x"
KINDS = [MULTIPART, "text/xml", "", "multipart/form-data"]


def body(document):
    head = b'--x\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="s.xml"\r\n\r\n'
    return head + document + b"\r\n--x--\r\n"


def send(collect, raw):
    return Client(headers=HEADERS).post(f"{collect.base}/submission", data=raw, content_type=MULTIPART)


def test_two_hundred_thousand_nested_elements_are_refused_at_once():
    document = b"<data id='f'>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</data>"
    began = time.process_time()

    with pytest.raises(envelope.Flawed, match="TOO_DEEP"):
        envelope.read(document)

    assert time.process_time() - began < 1


def test_a_field_of_ninety_megabytes_is_refused_in_little_memory():
    collect = phone()
    raw = body(b"<data id='f'><note>" + b"x" * (90 << 20) + b"</note></data>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    answer = send(collect, raw)

    assert answer.status_code == 413
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250_000


@pytest.mark.parametrize(
    "trick",
    [
        '<!DOCTYPE data [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE data SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE data [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_instructions_inside_a_document_are_refused(trick):
    collect = phone()

    answer = collect.post(trick + instance(collect.version).partition("?>")[2])

    assert answer.status_code == 400
    assert "root:" not in answer.content.decode()


def test_a_body_cut_at_every_fiftieth_byte_is_never_taken_for_whole():
    collect = phone()
    raw = body(instance(collect.version, "<note>ทั้งหมด</note>").encode())

    answers = {send(collect, raw[:cut]).status_code for cut in range(0, len(raw) - 4, 50)}

    assert answers == {400}
    assert not Submission.objects.exists()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=300), at=st.integers(0, 700), kind=st.sampled_from(KINDS))
def test_noise_is_never_our_fault(collect, noise, at, kind):
    raw = bytearray(body(instance(collect.version, "<note>ก</note>").encode()))
    raw[at : at + len(noise)] = noise

    answer = Client(headers=HEADERS).post(f"{collect.base}/submission", data=bytes(raw), content_type=kind)

    assert answer.status_code < 500
    assert answer["X-OpenRosa-Version"] == "1.0"


@pytest.fixture
def collect():
    return phone()


def test_a_file_whose_name_no_text_can_hold_is_refused():
    collect = phone()
    head = b'\r\n--x\r\nContent-Disposition: form-data; name="a\0b.jpg"; filename="a\0b.jpg"\r\n\r\n'
    document = instance(collect.version).encode()

    response = send(collect, body(document).removesuffix(b"\r\n--x--\r\n") + head + b"x\r\n--x--\r\n")

    assert response.status_code == 400
    assert not Receipt.objects.exists()


def test_a_user_name_that_no_text_can_hold_is_refused():
    said = base64.b64encode(b"a\0b:password").decode()

    response = Client(headers={**HEADERS, "Authorization": f"Basic {said}"}).get("/openrosa/formList", secure=True)

    assert response.status_code == 400

"""The short way of a submission answers what Django would, and steps aside for what it does not know."""

import asyncio
import io
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from saan.forms import catalogue, devices, landing, receiving
from saan.forms.models import Receipt, ReceiptState, Submission
from saan.forms.openrosa import quick
from saan.forms.openrosa.testing import HEADERS, instance, named, phone
from saan.runtime.browsing import finished

# The desk writes in a thread of its own.
pytestmark = pytest.mark.django_db(transaction=True)

KIND = "multipart/form-data; boundary=x7Fq2"
HEAD = b'--x7Fq2\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: text/xml\r\n\r\n'


def part(content, name="xml_submission_file"):
    content = content if isinstance(content, bytes) else content.encode()
    return HEAD % (name.encode(), name.encode()) + content + b"\r\n"


def body(*parts):
    return b"".join(parts) + b"--x7Fq2--\r\n"


def short(collect, content, method="POST", end="/submission", **headers):
    """(status, {header: value}, body) of the short way; None when it steps aside."""
    headers = {"x-openrosa-version": "1.0", "content-type": KIND, **headers}
    scope = SimpleNamespace(method=method, path=f"{collect.base}{end}", headers=headers)
    said = finished(quick.answer(scope, io.BytesIO(content), len(content)))
    return said and (said[0], dict(said[1]), said[2])


def long(collect, content):
    answer = Client(headers=HEADERS).post(f"{collect.base}/submission", data=content, content_type=KIND)
    return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.content


@pytest.fixture
def collect(monkeypatch):
    """A phone that was heard of a moment ago, with a form that was seen a moment ago."""
    monkeypatch.setattr(devices, "REVOCATION_SECONDS", 3600)  # a moment may be long where others share the machine
    collect = phone()
    catalogue.MEMORY.forget()
    assert collect.post(instance(collect.version)).status_code == 201
    return collect


def test_it_says_byte_for_byte_what_django_says(collect):
    content = body(part(instance(collect.version, "<note>ก</note>")))

    quickly, (status, headers, said) = short(collect, content), long(collect, content)

    assert (quickly[0], quickly[2]) == (status, said) == (201, said)
    of_django_alone = {"x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "vary"}
    differing = {name for name in {*quickly[1], *headers} if quickly[1].get(name) != headers.get(name)}
    assert {name for name in quickly[1] if name not in headers} <= {"content-length"}
    assert {name for name in differing if name in quickly[1]} <= {"date", "content-length"}
    assert not of_django_alone & set(quickly[1])


def test_both_ways_keep_the_same(collect):
    names = named(), named()
    documents = [instance(collect.version, "<note>ก</note>", instance_id=name) for name in names]

    short(collect, body(part(documents[0])), **{"user-agent": "collect"})
    Client(headers={**HEADERS, "User-Agent": "collect"}).post(
        f"{collect.base}/submission", data=body(part(documents[1])), content_type=KIND
    )

    kept = [
        Receipt.objects.filter(instance_id=name).values(
            "state", "is_complete", "device_id", "user_id", "organisation_id", "form_code", "form_version", "user_agent"
        ).get()
        for name in names
    ]  # fmt: skip
    assert kept[0] == kept[1]
    assert [receiving.opened_body(Receipt.objects.get(instance_id=name)) for name in names] == [
        document.encode() for document in documents
    ]


def test_what_it_took_lands_once_however_often_it_comes(collect):
    name = named()
    content = body(part(instance(collect.version, "<note>ก</note>", instance_id=name)))

    answers = [short(collect, content)[0] for _ in range(3)]
    landing.drain()
    answers.append(short(collect, content)[0])

    assert set(answers) == {201}
    assert Submission.objects.filter(instance_id=name).count() == 1


ASIDE = {
    "a photo beside it": lambda document: body(part(document), part(b"\xff\xd8\xff", "1.jpg")),
    "more to follow": lambda document: body(part(document), part("yes", "*isIncomplete*")),
    "no end": lambda document: body(part(document))[:-12],
    "a document cut off": lambda document: body(part(document[:-30])),
    "instructions inside": lambda document: body(part("<!DOCTYPE data []>" + document)),
    "no name": lambda document: body(part(document.replace("instanceID", "other"))),
    "another form": lambda document: body(part(document.replace('id="form', 'id="no_form'))),
    "a correction": lambda document: body(
        part(document.replace("<orx:meta>", f"<orx:meta><orx:deprecatedID>{named()}</orx:deprecatedID>"))
    ),
    "another part": lambda document: body(part(document, "something")),
    "nothing": lambda _document: b"",
    "too much": lambda document: body(part(document.replace("</data>", "x" * quick.LARGEST + "</data>"))),
}  # fmt: skip


@pytest.mark.parametrize("what", ASIDE)
def test_it_steps_aside_for_what_is_not_everyday(collect, what):
    before = Receipt.objects.count()

    assert short(collect, ASIDE[what](instance(collect.version, "<note>ก</note>"))) is None
    assert Receipt.objects.count() == before


def test_it_steps_aside_for_other_addresses_methods_and_clients(collect):
    content = body(part(instance(collect.version)))

    assert short(collect, content, method="HEAD") is None
    assert short(collect, content, end="/formList") is None
    assert short(collect, content, **{"x-openrosa-version": "2.0"}) is None
    assert short(collect, content, **{"content-type": "text/xml"}) is None


def test_it_steps_aside_for_a_key_it_has_not_just_heard_of(collect, monkeypatch):
    content = body(part(instance(collect.version)))
    stranger = SimpleNamespace(base="/openrosa/nobody")

    assert short(stranger, content) is None
    monkeypatch.setattr(devices, "REVOCATION_SECONDS", 0.0)
    assert short(collect, content) is None


def test_a_revoked_key_opens_nothing_though_phones_send_all_the_time(collect, monkeypatch):
    content = body(part(instance(collect.version)))
    monkeypatch.setattr(devices, "REVOCATION_SECONDS", 0.0)
    devices.revoke_key(key=collect.key, by=collect.user, at=timezone.now())

    devices.KEYS.look_again()

    assert devices.KEYS.known(collect.plain) is None
    assert long(collect, content)[0] == 403


def test_a_role_that_was_taken_away_is_noticed_as_soon_as_a_revoked_key(collect, monkeypatch):
    content = body(part(instance(collect.version)))
    assert devices.KEYS.holder(collect.plain).may_send
    monkeypatch.setattr(devices, "REVOCATION_SECONDS", 0.0)
    collect.user.assignments.update(revoked_at=timezone.now())

    devices.KEYS.look_again()

    assert devices.KEYS.known(collect.plain) is None
    assert long(collect, content)[0] == 403


def test_a_discarded_form_gets_its_no_from_django(collect):
    name = named()
    content = body(part(instance(collect.version, instance_id=name)))
    short(collect, content)
    Receipt.objects.filter(instance_id=name).update(state=ReceiptState.DISCARDED)

    assert short(collect, content) is None
    assert long(collect, content)[0] == 409


def test_without_a_database_both_ways_say_when_to_come_back(collect, monkeypatch):
    def away(_arrivals):
        raise OperationalError("away")

    content = body(part(instance(collect.version)))
    monkeypatch.setattr(receiving, "store", away)

    quickly, django = short(collect, content), long(collect, content)

    assert quickly[0] == django[0] == 503
    assert quickly[2] == django[2]
    assert quickly[1]["retry-after"] == django[1]["retry-after"]


def test_one_that_spoils_a_batch_spoils_no_other(collect, monkeypatch):
    store = receiving.store
    names = [named() for _ in range(5)]

    def spoilt(arrivals):
        if any(one.envelope.instance_id == names[2] for one in arrivals):
            raise ValueError("poison")
        return store(arrivals)

    async def all_at_once():
        contents = [body(part(instance(collect.version, instance_id=name))) for name in names]
        headers = {"x-openrosa-version": "1.0", "content-type": KIND}
        scope = SimpleNamespace(method="POST", path=f"{collect.base}/submission", headers=headers)
        return await asyncio.gather(*(quick.answer(scope, io.BytesIO(one), len(one)) for one in contents))

    monkeypatch.setattr(receiving, "store", spoilt)
    said = finished(all_at_once())

    assert [one[0] for one in said] == [201, 201, 503, 201, 201]
    assert Receipt.objects.filter(instance_id__in=names).count() == 4


def test_a_database_that_was_started_again_is_not_noticed(collect):
    content = body(part(instance(collect.version)))
    assert short(collect, content)[0] == 201
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    with connection.cursor() as cursor:
        cursor.execute(f"{others} pg_backend_pid()")

    assert short(collect, body(part(instance(collect.version))))[0] == 201

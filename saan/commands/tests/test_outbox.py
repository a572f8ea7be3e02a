"""`saan outbox` brings in what a phone saved as a file, once, and says in a sentence when it cannot."""

import base64
import hashlib
import hmac
import io
import json
import os
from argparse import Namespace
from contextlib import nullcontext

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.utils import timezone

from saan.audit.models import Event
from saan.commands import outbox
from saan.forms import devices, landing
from saan.forms.models import Attachment, Submission
from saan.forms.openrosa.testing import instance, named, phone
from saan.runtime.errors import CannotRun
from saan.shared import vault

pytestmark = pytest.mark.django_db

PASSPHRASE = "ประตูสีฟ้า 42"
PICTURE = b"\xff\xd8\xff a picture"


def sealed(content, device_key, passphrase=PASSPHRASE, rounds=1000):
    """The file as docs/field-export.md says that a phone with this key writes it."""
    salt, iv = os.urandom(16), os.urandom(12)
    key = PBKDF2HMAC(hashes.SHA256(), 32, salt, rounds).derive(passphrase.encode())
    box = AESGCM(key).encrypt(iv, json.dumps(content).encode(), b"saan-outbox")
    known = hashlib.sha256(device_key.encode()).digest()
    proof = hmac.digest(known, b"saan-outbox" + iv + box, "sha256")
    parts = {"salt": salt, "iv": iv, "box": box, "proof": proof}
    said = {name: base64.b64encode(part).decode() for name, part in parts.items()}
    return json.dumps({"kind": "saan-outbox", "version": 2, "rounds": rounds, **said})


def unsigned(content):
    """As an older field app wrote it."""
    return json.dumps({name: part for name, part in json.loads(content).items() if name != "proof"})


def content_of(collect, *names):
    file = {"name": "1.jpg", "type": "image/jpeg", "base64": base64.b64encode(PICTURE).decode()}
    waiting = [
        {"instanceId": name, "xml": instance(collect.version, "<note>ก</note>", instance_id=name), "files": [file]}
        for name in names
    ]
    return {
        "user": collect.user.pk, "organisation": collect.organisation.pk, "device": collect.key.pk, "waiting": waiting,
    }  # fmt: skip


@pytest.fixture
def bring_in(tmp_path, monkeypatch):
    """The command, with this file and this passphrase typed."""
    monkeypatch.setattr("saan.runtime.environment.house", nullcontext)

    def run(content, passphrase=PASSPHRASE, of=""):
        file = tmp_path / "saan-outbox.json"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{passphrase}\n"))
        return outbox.run(Namespace(file=file, of=of))

    return run


def test_what_the_phone_saved_lands_with_its_photo(bring_in):
    collect, names = phone(), [named(), named()]

    done = bring_in(sealed(content_of(collect, *names), collect.plain))
    landing.drain()

    assert done == 0
    assert set(Submission.objects.values_list("instance_id", flat=True)) == set(names)
    assert {one.user for one in Submission.objects.all()} == {collect.user}
    assert b"".join(vault.pieces(Attachment.objects.filter(instance_id=names[0]).get().path)) == PICTURE


def test_the_same_file_twice_and_the_same_form_by_the_wire_land_once(bring_in):
    collect, name = phone(), named()
    content = content_of(collect, name)
    collect.post(content["waiting"][0]["xml"])

    for _ in range(2):
        assert bring_in(sealed(content, collect.plain)) == 0
        landing.drain()

    assert Submission.objects.filter(instance_id=name).count() == 1
    assert Attachment.objects.filter(instance_id=name).count() == 1


def test_a_passphrase_typed_with_other_bytes_of_the_same_letters_opens(bring_in):
    collect = phone()

    # The same "é", composed when it was chosen and in two pieces where it is typed.
    assert bring_in(sealed(content_of(collect, named()), collect.plain, "caf\u00e9"), "cafe\u0301 ") == 0


def cut(content):
    return content[: len(content) // 2]


def changed(content):
    envelope = json.loads(content)
    box = bytearray(base64.b64decode(envelope["box"]))
    box[5] ^= 1
    return json.dumps({**envelope, "box": base64.b64encode(bytes(box)).decode()})


@pytest.mark.parametrize(
    "damage", [cut, changed, lambda content: "[]", lambda content: "", lambda content: b"\xff\xfe\x00 no text"]
)
def test_a_damaged_file_is_a_sentence_and_brings_in_nothing(bring_in, damage):
    collect = phone()

    with pytest.raises(CannotRun, match="does not open"):
        bring_in(damage(sealed(content_of(collect, named()), collect.plain)))

    landing.drain()
    assert not Submission.objects.exists()


def test_another_passphrase_is_a_sentence(bring_in):
    with pytest.raises(CannotRun, match="another passphrase"):
        bring_in(sealed(content_of(phone(), named()), "a key"), "ประตูสีแดง 42")


@pytest.mark.parametrize("content", [{}, [], {"device": None, "waiting": []}, {"device": 1, "waiting": [{}]}])
def test_a_file_that_opens_and_holds_something_else_is_a_sentence(bring_in, content):
    with pytest.raises(CannotRun):
        bring_in(sealed(content, "a key"))


def test_a_phone_of_another_house_is_a_sentence(bring_in):
    collect = phone()

    with pytest.raises(CannotRun, match="never enrolled here"):
        bring_in(sealed({**content_of(collect, named()), "device": 10**6}, collect.plain))


def strange(collect):
    told = content_of(collect, named())
    yield sealed(told, collect.plain).replace('"rounds": 1000', '"rounds": -1')
    yield sealed(told, collect.plain).replace('"rounds": 1000', '"rounds": Infinity')
    yield "[" * 100_000
    yield sealed({**told, "device": "x"}, collect.plain)
    yield sealed({**told, "waiting": [{**told["waiting"][0], "xml": 7}]}, collect.plain)
    yield sealed([told], collect.plain)
    yield sealed(told, collect.plain).replace('"proof": "', '"proof": "ก')


def test_a_file_of_another_shape_is_no_outbox(bring_in):
    for content in strange(phone()):
        with pytest.raises(CannotRun):
            bring_in(content)


def test_what_a_file_says_of_a_picture_is_not_believed(bring_in):
    collect, name = phone(), named()
    told = content_of(collect, name)
    told["waiting"][0]["files"][0]["type"] = "text/html\nX: y"

    bring_in(sealed(told, collect.plain))

    assert Attachment.objects.get(instance_id=name).media_type == "image/jpeg"


def test_a_file_that_names_another_phone_than_the_one_that_wrote_it_is_not_taken(bring_in):
    mine, theirs = phone(), phone()
    forged = sealed(content_of(theirs, named()), mine.plain)

    for of in ("", theirs.user.username):  # nor does it help that somebody vouches for the one it names
        with pytest.raises(CannotRun, match="did not write it"):
            bring_in(forged, of=of)

    landing.drain()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("name", ["user", "organisation"])
def test_a_file_that_says_it_is_somebody_elses_is_not_taken(bring_in, name):
    collect, other = phone(), phone()
    content = {**content_of(collect, named()), name: getattr(other, name).pk}

    with pytest.raises(CannotRun, match="somebody else's"):
        bring_in(sealed(content, collect.plain))


def test_an_older_file_comes_in_when_somebody_vouches_for_its_user_and_no_other(bring_in):
    collect, other = phone(), phone()
    older = unsigned(sealed(content_of(collect, named()), collect.plain))

    with pytest.raises(CannotRun, match=f"--of {collect.user.username}"):
        bring_in(older)
    with pytest.raises(CannotRun, match="somebody else's"):
        bring_in(older, of=other.user.username)
    assert bring_in(older, of=collect.user.username) == 0

    assert Event.objects.get(verb="field.outbox.brought_in").detail["vouched"] is True


def test_what_a_phone_saved_that_is_shut_out_needs_somebody_who_asked(bring_in):
    collect = phone()
    file = sealed(content_of(collect, named()), collect.plain)
    devices.revoke_key(key=collect.key, by=collect.user, at=timezone.now())

    with pytest.raises(CannotRun, match="shut out"):
        bring_in(file)
    assert bring_in(file, of=collect.user.username) == 0

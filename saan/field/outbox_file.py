"""What a phone could not send, brought as a file: docs/field-export.md says how it is written."""

import base64
import hmac
import json
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.db import transaction

from saan.audit import actions as audit
from saan.forms import receiving
from saan.forms.models import DeviceKey
from saan.forms.openrosa.media import media_type
from saan.shared import vault
from saan.shared.errors import MALFORMED

KIND, MOST_ROUNDS = "saan-outbox", 5_000_000


class NotOpened(Exception):
    """The file is no outbox of a phone, or the passphrase is another one."""


class NotProven(Exception):
    """Nothing but the file itself says that this phone wrote it, or the phone is shut out, and nobody vouches for it.

    `why`: FORGED (the proof is of another key), UNSIGNED (there is none), SHUT_OUT, NOT_THEIRS (another user is named).
    """

    def __init__(self, why, device):
        super().__init__(why)
        self.why, self.device = why, device


@dataclass(frozen=True)
class Opened:
    """`content` as docs/field-export.md has it; `proof` is of the bytes `signed`, and empty where there is none."""

    content: dict
    signed: bytes
    proof: bytes


def opened(text, passphrase):
    """What the file holds."""
    try:
        envelope = json.loads(text)
        rounds = min(int(envelope["rounds"]), MOST_ROUNDS)
        salt, iv, box = (base64.b64decode(envelope[name]) for name in ("salt", "iv", "box"))
        words = unicodedata.normalize("NFC", passphrase.strip())
        key = PBKDF2HMAC(hashes.SHA256(), 32, salt, rounds).derive(words.encode())
        content = json.loads(AESGCM(key).decrypt(iv, box, KIND.encode()))
        return Opened(content, KIND.encode() + iv + box, base64.b64decode(envelope.get("proof") or ""))
    except (*MALFORMED, InvalidTag) as fault:
        raise NotOpened from fault


@transaction.atomic
def bring_in(file, *, of="", at):
    """As if the phone had sent it; what has arrived before is not doubled. Gives the receipts.

    `of`: the user name of whoever is vouched for by the one who brings the file. Raises NotProven.
    """
    content = file.content
    try:
        device = DeviceKey.objects.select_related("user", "organisation").get(pk=content["device"])
        _check(file, device, of)
        receipts = [_received(one, device, at) for one in content["waiting"]]
    except MALFORMED as fault:
        raise NotOpened from fault
    audit.record(
        "field.outbox.brought_in", device, by="system", at=at, name=device.name, user=str(device.user),
        count=len(receipts), vouched=bool(of),
    )  # fmt: skip
    return receipts


def _check(file, device, of):
    """The phone sealed the file and still works for who it says; else somebody has asked the user and says so."""
    said = (file.content.get("user", device.user_id), file.content.get("organisation", device.organisation_id))
    if said != (device.user_id, device.organisation_id) or (of and of != device.user.username):
        raise NotProven("NOT_THEIRS", device)
    proof = hmac.digest(bytes(device.digest), file.signed, "sha256")
    if file.proof and not hmac.compare_digest(file.proof, proof):
        raise NotProven("FORGED", device)
    if not of and not file.proof:
        raise NotProven("UNSIGNED", device)
    if not of and (device.revoked_at or not device.user.is_active):
        raise NotProven("SHUT_OUT", device)


def _received(one, device, at):
    files = [_kept(file) for file in one["files"]]
    sender = {"user": device.user, "organisation": device.organisation, "device": device}
    return receiving.receive(one["xml"].encode(), files, at=at, user_agent="saan-field file", **sender)


def _kept(file):
    content = base64.b64decode(file["base64"])
    sealed = vault.SealedFile(str(file["name"]), receiving.FOLDER)
    sealed.write(content)
    sealed.close()
    name, kind = str(file["name"])[:255], media_type(content[:64])
    return receiving.KeptFile(name, sealed.keep(), sealed.sha256, len(content), kind)

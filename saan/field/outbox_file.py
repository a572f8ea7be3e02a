"""What a phone could not send, brought as a file: docs/field-export.md says how it is written."""

import base64
import json
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.db import transaction
from django.utils import timezone

from saan.forms import receiving
from saan.forms.models import DeviceKey
from saan.forms.openrosa.media import media_type
from saan.shared import vault
from saan.shared.errors import MALFORMED

KIND, MOST_ROUNDS = "saan-outbox", 5_000_000


class NotOpened(Exception):
    """The file is no outbox of a phone, or the passphrase is another one."""


def opened(text, passphrase):
    """What the file holds."""
    try:
        envelope = json.loads(text)
        rounds = min(int(envelope["rounds"]), MOST_ROUNDS)
        salt, iv, box = (base64.b64decode(envelope[name]) for name in ("salt", "iv", "box"))
        words = unicodedata.normalize("NFC", passphrase.strip())
        key = PBKDF2HMAC(hashes.SHA256(), 32, salt, rounds).derive(words.encode())
        return json.loads(AESGCM(key).decrypt(iv, box, KIND.encode()))
    except (*MALFORMED, InvalidTag) as fault:
        raise NotOpened from fault


@transaction.atomic
def bring_in(content):
    """As if the phone had sent it; what has arrived before is not doubled. Gives the receipts."""
    try:
        device = DeviceKey.objects.select_related("user", "organisation").get(pk=content["device"])
        return [_received(one, device) for one in content["waiting"]]
    except MALFORMED as fault:
        raise NotOpened from fault


def _received(one, device):
    files = [_kept(file) for file in one["files"]]
    sender = {"user": device.user, "organisation": device.organisation, "device": device}
    return receiving.receive(one["xml"].encode(), files, at=timezone.now(), user_agent="saan-field file", **sender)


def _kept(file):
    content = base64.b64decode(file["base64"])
    sealed = vault.SealedFile(str(file["name"]), receiving.FOLDER)
    sealed.write(content)
    sealed.close()
    name, kind = str(file["name"])[:255], media_type(content[:64])
    return receiving.KeptFile(name, sealed.keep(), sealed.sha256, len(content), kind)

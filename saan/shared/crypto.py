"""Sealing what must not be read from a copy of the database: AES-GCM with numbered keys, and a blind index to find it.

A sealed value is one byte of format and four of key number (the head), twelve of nonce, then the ciphertext with its
tag. Head and context (for instance "person.cid") are bound in, so that a value moved to another column does not open.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

FORMAT = b"\x01"


class SealBroken(ValueError):
    """The value was altered, moved to another place, or its key is gone."""


def seal(plain: str | bytes | None, context: str) -> bytes | None:
    """Seal text or bytes under the newest key; None stays None."""
    if plain is None:
        return None
    secrets = settings.SECRETS
    data = plain.encode() if isinstance(plain, str) else plain
    number = secrets.newest_key
    head = FORMAT + number.to_bytes(4, "big")
    nonce = os.urandom(12)
    return head + nonce + _cipher(number).encrypt(nonce, data, head + context.encode())


def unseal_bytes(sealed: bytes | None, context: str) -> bytes | None:
    """What was sealed. Raises SealBroken when it does not open."""
    if sealed is None:
        return None
    sealed = bytes(sealed)
    head, nonce, secret = sealed[:5], sealed[5:17], sealed[17:]
    if not head.startswith(FORMAT):
        raise SealBroken(context)
    try:
        return _cipher(key_number(sealed)).decrypt(nonce, secret, head + context.encode())
    except (InvalidTag, KeyError, ValueError) as error:
        raise SealBroken(context) from error


def unseal(sealed: bytes | None, context: str) -> str | None:
    plain = unseal_bytes(sealed, context)
    return None if plain is None else plain.decode()


def key_number(sealed: bytes) -> int:
    """The number of the key under which this is sealed."""
    return int.from_bytes(sealed[1:5], "big")


def blind_index(plain: str | None) -> bytes | None:
    """A keyed hash by which an equal value is found without being readable: 32 bytes, HMAC-SHA-256."""
    if not plain:
        return None
    return hmac.digest(settings.SECRETS.index_key, plain.encode(), hashlib.sha256)


_ciphers: dict[tuple[int, bytes], AESGCM] = {}


def _cipher(number):
    key = settings.SECRETS.data_key(number)
    if (number, key) not in _ciphers:
        _ciphers[number, key] = AESGCM(key)
    return _ciphers[number, key]

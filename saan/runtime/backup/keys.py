"""Whether the keys here are those that a backup's sealed values were sealed with, without keeping the keys in it."""

import hashlib
import hmac


def key_check(secrets):
    """A mark of each key that a key can be recognised by and not made from."""
    data = {str(number): _mark(key) for number, key in sorted(secrets.data_keys.items())}
    return {"index": _mark(secrets.index_key), "data": data}


def opens(secrets, check):
    """Whether these keys open what was sealed under the checked ones; newer keys besides do no harm."""
    ours = key_check(secrets)
    return ours["index"] == check["index"] and check["data"].items() <= ours["data"].items()


def _mark(key):
    return hmac.digest(key, b"saan backup key check", hashlib.sha256)[:16].hex()

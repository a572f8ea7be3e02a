"""The sealed secrets of second factors, under a new key."""

import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from saan.shared.crypto import key_number

SEALED = ("secret", "seed")


@transaction.atomic
def reseal():
    """How many secrets were under an older key."""
    older = [one for one in Authenticator.objects.select_for_update() if _is_older(one)]
    adapter = get_adapter()
    for one in older:
        one.data |= {name: adapter.encrypt(adapter.decrypt(one.data[name])) for name in SEALED if name in one.data}
        one.save(update_fields=["data"])
    return len(older)


def _is_older(one):
    numbers = {key_number(base64.b64decode(one.data[name])) for name in SEALED if name in one.data}
    return bool(numbers - {settings.SECRETS.newest_key})

"""Basic authentication, for clients that cannot keep a key: over HTTPS only, counted like any sign-in."""

import base64
import binascii
import hashlib
import hmac
import secrets
import time

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from saan.accounts.models import User
from saan.forms.devices import Holder
from saan.forms.openrosa.replies import No

# A password is slow to check on purpose, and a phone sends it with every call.
REMEMBER_SECONDS = 300
_pepper = secrets.token_bytes(32)
_known: dict[bytes, tuple[int, str, float]] = {}


def holder(request):
    """The user of the Authorization header. Raises No."""
    if not request.is_secure():
        raise No(401, _("Without a key in the address, this works over HTTPS only."))
    said = request.META.get("HTTP_AUTHORIZATION", "")
    if not said.startswith("Basic "):
        raise No(401, _("Please sign in with your user name and password."), asks_for_password=True)
    user = _remembered(said) or _signed_in(request, said)
    if user.acting_organisation_id is None:
        raise No(401, _("You no longer have the right to fill in forms for this organisation."))
    return Holder(user, user.acting_organisation_id)


def _name(said):
    return hmac.digest(_pepper, said.encode(), hashlib.sha256)


def _remembered(said):
    pk, password, until = _known.get(_name(said), (None, "", 0.0))
    if until < time.monotonic():
        return None
    return User.objects.filter(pk=pk, is_active=True, password=password).first()


def _signed_in(request, said):
    try:
        username, _colon, password = base64.b64decode(said[6:], validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise No(401, _("Please sign in with your user name and password."), asks_for_password=True) from error
    try:
        user = get_adapter().authenticate(request, username=username, password=password)
    except ValidationError as error:
        raise No(401, " ".join(error.messages)) from error
    if user is None or not user.is_active:
        raise No(401, _("The user name or the password is not right."), asks_for_password=True)
    # A password alone must not open what its owner has locked twice, or what somebody else has read.
    if user.must_change_password or is_mfa_enabled(user):
        raise No(401, _("For this account, make a code for the phone on the page My phones and use that."))
    if len(_known) > 10_000:
        _known.clear()
    _known[_name(said)] = user.pk, user.password, time.monotonic() + REMEMBER_SECONDS
    return user

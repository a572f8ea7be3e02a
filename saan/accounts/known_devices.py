"""A browser from which somebody has signed in before: the tries of a stranger behind the same address do not count
against it."""

import secrets

from django.conf import settings
from django.core import signing

COOKIE = "known_device"
SALT = "accounts.known_device"
LASTS_SECONDS = 365 * 24 * 3600


def device_of(request, username):
    """What this browser was called when `username` last signed in from it; "" for a stranger's."""
    try:
        device, of_whom = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return device if of_whom == username else ""


def remember(request, response, username):
    device = device_of(request, username) or secrets.token_urlsafe(12)
    response.set_cookie(
        COOKIE,
        signing.dumps([device, username], salt=SALT),
        max_age=LASTS_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        path=settings.SESSION_COOKIE_PATH,
    )

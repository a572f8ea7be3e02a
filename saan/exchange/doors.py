"""How a machine is let in: a key or a session, then the same permission and the same wall as a page."""

from datetime import timedelta
from functools import wraps

from django.http import JsonResponse
from django.utils import timezone
from ninja.errors import AuthenticationError, HttpError
from ninja.security import HttpBearer
from ninja.security.session import SessionAuth

from saan.exchange.actions import digest
from saan.exchange.models import ApiKey
from saan.shared.access import wall


class KeyAuth(HttpBearer):
    """`Authorization: Bearer saan_…`."""

    def authenticate(self, request, token):
        now = timezone.now()
        key = ApiKey.objects.working(timezone.localdate()).filter(digest=digest(token)).select_related("user").first()
        if key is None or not key.user.is_active:
            return None
        if key.used_at is None or now - key.used_at > timedelta(minutes=1):
            ApiKey.objects.filter(pk=key.pk).update(used_at=now)
        key.user.chosen_organisation_id = key.organisation_id
        # The right may have ended since the key was made; then the key must not fall back to another organisation.
        if key.user.acting_organisation_id != key.organisation_id:
            return None
        request.user = key.user
        return key.user


EITHER = [KeyAuth(), SessionAuth(csrf=True)]


def api_requires(permission):
    """Like access.requires, answering in JSON."""

    def declare(operation):
        @wraps(operation)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                raise AuthenticationError
            reach = request.user.reach(permission)
            if not reach:
                raise HttpError(403, "You do not have this right.")
            with wall(reach):
                return operation(request, *args, **kwargs)

        guarded.access = permission
        return guarded

    return declare


def refusal(_request, status, sentence):
    """The house's no, in JSON like those of the API itself (errors.TONGUES)."""
    return JsonResponse({"detail": sentence}, status=status)

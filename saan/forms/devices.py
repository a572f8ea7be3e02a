"""Device keys: each lets one phone do what its user may do in one organisation, until it is revoked."""

import base64
import hashlib
import json
import secrets
import time
import zlib
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from django.db import transaction
from django.utils import timezone

from saan.audit import actions as audit
from saan.forms.models import DeviceKey
from saan.forms.permissions import Permission

# After a second a revoked key opens nothing, and one whose user lost a role only what is left; what ends by itself on
# its last day is noticed after half a minute.
REVOCATION_SECONDS = 1
RIGHTS_SECONDS = 30
SEEN_SECONDS = 60


@transaction.atomic
def make_key(*, user, organisation, name, by, at):
    """A new key for a phone of this user in this organisation: (row, the key itself, which is never shown again)."""
    plain = secrets.token_urlsafe(32)
    key = DeviceKey.objects.create(
        user=user,
        organisation=organisation,
        name=name,
        digest=digest(plain),
        created_at=at,
        created_by_id=getattr(by, "pk", None),
    )
    audit.record("forms.device.made", key, by=by, at=at, name=name, user=str(user))
    return key, plain


@transaction.atomic
def revoke_key(*, key, by, at):
    """From now on the phone is let in no more, and empties itself when it asks."""
    if DeviceKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at, revoked_by=by):
        audit.record("forms.device.revoked", key, by=by, at=at, name=key.name, user=str(key.user))


def digest(plain):
    return hashlib.sha256(plain.encode()).digest()


def settings_for(base_url, project):
    """What the QR code of a phone says, in ODK Collect's words."""
    said = {
        "general": {"server_url": base_url, "form_update_mode": "match_exactly", "autosend": "wifi_and_cellular"},
        "project": {"name": project},
        "admin": {},
    }
    return base64.b64encode(zlib.compress(json.dumps(said, ensure_ascii=False).encode(), 9)).decode()


@dataclass(frozen=True)
class Holder:
    """Who is at the other end: a user acting for one organisation, on a phone with a key or without one."""

    user: object
    organisation_id: int
    device_id: int | None = None

    def reach(self, permission):
        return self.user.reach(permission)

    @property
    def may_send(self):
        return bool(self.user.reach(Permission.SUBMISSION_SEND))


class KeyRing:
    """The keys in use here and now, so that not every call asks the database who holds them."""

    def __init__(self):
        self._held, self._checked, self._lock = {}, 0.0, Lock()

    def known(self, plain):
        """Who holds this key as far as is known without asking; None is no answer."""
        now = time.monotonic()
        known = self._held.get(digest(plain))
        return known[0] if known and known[1] > now and now - self._checked <= REVOCATION_SECONDS else None

    def holder(self, plain):
        """Who holds this key; None when nobody does, or no longer."""
        name, now = digest(plain), time.monotonic()
        if now - self._checked > REVOCATION_SECONDS:
            self._drop_revoked(now)
        known = self._held.get(name)
        if known and known[1] > now:
            return known[0]
        return self._ask(name, now)

    def look_again(self):
        """Ask in good time which keys still work, so that a busy second does not send everybody the long way."""
        now = time.monotonic()
        if now - self._checked > REVOCATION_SECONDS / 2:
            self._drop_revoked(now)

    def _ask(self, name, now):
        key = DeviceKey.objects.working().filter(digest=name).select_related("user").first()
        if key is None:
            self._held.pop(name, None)
            return None
        key.user.chosen_organisation_id = key.organisation_id
        # The right may have ended since the key was made; then the key must not fall back to another organisation.
        if key.user.acting_organisation_id != key.organisation_id:
            return None
        holder = Holder(key.user, key.organisation_id, key.pk)
        _ = holder.may_send  # asked of the database here, where there is a thread to wait
        note_seen(key.pk)
        self._held[name] = holder, now + RIGHTS_SECONDS
        return holder

    def _drop_revoked(self, now):
        with self._lock:
            if now - self._checked <= REVOCATION_SECONDS / 2:
                return  # somebody else has asked while we waited
            self._held = {name: held for name, held in list(self._held.items()) if held[1] > now}
            if self._held:
                unchanged = _unchanged(self._held)
                self._held = {name: held for name, held in self._held.items() if name in unchanged}
            self._checked = now


def _unchanged(names):
    """Of these, the keys that work and whose users have lost no role lately; the others are asked anew."""
    lately = timezone.now() - timedelta(seconds=2 * RIGHTS_SECONDS)
    working = DeviceKey.objects.working().filter(digest__in=list(names))
    kept = working.exclude(user__assignments__revoked_at__gt=lately)
    return {bytes(name) for name in kept.values_list("digest", flat=True)}


def note_seen(pk):
    """The phone has just been heard of."""
    now = timezone.now()
    stale = DeviceKey.objects.filter(pk=pk).exclude(seen_at__gt=now - timedelta(seconds=SEEN_SECONDS))
    stale.update(seen_at=now)


KEYS = KeyRing()

"""Make and revoke keys."""

import hashlib
import secrets

from django.db import transaction

from saan.audit import actions as audit
from saan.exchange.models import ApiKey

PREFIX = "saan_"


@transaction.atomic
def make_key(*, user, name, expires_on, at):
    """A new key for this user in the organisation they act for: (row, the key itself, which is never shown again)."""
    plain = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        user=user,
        organisation_id=user.acting_organisation_id,
        name=name,
        digest=digest(plain),
        created_at=at,
        expires_on=expires_on,
    )
    audit.record("exchange.key.made", key, by=user, at=at, name=name)
    return key, plain


@transaction.atomic
def revoke_key(*, key, by, at):
    """From now on the key opens nothing."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at):
        audit.record("exchange.key.revoked", key, by=by, at=at, name=key.name)


def digest(plain):
    return hashlib.sha256(plain.encode()).digest()

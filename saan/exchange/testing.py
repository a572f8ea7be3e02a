"""Makers for tests: keys, made by the real action."""

from django.utils import timezone

from saan.exchange.actions import make_key


def examples(side):
    """A key of somebody of this side."""
    from saan.accounts.testing import user

    key, _plain = make_key(
        user=user("COORDINATOR", side.organisation, side.area), name=side.mark, expires_on=None, at=timezone.now()
    )
    return {"exchange:key_revoke": {"pk": key.pk}}


PERSONAL = {"exchange:key_revoke": "a key belongs to whoever made it"}

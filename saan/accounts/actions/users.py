"""Making users, letting them in, and shutting the door behind them."""

import secrets

from allauth.usersessions.models import UserSession
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from saan.accounts.models import User
from saan.audit import actions as audit
from saan.shared.access import system
from saan.shared.crypto import blind_index
from saan.shared.errors import Refused

READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread from paper


@transaction.atomic
def create_user(*, username, full_name, by, at, phone="", email="", cid=None, home_organisation=None):
    """Make an account that nobody can sign in to yet: give it a password or a link next."""
    username = username.lower()
    if User.objects.filter(username=username).exists():
        raise Refused(_("The username %(username)s is taken. Choose another one.") % {"username": username})
    index = blind_index(cid)
    if index and User.objects.filter(identity_index=index).exists():
        raise Refused(_("Somebody with this citizen ID has an account already. Search for their name."))
    user = User.objects.create_user(
        username,
        full_name=full_name,
        phone=phone,
        email=email,
        identity_index=index,
        home_organisation=home_organisation or by.acting_organisation,
    )
    audit.record("accounts.user.created", user, by=by, at=at, username=username)
    return user


@transaction.atomic
def give_temporary_password(*, user, by, at):
    """A password to be read out once; it must be changed at the first sign-in. Ends all sessions."""
    groups = ("".join(secrets.choice(READABLE) for _letter in range(4)) for _group in range(4))
    password = "-".join(groups)
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user)
    audit.record("accounts.user.password_given", user, by=by, at=at)
    return password


@transaction.atomic
def make_password_link(*, user, by, at):
    """The address at which this user, once, chooses a password."""
    audit.record("accounts.user.link_made", user, by=by, at=at)
    number = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("accounts:password_choose", args=[number, default_token_generator.make_token(user)])


@transaction.atomic
def change_profile(*, user, at, **fields):
    """One's own name, telephone, e-mail and language."""
    changed = sorted(name for name, value in fields.items() if getattr(user, name) != value)
    for name in changed:
        setattr(user, name, fields[name])
    if changed:
        user.save(update_fields=changed)
        audit.record("accounts.profile.changed", user, by=user, at=at, fields=", ".join(changed))


@transaction.atomic
def deactivate(*, user, by, at):
    """Nobody gets in by this account any more, from this second on."""
    if user == by:
        raise Refused(_("You cannot close your own account. Ask another administrator."))
    user.is_active, user.deactivated_at, user.deactivated_by = False, at, by
    user.save(update_fields=["is_active", "deactivated_at", "deactivated_by"])
    end_sessions(user)
    audit.record("accounts.user.deactivated", user, by=by, at=at)


@transaction.atomic
def reactivate(*, user, by, at):
    """The account opens again, with whatever roles are still in force."""
    user.is_active, user.deactivated_at, user.deactivated_by = True, None, None
    user.save(update_fields=["is_active", "deactivated_at", "deactivated_by"])
    audit.record("accounts.user.reactivated", user, by=by, at=at)


def end_sessions(user, but=None):
    """Sign this user out everywhere, except in the session with the key `but`; how many sessions that ended."""
    with system():
        sessions = list(UserSession.objects.filter(user_id=user.pk).exclude(session_key=but))
        for session in sessions:
            session.end()
    return len(sessions)

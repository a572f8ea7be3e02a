"""Makers for tests: users with roles, as the real actions make them, and clients that are signed in."""

from itertools import count

from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from saan.accounts.actions.emergencies import LASTS
from saan.accounts.models import Assignment, EmergencyAccess, User

PASSWORD = "กล้วยไม้-ริมรั้ว-7"
_numbers = count(1)


def user(role=None, organisation=None, *areas, username=None, until=None, **fields):
    """Somebody who signs in; with a role, an organisation and areas (the organisation's own when none are named)."""
    number = next(_numbers)
    fields = {"full_name": f"สมหญิง ทดสอบ{number}", **fields}
    somebody = User.objects.create_user(username or f"user{number}", PASSWORD, **fields)
    if role:
        assign(somebody, role, organisation, *areas, until=until)
    return somebody


def assign(somebody, role, organisation, *areas, until=None):
    """A role more. Not through the grant action: the first user has nobody above them."""
    today = timezone.localdate()
    assignment = Assignment.objects.create(
        user=somebody,
        role=role,
        organisation=organisation,
        starts_on=min(today, until or today),
        ends_on=until,
        granted_at=timezone.now(),
    )
    assignment.areas.set(areas or organisation.areas.all())
    somebody.forget_reach()
    return assignment


def signed_in_client(somebody, **options):
    """A browser in which this user has signed in."""
    client = Client(**options)
    client.force_login(somebody, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


OPEN = {
    "accounts:assignment_grant": "whoever may grant may name anybody whose exact username they were told",
    "accounts:password_choose": "whoever holds the one-time link",
    "openid_connect_login": "names a provider, nothing of ours",
    "openid_connect_callback": "names a provider, nothing of ours",
}
PERSONAL = {
    "accounts:emergency_close": "one's own emergency access alone",
    "mfa_remove_webauthn": "one's own passkeys alone",
    "mfa_edit_webauthn": "one's own passkeys alone",
    "mfa_deactivate_totp": "there for those who use an app",
    "mfa_view_recovery_codes": "there for those who have codes",
    "mfa_download_recovery_codes": "there for those who have codes",
}


def examples(side):
    """Somebody with a role on this side, and what hangs on them."""
    now = timezone.now()
    somebody = user("VOLUNTEER", side.organisation, side.area, full_name=f"สมศรี {side.mark}")
    helper = user("CARE_WORKER", side.organisation, side.area, full_name=f"สมาน {side.mark}")
    access = EmergencyAccess.objects.create(
        user=helper,
        organisation=side.organisation,
        area=side.area,
        reason=f"เหตุฉุกเฉินของ {side.mark}",
        opened_at=now,
        expires_at=now + LASTS,
    )
    passkey = Authenticator.objects.create(user=somebody, type=Authenticator.Type.WEBAUTHN, data={"name": side.mark})
    one = {"pk": somebody.pk}
    return {
        "accounts:user_detail": one,
        "accounts:user_password": one,
        "accounts:user_deactivate": one,
        "accounts:user_reactivate": one,
        "accounts:assignment_grant": {"username": somebody.username},
        "accounts:assignment_revoke": {"pk": somebody.assignments.get().pk},
        "accounts:emergency_close": {"pk": access.pk},
        "accounts:emergency_review": {"pk": access.pk},
        "accounts:password_choose": {"uidb64": "MQ", "token": "set-password"},
        "openid_connect_login": {"provider_id": "thaid"},
        "openid_connect_callback": {"provider_id": "thaid"},
        "mfa_remove_webauthn": {"pk": passkey.pk},
        "mfa_edit_webauthn": {"pk": passkey.pk},
    }

"""What the trail and My Work say of accounts."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saan.audit import hooks
from saan.worklist.hooks import KINDS, Kind

VERBS = {
    "accounts.signed_in": _("signed in from %(address)s"),
    "accounts.sign_in.failed": _("failed to sign in from %(address)s"),
    "accounts.sessions.ended": _("signed out on %(count)s other devices"),
    "accounts.organisation.switched": _("now acts for %(organisation)s"),
    "accounts.profile.changed": _("changed their own details"),
    "accounts.password.changed": _("chose a new password"),
    "accounts.identity.linked": _("was recognised by %(provider)s and linked to the account"),
    "accounts.user.arrived": _("came for the first time through %(provider)s; no rights yet"),
    "accounts.user.created": _("made the account %(username)s"),
    "accounts.user.read": _("looked at a user"),
    "accounts.user.password_given": _("gave a temporary password"),
    "accounts.user.link_made": _("made a link to choose a password"),
    "accounts.user.deactivated": _("closed an account"),
    "accounts.user.reactivated": _("opened an account again"),
    "accounts.assignment.granted": lambda detail: (
        gettext("gave the role %(role)s for %(organisation)s") % {**detail, **_role(detail)}
    ),
    "accounts.assignment.revoked": lambda detail: (
        gettext("took away the role %(role)s for %(organisation)s") % {**detail, **_role(detail)}
    ),
    "accounts.emergency.opened": _("opened emergency access to %(area)s"),
    "accounts.emergency.closed": _("closed emergency access"),
    "accounts.emergency.reviewed": _("looked at an emergency access: %(finding)s"),
}


def _role(detail):
    """The words of the role, and the organisation even where the detail has none (the list of verbs)."""
    from saan.accounts.actions.assignments import roles

    code = detail["role"]
    return {"role": roles()[code].name if code in roles() else code, "organisation": detail["organisation"]}


def declare():
    hooks.VERBS |= VERBS
    hooks.SUBJECTS["accounts.user"] = _users
    KINDS["accounts.emergency"] = Kind(
        sentence=lambda facts: gettext("%(name)s opened emergency access to %(area)s") % facts, icon="shield-check"
    )


def _users(ids):
    from saan.accounts.models import User

    return {
        user.pk: hooks.Named(str(user), reverse("accounts:user_detail", args=[user.pk]))
        for user in User.objects.filter(pk__in=ids)
    }

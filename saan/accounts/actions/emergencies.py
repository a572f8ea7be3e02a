"""Emergency access (break-glass): reach further for an hour, say why, answer for it."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from saan.accounts import rules
from saan.accounts.models import EmergencyAccess
from saan.accounts.permissions import Permission
from saan.audit import actions as audit
from saan.shared.errors import Refused
from saan.worklist import actions as worklist

LASTS = timedelta(minutes=60)
LEVELS = {"DISTRICT", "SUBDISTRICT", "VILLAGE", "COMMUNITY"}


@transaction.atomic
def open_access(*, area, reason, by, at):
    """Let `by` see persons of this area for an hour; the data-protection officer is asked to look at it."""
    reason = reason.strip()
    if len(reason) < rules.SHORTEST_REASON:
        raise Refused(_("Say in a sentence why you must see these data now, so that it can be understood later."))
    if area.level not in LEVELS:
        raise Refused(_("Emergency access reaches one district at most. Choose a smaller area."))
    access = EmergencyAccess.objects.create(
        user=by,
        organisation_id=by.acting_organisation_id,
        area=area,
        reason=reason,
        opened_at=at,
        expires_at=at + LASTS,
    )
    by.forget_reach()
    audit.record(
        "accounts.emergency.opened", access, by=by, at=at, purpose=reason, area_key=area.key, area=area.full_name
    )
    worklist.wait(
        kind="accounts.emergency",
        key=_key(access),
        organisation_id=access.organisation_id,
        permission=Permission.EMERGENCY_REVIEW,
        area_key=by.acting_organisation.area.key,
        url=reverse("accounts:emergency_review", args=[access.pk]),
        at=at,
        name=str(by),
        area=area.full_name,
    )
    return access


@transaction.atomic
def close_access(*, access, by, at):
    """Give it back before the hour is over."""
    closed = EmergencyAccess.objects.open(at).filter(pk=access.pk, user=by).update(closed_at=at)
    by.forget_reach()
    if closed:
        audit.record("accounts.emergency.closed", access, by=by, at=at)


@transaction.atomic
def review_access(*, access, finding, by, at):
    """The data-protection officer has looked at what was done."""
    access = EmergencyAccess.objects.select_for_update(of=["self"]).get(pk=access.pk)
    if access.user_id == by.pk:
        raise Refused(_("Somebody else must look at your own emergency access."), 403)
    if access.reviewed_at:
        raise Refused(_("This was looked at already."))
    access.reviewed_at, access.reviewed_by, access.finding = at, by, finding
    access.save(update_fields=["reviewed_at", "reviewed_by", "finding"])
    worklist.done(key=_key(access), by=by, at=at)
    audit.record("accounts.emergency.reviewed", access, by=by, at=at, finding=finding)


def _key(access):
    return f"accounts.emergency:{access.pk}"

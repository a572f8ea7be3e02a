"""Giving and taking roles, never beyond one's own rights."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from saan.accounts.models import Assignment, User
from saan.accounts.permissions import Permission
from saan.accounts.rules import Rights, beyond
from saan.audit import actions as audit
from saan.shared.errors import Refused


def roles():
    return import_string(settings.SAAN_ROLES)


def holdings(user):
    """What this user's roles give for the organisation they act for, as rules.Rights."""
    return [
        Rights(a.organisation_id, roles()[a.role].permissions, _ranges(a.areas.all()), a.ends_on)
        for a in user.acting_assignments()
        if a.role in roles()
    ]


def _ranges(areas):
    return tuple(sorted((area.key, area.key_end) for area in areas))


def lacking(*, role, organisation, areas, until, by):
    """The permissions of this role that `by` may not hand on there; empty when they may grant it."""
    if by.answers_for_the_platform(Permission.USER_GRANT):
        return frozenset()
    wish = Rights(organisation.pk, roles()[role].permissions, _ranges(areas), until)
    return beyond(wish, holdings(by))


@transaction.atomic
def grant(*, user, role, organisation, areas, until, by, at):
    """Give a role in an organisation and areas, up to and including the day `until` (None: until taken away).

    Given again, as by a second click, it is the one that stands: to take that away takes all of it away.
    """
    today = timezone.localdate(at)
    if user == by:
        raise Refused(_("Nobody gives a role to themselves. Ask another administrator."))
    if until and until < today:
        raise Refused(_("The last day lies in the past."))
    if not user.is_active:
        raise Refused(_("This account is closed. Open it again first."))
    if lacking(role=role, organisation=organisation, areas=areas, until=until, by=by):
        raise Refused(
            _("You can only give rights that you hold yourself, in your own areas and no longer than you hold them."),
            403,
        )
    User.objects.select_for_update().get(pk=user.pk)
    if standing := _standing(user, role, organisation, areas, until, today):
        return standing
    assignment = Assignment.objects.create(
        user=user, role=role, organisation=organisation, starts_on=today, ends_on=until, granted_by=by, granted_at=at
    )
    assignment.areas.set(areas)
    user.forget_reach()
    _record("accounts.assignment.granted", assignment, by, at)
    return assignment


@transaction.atomic
def revoke(*, assignment, by, at):
    """Take a role away; it no longer counts from the next request on."""
    assignment = (
        Assignment.objects.select_for_update(of=["self"]).select_related("user", "organisation").get(pk=assignment.pk)
    )
    if assignment.revoked_at:
        raise Refused(_("This role was taken away already."))
    areas = list(assignment.areas.all())
    if lacking(role=assignment.role, organisation=assignment.organisation, areas=areas, until=_today(at), by=by):
        raise Refused(_("You can only take away roles that you could give yourself."), 403)
    assignment.revoked_at, assignment.revoked_by = at, by
    assignment.save(update_fields=["revoked_at", "revoked_by"])
    assignment.user.forget_reach()
    _record("accounts.assignment.revoked", assignment, by, at)


def _standing(user, role, organisation, areas, until, today):
    held = user.assignments.in_force(today).filter(role=role, organisation=organisation, ends_on=until)
    wanted = {area.pk for area in areas}
    return next(
        (one for one in held.prefetch_related("areas") if {area.pk for area in one.areas.all()} == wanted), None
    )


def _today(at):
    return timezone.localdate(at)


def _record(verb, assignment, by, at):
    areas = list(assignment.areas.all())
    audit.record(
        verb,
        assignment.user,
        by=by,
        at=at,
        area_key=areas[0].key if areas else None,
        role=assignment.role,
        organisation=str(assignment.organisation),
        areas=[area.code for area in areas],
        until=assignment.ends_on.isoformat() if assignment.ends_on else None,
    )

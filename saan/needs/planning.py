"""Plan the care of a person: a goal, and dated things to do; done ones can be taken back, repeating ones go on."""

from datetime import datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.needs.models import CareActivity, CarePlan
from saan.needs.permissions import Permission
from saan.needs.rules import next_due
from saan.shared.errors import Refused
from saan.worklist import actions as worklist

KIND = "needs.activity"


@transaction.atomic
def make_plan(*, person, goal, starts_on, by, at, ends_on=None):
    """What one organisation means to do for this person."""
    plan = CarePlan.objects.create(
        person=person,
        area_key=person.area_key,
        organisation_id=by.acting_organisation_id,
        goal=goal,
        starts_on=starts_on,
        ends_on=ends_on,
        made_at=at,
        made_by=by,
    )
    audit.record("needs.plan.made", person, by=by, at=at, plan=plan.pk)
    return plan


@transaction.atomic
def close_plan(*, plan, by, at):
    """Nothing of it is to be done any more."""
    if not CarePlan.objects.filter(pk=plan.pk, closed_at=None).update(closed_at=at, closed_by=by):
        raise Refused(_("This plan has been closed already."))
    for activity in open_activities(plan):
        worklist.done(key=_key(activity), by=by, at=at)
    audit.record("needs.plan.closed", plan.person, by=by, at=at, plan=plan.pk)


@transaction.atomic
def reopen_plan(*, plan, by, at):
    """It goes on."""
    if not CarePlan.objects.filter(pk=plan.pk).exclude(closed_at=None).update(closed_at=None, closed_by=None):
        raise Refused(_("This plan is open."))
    for activity in open_activities(plan):
        _tell(activity, at)
    audit.record("needs.plan.reopened", plan.person, by=by, at=at, plan=plan.pk)


def open_activities(plan):
    found = CareActivity.objects.filter(plan=plan, done_at=None, cancelled_at=None)
    return found.select_related("plan__person", "responsible")


@transaction.atomic
def add_activity(*, plan, what, due_on, by, at, responsible=None, every_days=None, need=None, follows=None):
    """One dated thing to do; it waits on the My Work of whoever does it."""
    if plan.closed_at:
        raise Refused(_("This plan has been closed already."))
    activity = CareActivity.objects.create(
        plan=plan,
        what=what,
        due_on=due_on,
        responsible=responsible,
        every_days=every_days,
        need=need,
        follows=follows,
    )
    _tell(activity, at)
    return activity


@transaction.atomic
def do(*, activity, by, at, note=""):
    """It is done; a repeating one makes its next."""
    activity = _open(activity)
    activity.done_at, activity.done_by, activity.note = at, by, note
    activity.save(update_fields=["done_at", "done_by", "note"])
    worklist.done(key=_key(activity), by=by, at=at)
    if activity.every_days:
        same = {name: getattr(activity, name) for name in ("plan", "what", "responsible", "every_days", "need")}
        due_on = next_due(activity.due_on, activity.every_days, timezone.localdate(at))
        if activity.plan.ends_on is None or due_on <= activity.plan.ends_on:
            add_activity(**same, due_on=due_on, by=by, at=at, follows=activity)
    audit.record("needs.activity.done", activity.plan.person, by=by, at=at, what=activity.what)


@transaction.atomic
def cancel(*, activity, by, at):
    """It will not be done."""
    activity = _open(activity)
    activity.cancelled_at, activity.cancelled_by = at, by
    activity.save(update_fields=["cancelled_at", "cancelled_by"])
    worklist.done(key=_key(activity), by=by, at=at)
    audit.record("needs.activity.cancelled", activity.plan.person, by=by, at=at, what=activity.what)


@transaction.atomic
def undo(*, activity, by, at):
    """It is still to be done; the next one it made goes, unless that is done already."""
    activity = CareActivity.objects.select_for_update(of=("self",)).select_related("plan__person").get(pk=activity.pk)
    if activity.done_at is None and activity.cancelled_at is None:
        raise Refused(_("This is still to be done."))
    following = CareActivity.objects.filter(follows=activity).first()
    if following and (following.done_at or following.cancelled_at):
        raise Refused(_("The next one has been done already: take that back first."))
    if following:
        worklist.done(key=_key(following), by=by, at=at)
        following.delete()
    activity.done_at = activity.done_by = activity.cancelled_at = activity.cancelled_by = None
    activity.save(update_fields=["done_at", "done_by", "cancelled_at", "cancelled_by"])
    _tell(activity, at)
    audit.record("needs.activity.undone", activity.plan.person, by=by, at=at, what=activity.what)


def _open(activity):
    found = CareActivity.objects.select_for_update(of=("self",)).select_related("plan__person", "responsible")
    activity = found.get(pk=activity.pk)
    if activity.done_at or activity.cancelled_at:
        raise Refused(_("This has been closed already."))
    return activity


def _tell(activity, at):
    """On the My Work of whoever does it; of everybody who plans care there, where nobody is named."""
    plan = activity.plan
    worklist.wait(
        kind=KIND,
        key=_key(activity),
        organisation_id=plan.organisation_id,
        permission=Permission.NEED_READ if activity.responsible_id else Permission.PLAN_EDIT,
        user_id=activity.responsible_id,
        area_key=plan.area_key,
        url=reverse("needs:plan", args=[plan.pk]),
        at=at,
        due_at=timezone.make_aware(datetime.combine(activity.due_on, time(23, 59))),
        person=str(plan.person),
        what=activity.what,
    )


def _key(activity):
    return f"{KIND}:{activity.uuid}"

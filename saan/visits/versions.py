"""What somebody wrote of a visit, said otherwise: corrected, withdrawn, and which of two versions counts. Nothing is
overwritten, and everything can be taken back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.people import bulk
from saan.shared.access import system
from saan.shared.errors import Refused
from saan.visits import alerts, calls, conflicts, departures
from saan.visits.actions import noon_of
from saan.visits.models import Observation, VisitPart


@transaction.atomic
def correct(*, part, on, outcome, note, by, at):
    """A new version beside the older one. Where somebody corrected it meanwhile, a human lets one of them count."""
    part = _locked(part)
    _refuse_unless_by_hand(part)
    if part.withdrawn_at:
        raise Refused(_("This has been withdrawn. Bring it back first, then correct it."))
    is_same_day = timezone.localdate(part.occurred_at) == on
    occurred_at = part.occurred_at if is_same_day else min(noon_of(on), at)
    made = VisitPart.objects.create(
        visit_id=part.visit_id,
        replaces=part,
        occurred_at=occurred_at,
        outcome=outcome,
        note=note,
        received_at=at,
        recorded_by=by,
        is_current=part.is_current,
    )
    VisitPart.objects.filter(pk=part.pk).update(is_current=False)
    _follow(made, by, at)
    audit.record("visits.visit.corrected", part.visit.person, by=by, at=at, visit=part.visit_id, part=made.pk)
    return made


@transaction.atomic
def withdraw(*, part, by, at):
    """It was not so at all: it counts no more, and stays to be seen."""
    part = _locked(part)
    _refuse_unless_by_hand(part)
    if not part.is_current:
        raise Refused(_("Only the version that counts can be withdrawn."))
    VisitPart.objects.filter(pk=part.pk).update(is_current=False, withdrawn_at=at, withdrawn_by=by)
    _follow(part, by, at)
    audit.record("visits.visit.withdrawn", part.visit.person, by=by, at=at, visit=part.visit_id, part=part.pk)


@transaction.atomic
def restore(*, part, by, at):
    """It counts again, as before it was withdrawn."""
    part = _locked(part)
    if not part.withdrawn_at:
        raise Refused(_("This has not been withdrawn."))
    VisitPart.objects.filter(pk=part.pk).update(is_current=True, withdrawn_at=None, withdrawn_by=None)
    _follow(part, by, at)
    audit.record("visits.visit.restored", part.visit.person, by=by, at=at, visit=part.visit_id, part=part.pk)


@transaction.atomic
def let_count(*, part, by, at):
    """Of the versions of what somebody wrote this one counts. Gives the one that counted until now."""
    part = _locked(part)
    _refuse_unless_by_hand(part)
    versions = VisitPart.objects.filter(pk__in=bulk.versions(VisitPart, part.pk))
    if part.is_current:
        raise Refused(_("This version counts already."))
    if versions.exclude(withdrawn_at=None).exists():
        raise Refused(_("This has been withdrawn. Bring it back first, then correct it."))
    before = versions.filter(is_current=True).first()
    versions.update(is_current=False)
    VisitPart.objects.filter(pk=part.pk).update(is_current=True, chosen_at=at, chosen_by=by)
    _follow(part, by, at)
    audit.record("visits.version.chosen", part.visit.person, by=by, at=at, visit=part.visit_id, part=part.pk)
    return before


def _locked(part):
    found = VisitPart.objects.select_for_update(of=("self",)).select_related("visit__person")
    return found.get(pk=part.pk)


def _refuse_unless_by_hand(part):
    if part.submission_id:
        raise Refused(_("This came by a form. Correct it by filling in the form again."))


def _follow(part, by, at):
    with system():
        calls.follow_parts({part.visit_id})
        conflicts.follow([part.visit.person_id], by=by, at=at)
        conflicts.compare(_current(part))
        departures.settle([part.visit.person_id], by=by, at=at)


def _current(part):
    return list(VisitPart.objects.filter(visit=part.visit_id, is_current=True).values_list("pk", flat=True))


def stand(*, holds, yields, by, at):
    """Joined to forms.hooks.CHOSEN: a human let one filling of a form count instead of another."""
    for submission, counts in ((yields, False), (holds, True)):
        VisitPart.objects.filter(submission=submission).update(is_current=counts)
        Observation.objects.filter(submission=submission).update(is_current=counts)
    touched = VisitPart.objects.filter(submission__in=[holds.pk, yields.pk]).select_related("visit")
    calls.follow_parts({part.visit_id for part in touched})
    alerts.settle_no_longer(holds.person_id, by=by, at=at)
    alerts.look_again(list(Observation.objects.filter(submission=holds).values_list("pk", flat=True)))
    if holds.person_id:
        conflicts.choose(holds, yields, by=by, at=at)
        conflicts.follow([holds.person_id], by=by, at=at)
        departures.settle([holds.person_id], by=by, at=at)

"""Write down a visit by hand."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from saan.audit import actions as audit
from saan.shared.access import system
from saan.visits import calls, conflicts, departures
from saan.visits.models import Pair, Visit, VisitPart


@transaction.atomic
def record_visit(*, person, on, outcome, note, by, at):
    """Somebody was there on that day. On a day that has a visit of theirs already, it says more about the same one."""
    occurred_at = min(noon_of(on), at)
    theirs = Visit.objects.filter(
        person=person, visitor=by, organisation_id=by.acting_organisation_id, occurred_at__date=on
    )
    visit = theirs.order_by("pk").first() or Visit.objects.create(
        person=person,
        area_key=person.area_key,
        organisation_id=by.acting_organisation_id,
        place_key=person.area_key,
        occurred_at=occurred_at,
        received_at=at,
        visitor=by,
        pair_id=_pair_of(by),
    )
    said = {"occurred_at": occurred_at, "outcome": outcome, "note": note}
    part = VisitPart.objects.create(visit=visit, received_at=at, recorded_by=by, **said)
    with system():
        calls.follow_parts([visit.pk])
        conflicts.compare([part.pk])
        departures.settle([person.pk], by=by, at=at)
    audit.record("visits.visit.recorded", person, by=by, at=at, visit=visit.pk)
    visit.refresh_from_db()
    return visit


def noon_of(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def _pair_of(user):
    pairs = Pair.objects.standing().filter(organisation_id=user.acting_organisation_id)
    return pairs.of(user).values_list("pk", flat=True).first()

"""Write down a need by hand, end it, and take the end back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.needs.models import Need, NeedState, Urgency, Whose
from saan.needs.recording import Said, record_many
from saan.shared.errors import Refused


@transaction.atomic
def record(*, person, kind, by, at, whose=Whose.PATIENT, urgency=Urgency.CAN_WAIT, since=None, note=""):
    """This person lacks something. Said again while it is open, it is the same need, said anew."""
    said = Said(
        person_id=person.pk,
        area_key=person.area_key,
        organisation_id=by.acting_organisation_id,
        kind=kind.code,
        whose=whose,
        urgency=urgency,
        since=since or timezone.localdate(at),
        note=note,
        by_id=by.pk,
        at=at,
    )
    [need] = record_many([said])
    need.refresh_from_db()
    audit.record("needs.need.recorded", person, by=by, at=at, kind=kind.code, urgency=urgency)
    return need


@transaction.atomic
def end(*, need, state, note="", by, at):
    """It is met, or no longer needed."""
    if state not in (NeedState.MET, NeedState.WITHDRAWN):
        raise Refused(_("Say whether the need is met or no longer there."), status=400)
    ended = Need.objects.filter(pk=need.pk, state=NeedState.OPEN)
    if not ended.update(state=state, ended_at=at, ended_by=by, end_note=note):
        raise Refused(_("This need has been closed already."))
    audit.record("needs.need.ended", need.person, by=by, at=at, kind=need.kind.code, state=state)


@transaction.atomic
def reopen(*, need, by, at):
    """It is still there."""
    closed = Need.objects.filter(pk=need.pk).exclude(state=NeedState.OPEN)
    if not closed.update(state=NeedState.OPEN, ended_at=None, ended_by=None, end_note=""):
        raise Refused(_("This need is open."))
    audit.record("needs.need.reopened", need.person, by=by, at=at, kind=need.kind.code)

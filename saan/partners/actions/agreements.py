from datetime import datetime, time

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from saan.audit.actions import record
from saan.partners import rules
from saan.partners.models import Agreement, AgreementState
from saan.partners.permissions import Permission
from saan.worklist.actions import done, wait

PROPOSED, EXPIRING = "partners.agreement_proposed", "partners.agreement_expiring"


@transaction.atomic
def record_agreement(*, giver, receiver, groups, purpose, legal_basis, starts_on, ends_on, document_no="", by, at):
    """What the giver has agreed to. It opens the data from its first day on."""
    terms = {"groups": groups, "legal_basis": legal_basis, "starts_on": starts_on, "ends_on": ends_on}
    agreement = _add(giver, receiver, terms, purpose, document_no, AgreementState.AGREED, at)
    record("partners.agreement.recorded", agreement, by=by, at=at, **_told(agreement))
    _warn(agreement, localdate(at), at)
    return agreement


@transaction.atomic
def propose_agreement(*, giver, receiver, groups, purpose, legal_basis, starts_on, ends_on, document_no="", by, at):
    """What the receiver asks for. It opens nothing until the giver agrees; it waits on the giver's My Work."""
    terms = {"groups": groups, "legal_basis": legal_basis, "starts_on": starts_on, "ends_on": ends_on}
    agreement = _add(giver, receiver, terms, purpose, document_no, AgreementState.PROPOSED, None)
    record("partners.agreement.proposed", agreement, by=by, at=at, **_told(agreement))
    _wait(PROPOSED, agreement, giver, at, due_at=None)
    return agreement


@transaction.atomic
def accept_agreement(*, agreement, by, at):
    """The giver agrees: the data is open from the first day on."""
    rules.check_can_accept(agreement, localdate(at))
    agreement = _answer(agreement, AgreementState.AGREED, by, at)
    record("partners.agreement.accepted", agreement, by=by, at=at, **_told(agreement))
    _warn(agreement, localdate(at), at)
    return agreement


@transaction.atomic
def decline_agreement(*, agreement, reason="", by, at):
    """The giver says no."""
    agreement = _answer(agreement, AgreementState.DECLINED, by, at)
    record("partners.agreement.declined", agreement, by=by, at=at, reason=reason)
    return agreement


@transaction.atomic
def end_agreement(*, agreement, on, reason="", by, at):
    """From that day it opens nothing any more."""
    agreement = _locked(agreement)
    rules.check_can_end(agreement, on, localdate(at))
    agreement.ended_early_on = on
    agreement.save(update_fields=["ended_early_on"])
    record("partners.agreement.ended", agreement, by=by, at=at, on=str(on), reason=reason)
    for side in (agreement.giver_id, agreement.receiver_id):
        done(key=_key(EXPIRING, agreement, side), by=by, at=at)
    return agreement


@transaction.atomic
def warn_of_expiry(*, at):
    """Put agreements that run out within thirty days on My Work of both sides; take expired ones off."""
    today = localdate(at)
    candidates = Agreement.objects.filter(ends_on__lte=today + rules.WARNING, ended_early_on=None)
    for agreement in candidates.filter(ends_on__gte=today).select_related("giver__area", "receiver__area"):
        _warn(agreement, today, at)
    for agreement in candidates.filter(ends_on__lt=today, ends_on__gte=today - rules.WARNING):
        for side in (agreement.giver_id, agreement.receiver_id):
            done(key=_key(EXPIRING, agreement, side), by="system", at=at)


def _add(giver, receiver, terms, purpose, document_no, state, decided_at):
    rules.check_agreement(giver_id=giver.pk, receiver_id=receiver.pk, **terms)
    return Agreement.objects.create(
        giver=giver, receiver=receiver, purpose=purpose, document_no=document_no, state=state, decided_at=decided_at,
        **terms,
    )  # fmt: skip


def _answer(agreement, state, by, at):
    agreement = _locked(agreement)
    rules.check_can_answer(agreement)
    agreement.state, agreement.decided_at = state, at
    agreement.save(update_fields=["state", "decided_at"])
    done(key=_key(PROPOSED, agreement, agreement.giver_id), by=by, at=at)
    return agreement


def _locked(agreement):
    return (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("giver__area", "receiver__area")
        .get(pk=agreement.pk)
    )


def _warn(agreement, today, at):
    if rules.expires_soon(agreement, today):
        due_at = make_aware(datetime.combine(agreement.last_day, time(23, 59)))
        for side in (agreement.giver, agreement.receiver):
            _wait(EXPIRING, agreement, side, at, due_at)


def _wait(kind, agreement, organisation, at, due_at):
    wait(
        kind=kind, key=_key(kind, agreement, organisation.pk), organisation_id=organisation.pk,
        permission=Permission.AGREEMENT_EDIT, area_key=organisation.area.key, url=agreement.get_absolute_url(), at=at,
        due_at=due_at, giver=str(agreement.giver), receiver=str(agreement.receiver), ends_on=str(agreement.last_day),
    )  # fmt: skip


def _key(kind, agreement, organisation_id):
    return f"{kind}:{agreement.pk}:{organisation_id}"


def _told(agreement):
    return {
        "giver": agreement.giver.code, "receiver": agreement.receiver.code, "groups": list(agreement.groups),
        "until": str(agreement.ends_on),
    }  # fmt: skip

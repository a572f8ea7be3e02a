"""Who has died or moved away, as visitors say and the registry does not yet: put to whoever answers for the registry
there, until it says so too, the visitors take it back, or a human says that it is not so."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.people import bulk
from saan.people.permissions import Permission as People
from saan.shared.access import system
from saan.shared.errors import Refused
from saan.visits.duties import answering
from saan.visits.models import Departure, Fate
from saan.worklist import actions as worklist

KIND = "visits.departure"

# What was said last of a person whom somebody met, or who has left; nobody at the door says nothing of it. A death once
# said stays said, unless the person was met since: neighbours may still call it a move. The registry says so too when
# the person is dead there, or lives in another house since the visit.
WANTED = """
    SELECT DISTINCT ON (v.person_id) v.id, v.person_id, p.area_key, v.organisation_id, v.outcome, v.received_at,
        p.vital_status = 'DEAD' OR v.outcome = 'MOVED' AND (p.area_key <> v.place_key OR EXISTS (
            SELECT FROM people_choice c WHERE c.person_id = p.id AND c.field IN ('area', 'house_no')
                AND c.undone_at IS NULL AND c.chosen_at >= v.occurred_at))
    FROM visits_visit v JOIN people_person p ON p.id = v.person_id
    WHERE v.person_id = ANY(%s) AND v.outcome IN ('DIED', 'MOVED') AND NOT EXISTS (
        SELECT FROM visits_visit later WHERE later.person_id = v.person_id AND later.occurred_at > v.occurred_at
            AND later.outcome IN ('MET', 'REFUSED'))
    ORDER BY v.person_id, v.outcome = 'DIED' DESC, v.occurred_at DESC, v.id DESC
"""


def settle(person_ids, *, by=None, at=None):
    """Ask about these persons what is to be asked today, and nothing else."""
    at, ids = at or timezone.now(), sorted(set(person_ids))
    with system():
        known = {each.visit_id: each for each in Departure.objects.filter(person__in=ids).select_related("person")}
        wanted = {visit_id: about for visit_id, *about in bulk.fetch(WANTED, ids)}
        for visit_id, (*about, is_done) in wanted.items():
            if visit_id not in known and not is_done:
                _ask(visit_id, *about)
        for visit_id, departure in known.items():
            _bring_up_to_date(departure, wanted.get(visit_id, [None])[-1], by, at)


ASKED = "SELECT DISTINCT person_id FROM visits_departure WHERE person_id = ANY(%s)"


def follow_registry(person_ids):
    """Joined to people.hooks.DERIVED: the registry says something else of these persons now."""
    if asked := bulk.column(ASKED, list(person_ids)):
        settle(asked)


def _ask(visit_id, person_id, area_key, organisation_id, outcome, raised_at):
    departure, _is_new = Departure.objects.get_or_create(
        visit_id=visit_id,
        defaults={
            "person_id": person_id,
            "area_key": area_key,
            "organisation_id": organisation_id,
            "outcome": outcome,
            "raised_at": raised_at,
            "told_ids": sorted(answering(organisation_id, area_key, raised_at)),
        },
    )
    tell(departure)


def _bring_up_to_date(departure, is_done, by, at):
    """`is_done`: whether the registry says so; None where no visit says so any more. What a human answered stays."""
    if departure.answer == Fate.WRONG:
        return
    if is_done is False:
        if departure.answered_at:
            _answer(departure, "", None, None)
        tell(departure)
    elif not departure.answered_at:
        _answer(departure, Fate.DONE if is_done else "", by, at)
        _done(departure, by, at)


def _answer(departure, answer, by, at):
    departure.answer, departure.answered_by, departure.answered_at = answer, by, at
    departure.save(update_fields=["answer", "answered_by", "answered_at"])


def tell(departure):
    """Onto the My Work of whoever answers for the registry there."""
    worklist.wait_for([_item(departure, pk) for pk in departure.told_ids])


def _item(departure, organisation_id):
    return {
        "kind": KIND,
        "key": f"{KIND}:{departure.pk}:{organisation_id}",
        "organisation_id": organisation_id,
        "permission": People.PERSON_EDIT,
        "area_key": departure.area_key,
        "giver_id": departure.organisation_id,
        "url": reverse("visits:departure", args=[departure.pk]),
        "raised_at": departure.raised_at.isoformat(),
        "facts": {"person": str(departure.person), "outcome": departure.outcome},
    }


def _done(departure, by, at):
    for organisation_id in departure.told_ids:
        worklist.done(key=f"{KIND}:{departure.pk}:{organisation_id}", by=by, at=at)


@transaction.atomic
def deny(*, departure, by, at):
    """A human asked: it is not so. The visit keeps what was said."""
    departure = _locked(departure)
    if departure.answered_at:
        raise Refused(_("This has been answered already."))
    _answer(departure, Fate.WRONG, by, at)
    _done(departure, by, at)
    audit.record("visits.departure.denied", departure.person, by=by, at=at, departure=departure.pk)


@transaction.atomic
def reopen(*, departure, by, at):
    """The answer is taken back."""
    departure = _locked(departure)
    if departure.answer != Fate.WRONG:
        raise Refused(_("This waits for an answer."))
    _answer(departure, "", None, None)
    settle([departure.person_id], by=by, at=at)
    audit.record("visits.departure.reopened", departure.person, by=by, at=at, departure=departure.pk)


def _locked(departure):
    return Departure.objects.select_for_update(of=("self",)).select_related("person").get(pk=departure.pk)

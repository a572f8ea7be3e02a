"""Possible matches before a human: the same, not the same, or later; and the answer taken back."""

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Abs
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.people import beats, bulk, cases, merging
from saan.people.models import CaseState, MatchCase, Merge, Person, Verdict
from saan.shared.access import system
from saan.shared.errors import Refused

SAME, DIFFERENT, LATER = CaseState.SAME, CaseState.DIFFERENT, CaseState.LATER


def waiting(reach):
    """Cases in this reach that wait for an answer, the most uncertain first; those put off come last.

    Both persons must be visible: nobody learns from a question who is on a list they have no agreement with.
    """
    visible = Person.objects.filter(holder_ids__overlap=sorted(reach.sources("REGISTRY")))
    return (
        MatchCase.objects.filter(reach.area_q(), state__in=cases.WAITING)
        .filter(left__in=visible, right__in=visible)
        # Joined with each other, or both with a third, by another way meanwhile.
        .exclude(Q(left__merged_into=F("right")) | Q(right__merged_into=F("left")))
        .exclude(left__merged_into=F("right__merged_into"))
        .select_related("left", "right")
        .order_by(F("state").desc(), Abs(F("probability") - 0.5), "pk")
    )


def next_case(reach, after=None):
    """The next case to decide, or None. `after`: the one just shown, which is not shown again at once."""
    found = waiting(reach)
    return (found.exclude(pk=after.pk).first() or found.first()) if after else found.first()


def sides(case):
    """The two persons as they stand today: each may have been joined with others since the question was raised."""
    return tuple(standing_for(person) for person in (case.left, case.right))


def standing_for(person):
    while person.merged_into_id:
        person = person.merged_into
    return person


@transaction.atomic
def decide(case, verdict, *, by, at):
    """A human's answer. SAME joins the two; DIFFERENT is remembered by evidence; LATER puts it at the end."""
    with system():
        beats.alone()
        case = _waiting(case)
        left, right = sides(case)
        if verdict == SAME and left != right:
            merging.merge(left, right, by=by, at=at, case=case)
        if verdict == DIFFERENT:
            if left == right:
                raise Refused(_("These two have been joined meanwhile. Take them apart first."))
            merging.remember(_counted(left), _counted(right), False, by=by, at=at, case=case)
            beats.tick()
        decided = {} if verdict == LATER else {"decided_at": at, "decided_by": by}
        MatchCase.objects.filter(pk=case.pk).update(state=verdict, **decided)
        _tell(case, by, at)
        audit.record("people.case.decided", case, by=by, at=at, verdict=str(verdict))


@transaction.atomic
def undo(case, *, by, at):
    """Take the answer back: the question is open again, and what followed from the answer is undone."""
    with system():
        beats.alone()
        case = MatchCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if case.state == CaseState.OPEN:
            raise Refused(_("This question has no answer yet."))
        for merge in Merge.objects.filter(case=case, undone_at=None):
            merging.unmerge(merge, by=by, at=at)
        Verdict.objects.filter(case=case, undone_at=None).update(undone_at=at, undone_by=by)
        MatchCase.objects.filter(pk=case.pk).update(state=CaseState.OPEN, decided_at=None, decided_by=None)
        beats.tick()
        _tell(case, by, at)
        audit.record("people.case.reopened", case, by=by, at=at)


def _waiting(case):
    case = MatchCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.state not in cases.WAITING:
        raise Refused(_("Somebody has already answered this question."))
    return case


def _counted(person):
    return bulk.column(
        "SELECT id FROM people_sourcerecord WHERE person_id = %s AND standing IN ('CURRENT', 'GONE')", person.pk
    )


def _tell(case, by, at):
    cases.tell_worklist({cases.subdistrict(case.area_key)}, by=by, at=at)

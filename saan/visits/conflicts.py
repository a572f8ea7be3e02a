"""What two visitors say of one person on one day and cannot both be true: found when it arrives, put to a human."""

from itertools import combinations

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.forms.models import Submission
from saan.forms.permissions import Permission as Forms
from saan.shared.errors import Refused
from saan.visits import alerts, calls, rules
from saan.visits.models import Answer, Conflict, Observation, Question, VisitPart
from saan.worklist import actions as worklist

KIND = "visits.conflict"
TABLES = {"part": VisitPart, "observation": Observation, "submission": Submission}


def look_at(fresh, same_day):
    """Raise what contradicts among these new parts and what was known of the same persons on the same days."""
    found = [*_contradictions(_visited_twice(fresh, same_day)), *_double_edits(fresh)]
    for one in found:
        if conflict := _get(*one):
            tell(conflict)


def _visited_twice(fresh, same_day):
    """Visits of persons who have more than one of those days."""
    visits = {pk: set(ids) for pk, ids in same_day.items()}
    for one in fresh:
        visits.setdefault(one.submission.person_id, set()).add(one.visit_id)
    return {pk for ids in visits.values() if len(ids) > 1 for pk in ids}


def _contradictions(visit_ids):
    """(question, measure or None, earlier part, later part) between visits of different visitors on one day."""
    if not visit_ids:
        return
    parts = VisitPart.objects.filter(visit__in=visit_ids, is_current=True).select_related("visit__person")
    parts = list(parts.order_by("received_at", "pk"))
    values = _values(parts)
    days = {}
    for part in parts:
        days.setdefault((part.visit.person_id, part.visit.organisation_id, localdate(part.occurred_at)), []).append(
            part
        )
    for same in days.values():
        for left, right in combinations(same, 2):
            if left.recorded_by_id != right.recorded_by_id:
                yield from _between(left, right, values)


def _between(left, right, values):
    if rules.contradict(left.outcome, right.outcome):
        yield Question.OUTCOME, None, left, right
    for measure, value in values.get(left.submission_id, {}).items():
        if rules.differs(value, values.get(right.submission_id, {}).get(measure), measure.change_alert):
            yield Question.VALUE, measure, left, right


def _values(parts):
    """submission id → {measure: value}, of those measures whose change alarms."""
    found = Observation.objects.filter(
        submission__in=[part.submission_id for part in parts], is_current=True, measure__change_alert__isnull=False
    ).select_related("measure")
    values = {}
    for each in found:
        values.setdefault(each.submission_id, {})[each.measure] = each.value
    return values


def _double_edits(fresh):
    """The same form, corrected by two persons."""
    for one in fresh:
        if one.submission.replaces_id is None:
            continue
        edits = VisitPart.objects.filter(submission__replaces=one.submission.replaces_id)
        mine = edits.select_related("visit__person").get(submission=one.submission)
        for other in edits.exclude(recorded_by=one.submission.user_id).select_related("visit__person"):
            left, right = sorted((mine, _newest(other)), key=lambda part: (part.received_at, part.pk))
            yield Question.EDIT, None, left, right


def _newest(part):
    """The correction that stands today of a form that was corrected again since."""
    while not part.is_current:
        later = (
            VisitPart.objects.filter(submission__replaces=part.submission_id).select_related("visit__person").first()
        )
        if later is None:
            return part
        part = later
    return part


def _get(question, measure, left, right):
    """The conflict, or None where it was raised before."""
    visit = right.visit
    conflict, is_new = Conflict.objects.get_or_create(
        question=question,
        measure=measure,
        left=left,
        right=right,
        defaults={
            "person_id": visit.person_id,
            "area_key": visit.area_key,
            "organisation_id": visit.organisation_id,
            "raised_at": right.received_at,
        },
    )
    return conflict if is_new else None


def tell(conflict):
    worklist.wait(
        kind=KIND,
        key=_key(conflict),
        organisation_id=conflict.organisation_id,
        permission=Forms.SUBMISSION_DECIDE,
        area_key=conflict.area_key,
        url=reverse("visits:conflict", args=[conflict.pk]),
        at=conflict.raised_at,
        person=str(conflict.person),
    )


def _key(conflict):
    return f"{KIND}:{conflict.pk}"


@transaction.atomic
def decide(*, conflict, answer, by, at):
    """One of the two holds, or both do; what the other said stays in the history."""
    if answer not in Answer.values:
        raise Refused(_("Choose one of the three answers."), status=400)
    conflict = _locked(conflict)
    if conflict.decided_at:
        raise Refused(_("This has been answered already."))
    conflict.undo = _apply(_changes(conflict, answer))
    conflict.answer, conflict.decided_by, conflict.decided_at = answer, by, at
    conflict.save(update_fields=["undo", "answer", "decided_by", "decided_at"])
    calls.follow_parts({conflict.left.visit_id, conflict.right.visit_id})
    alerts.look_at(_now_current(conflict.undo))
    worklist.done(key=_key(conflict), by=by, at=at)
    audit.record("visits.conflict.decided", conflict.person, by=by, at=at, conflict=conflict.pk, answer=answer)


@transaction.atomic
def reopen(*, conflict, by, at):
    """The answer is taken back, and with it what it changed."""
    conflict = _locked(conflict)
    if not conflict.decided_at:
        raise Refused(_("This waits for an answer."))
    _apply(conflict.undo)
    conflict.undo, conflict.answer, conflict.decided_by, conflict.decided_at = {}, "", None, None
    conflict.save(update_fields=["undo", "answer", "decided_by", "decided_at"])
    calls.follow_parts({conflict.left.visit_id, conflict.right.visit_id})
    tell(conflict)
    audit.record("visits.conflict.reopened", conflict.person, by=by, at=at, conflict=conflict.pk)


def _locked(conflict):
    found = Conflict.objects.select_for_update(of=("self",)).select_related("person", "left", "right", "measure")
    return found.get(pk=conflict.pk)


def _changes(conflict, answer):
    """{table: {id: {column: value}}} that let the answer hold."""
    if answer == Answer.BOTH:
        return {}
    sides = (conflict.left, conflict.right)
    holds, yields = sides if answer == Answer.LEFT else reversed(sides)
    if conflict.question == Question.OUTCOME:
        return {"part": {yields.pk: {"outcome_decided": holds.outcome_decided or holds.outcome}}}
    if conflict.question == Question.VALUE:
        set_aside = Observation.objects.filter(submission=yields.submission_id, measure=conflict.measure)
        return {"observation": {pk: {"is_current": False} for pk in set_aside.values_list("pk", flat=True)}}
    return _standing(holds, True, _standing(yields, False, {}))


def _standing(part, stands, changes):
    """All that one form says counts, or does not."""
    observations = Observation.objects.filter(submission=part.submission_id).values_list("pk", flat=True)
    changes.setdefault("part", {})[part.pk] = {"is_current": stands}
    changes.setdefault("submission", {})[part.submission_id] = {"is_current": stands}
    changes.setdefault("observation", {}).update({pk: {"is_current": stands} for pk in observations})
    return changes


def _now_current(before):
    """The values that did not count before and do now."""
    return [int(pk) for pk, columns in before.get("observation", {}).items() if not columns["is_current"]]


def _apply(changes):
    """Carry them out; what was before, in the same shape."""
    before = {}
    for table, rows in changes.items():
        for pk, columns in rows.items():
            row = TABLES[table].objects.filter(pk=pk)
            before.setdefault(table, {})[str(pk)] = row.values(*columns).get()
            row.update(**columns)
    return before

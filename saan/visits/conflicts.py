"""What two visitors say of one person on one day and cannot both be true: found when it arrives, put to a human."""

import json
from itertools import permutations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.forms.models import Submission
from saan.forms.permissions import Permission as Forms
from saan.people import bulk
from saan.shared.errors import Refused
from saan.visits import alerts, calls, departures, rules
from saan.visits.models import Answer, Conflict, Observation, Question, VisitPart
from saan.worklist import actions as worklist

KIND = "visits.conflict"
TABLES = {"part": VisitPart, "observation": Observation, "submission": Submission}


def look_at(fresh, same_day):
    """Raise what contradicts among these new parts and what was known of the same persons on the same days."""
    twice = _visited_twice(fresh, same_day)
    compare([one.part_id for one in fresh if one.submission.person_id in twice])
    _raise([(Question.EDIT, None, left.pk, right.pk) for left, right in _double_edits(fresh)])


def _visited_twice(fresh, same_day):
    """Persons who have more than one visit on those days."""
    visits = {pk: set(ids) for pk, ids in same_day.items()}
    for one in fresh:
        visits.setdefault(one.submission.person_id, set()).add(one.visit_id)
    return {pk for pk, ids in visits.items() if len(ids) > 1}


# Each part stands against the last one of another visitor that it cannot be reconciled with: however many come on one
# day, each asks at most one question of a kind, and the next one when that is answered. The values of a part are looked
# up by its form (OFFSET 0), also where the database has not yet counted how many there are and would read all of them.
OUTCOMES = """
    SELECT 'OUTCOME', NULL::int8, f.id, other.id
    FROM visits_visitpart f JOIN visits_visit v ON v.id = f.visit_id
    CROSS JOIN LATERAL (SELECT coalesce(nullif(f.outcome_decided, ''), f.outcome)) mine(outcome)
    CROSS JOIN LATERAL (
        SELECT p.id FROM visits_visit w JOIN visits_visitpart p ON p.visit_id = w.id
        WHERE w.person_id = v.person_id AND w.organisation_id = v.organisation_id AND p.is_current
            AND w.occurred_at BETWEEN f.occurred_at - interval '1 day' AND f.occurred_at + interval '1 day'
            AND (p.occurred_at AT TIME ZONE 'Asia/Bangkok')::date = (f.occurred_at AT TIME ZONE 'Asia/Bangkok')::date
            AND p.recorded_by_id IS DISTINCT FROM f.recorded_by_id
            AND mine.outcome || '/' || coalesce(nullif(p.outcome_decided, ''), p.outcome) = ANY(%s)
            AND NOT EXISTS (SELECT FROM visits_conflict c WHERE c.question = 'OUTCOME'
                AND ((c.left_id, c.right_id) = (f.id, p.id) OR (c.left_id, c.right_id) = (p.id, f.id)))
        ORDER BY p.received_at DESC, p.id DESC LIMIT 1
    ) other
    WHERE f.id = ANY(%s) AND f.is_current
"""
VALUES = """
    SELECT 'VALUE', o.measure_id, f.id, other.id
    FROM visits_visitpart f
    CROSS JOIN LATERAL (
        SELECT each.* FROM visits_observation each
        WHERE each.submission_id = f.submission_id AND each.is_current AND each.value IS NOT NULL
        OFFSET 0
    ) o
    JOIN forms_measure m ON m.id = o.measure_id AND m.change_alert <> 0
    CROSS JOIN LATERAL (
        SELECT p.id FROM visits_observation x JOIN visits_visitpart p ON p.submission_id = x.submission_id
        WHERE x.person_id = o.person_id AND x.measure_id = o.measure_id AND x.is_current
            AND x.organisation_id = o.organisation_id AND p.is_current
            AND x.effective_at BETWEEN o.effective_at - interval '1 day' AND o.effective_at + interval '1 day'
            AND (p.occurred_at AT TIME ZONE 'Asia/Bangkok')::date = (f.occurred_at AT TIME ZONE 'Asia/Bangkok')::date
            AND p.recorded_by_id IS DISTINCT FROM f.recorded_by_id
            AND abs(x.value - o.value) >= abs(m.change_alert)
            AND NOT EXISTS (SELECT FROM visits_conflict c WHERE c.question = 'VALUE' AND c.measure_id = m.id
                AND ((c.left_id, c.right_id) = (f.id, p.id) OR (c.left_id, c.right_id) = (p.id, f.id)))
        ORDER BY p.received_at DESC, p.id DESC LIMIT 1
    ) other
    WHERE f.id = ANY(%s) AND f.is_current
"""


def compare(part_ids):
    """Raise what these parts say and another visitor of the same day does not."""
    if part_ids:
        pairs = ["/".join(order) for pair in rules.CONTRADICTING for order in permutations(sorted(pair))]
        _raise(bulk.fetch(OUTCOMES, pairs, part_ids) + bulk.fetch(VALUES, part_ids))


# `left` is the one that arrived first. What was raised before is not raised again.
RAISE = """
    INSERT INTO visits_conflict (person_id, area_key, organisation_id, question, measure_id, left_id, right_id,
        raised_at, answer, undo)
    SELECT DISTINCT v.person_id, v.area_key, v.organisation_id, x.question, x.measure, pair.ids[1], pair.ids[2],
        pair.received_at, '', '{}'::jsonb
    FROM json_to_recordset(%s) x(question text, measure int8, one int8, other int8)
    CROSS JOIN LATERAL (
        SELECT array_agg(p.id ORDER BY p.received_at, p.id) AS ids, max(p.received_at) AS received_at
        FROM visits_visitpart p WHERE p.id IN (x.one, x.other)
    ) pair
    JOIN visits_visitpart later ON later.id = pair.ids[2]
    JOIN visits_visit v ON v.id = later.visit_id
    ON CONFLICT (left_id, right_id, question, measure_id) DO NOTHING RETURNING id
"""


def _raise(pairs):
    """Conflicts of these (question, measure id or None, part id, part id)."""
    if pairs:
        rows = [dict(zip(("question", "measure", "one", "other"), pair, strict=True)) for pair in pairs]
        made = Conflict.objects.filter(pk__in=bulk.column(RAISE, json.dumps(rows)))
        tell(made.select_related("person").order_by("pk"))


def follow(person_ids, *, by, at):
    """Of what a human has not answered, that waits which both still say; the rest does not, until they say it again."""
    undecided = Conflict.objects.filter(person__in=person_ids, decided_at=None).select_related("person")
    waiting = set(undecided.waiting().values_list("pk", flat=True))
    tell([each for each in undecided if each.pk in waiting])
    for each in undecided:
        if each.pk not in waiting:
            worklist.done(key=_key(each), by=by, at=at)


def _double_edits(fresh):
    """The same form, corrected by two persons."""
    for one in fresh:
        if one.submission.replaces_id is None:
            continue
        edits = VisitPart.objects.filter(submission__replaces=one.submission.replaces_id)
        mine = edits.select_related("visit__person").get(submission=one.submission)
        for other in edits.exclude(recorded_by=one.submission.user_id).select_related("visit__person"):
            yield mine, _newest(other)


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


def choose(holds, yields, *, by, at):
    """Whoever let one filling count has answered what was asked of the two."""
    parts = {part.submission_id: part.pk for part in VisitPart.objects.filter(submission__in=[holds.pk, yields.pk])}
    pair = {parts.get(holds.pk), parts.get(yields.pk)}
    for conflict in Conflict.objects.filter(question=Question.EDIT, left__in=pair, right__in=pair):
        answer = Answer.LEFT if conflict.left_id == parts[holds.pk] else Answer.RIGHT
        conflict.undo = _standing(conflict.left, answer == Answer.RIGHT, {})
        conflict.undo = _standing(conflict.right, answer == Answer.LEFT, conflict.undo)
        _answer(conflict, answer, by, at)
        worklist.done(key=_key(conflict), by=by, at=at)


def tell(conflicts):
    """Onto the My Work of whoever decides there."""
    worklist.wait_for([_item(conflict) for conflict in conflicts])


def _item(conflict):
    return {
        "kind": KIND,
        "key": _key(conflict),
        "organisation_id": conflict.organisation_id,
        "permission": Forms.SUBMISSION_DECIDE,
        "area_key": conflict.area_key,
        "giver_id": conflict.organisation_id,
        "url": reverse("visits:conflict", args=[conflict.pk]),
        "raised_at": conflict.raised_at.isoformat(),
        "facts": {"person": str(conflict.person)},
    }


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
    _answer(conflict, answer, by, at)
    _follow(conflict)
    _alarm(conflict, conflict.undo, by, at)
    worklist.done(key=_key(conflict), by=by, at=at)
    compare([conflict.left_id, conflict.right_id])
    audit.record("visits.conflict.decided", conflict.person, by=by, at=at, conflict=conflict.pk, answer=answer)


@transaction.atomic
def reopen(*, conflict, by, at):
    """The answer is taken back, and with it what it changed."""
    conflict = _locked(conflict)
    if not conflict.decided_at:
        raise Refused(_("This waits for an answer."))
    before, conflict.undo = _apply(_undoable(conflict)), {}
    _answer(conflict, "", None, None)
    _follow(conflict)
    _alarm(conflict, before, by, at)
    tell([conflict])
    audit.record("visits.conflict.reopened", conflict.person, by=by, at=at, conflict=conflict.pk)


def _undoable(conflict):
    """What the answer changed, as far as nobody has corrected it since: of one form only one filling counts."""
    if conflict.answer == Answer.BOTH or conflict.question == Question.OUTCOME:
        return conflict.undo
    holds, yields = _order(conflict, conflict.answer)
    if conflict.question == Question.VALUE:
        return conflict.undo if yields.is_current else {}
    if not holds.is_current:
        raise Refused(_("The form has been corrected again since. Let the version count that is right."))
    return conflict.undo


def _answer(conflict, answer, by, at):
    """With what it changed, already in `undo`."""
    conflict.answer, conflict.decided_by, conflict.decided_at = answer, by, at
    conflict.save(update_fields=["undo", "answer", "decided_by", "decided_at"])


def _follow(conflict):
    calls.follow_parts({conflict.left.visit_id, conflict.right.visit_id})
    departures.settle([conflict.person_id])


def _alarm(conflict, before, by, at):
    """Only values that count alarm."""
    alerts.settle_no_longer(conflict.person_id, by=by, at=at)
    alerts.look_again(_now_current(before))


def _locked(conflict):
    found = Conflict.objects.select_for_update(of=("self",)).select_related("person", "left", "right", "measure")
    return found.get(pk=conflict.pk)


def _changes(conflict, answer):
    """{table: {id: {column: value}}} that let the answer hold."""
    if answer == Answer.BOTH:
        return {}
    holds, yields = _order(conflict, answer)
    if conflict.question == Question.OUTCOME:
        return {"part": {yields.pk: {"outcome_decided": holds.outcome_decided or holds.outcome}}}
    if conflict.question == Question.VALUE:
        set_aside = Observation.objects.filter(submission=yields.submission_id, measure=conflict.measure)
        return {"observation": {pk: {"is_current": False} for pk in set_aside.values_list("pk", flat=True)}}
    return _standing(holds, True, _standing(yields, False, {}))


def _order(conflict, answer):
    """The side that holds, then the one that yields."""
    sides = (conflict.left, conflict.right)
    return sides if answer == Answer.LEFT else sides[::-1]


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

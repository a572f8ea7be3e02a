"""What the answers of a submission make of a visit: the call, its values, needs, alerts and contradictions.

Joined to forms.hooks.LANDED. However often, in whatever order and in whatever number the forms of a call come, the
visit that follows is the same: every part says for itself when, how and where, and the visit is what its current parts
say together. Works as the house itself: whoever lands submissions stands behind no wall.
"""

import json
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from saan.forms.meaning import moment
from saan.needs.recording import Said, record_many, take_back, urgency_of, whose_of
from saan.people import bulk
from saan.visits import alerts, calls, conflicts, departures, rules
from saan.visits.models import SAYABLE, Departure, Fate


def land(submissions):
    """Submissions, new or corrected, in the same few statements however many. Each has its `meaning`."""
    heard = sorted((_heard(each) for each in submissions if each.person_id), key=lambda one: one.order)
    fresh, same_day = calls.find(heard)
    if not fresh:
        return
    calls.settle(fresh)
    observations = _lay(fresh)
    _correct(fresh)
    record_many([said for one in fresh for said in _needs(one)])
    _correct_needs(fresh)
    alerts.look_at(observations)
    alerts.settle_corrected([one.submission for one in fresh if one.submission.replaces_id])
    conflicts.look_at(fresh, same_day)
    _settle_departures(fresh)


def _settle_departures(fresh):
    """Of those of whom somebody says so now, and of those whose visit was corrected or who were met since."""
    said = {one.submission.person_id for one in fresh if one.outcome in ("DIED", "MOVED")}
    everybody = [one.submission.person_id for one in fresh]
    asked = Departure.objects.filter(person__in=everybody).exclude(answer=Fate.WRONG).values_list("person", flat=True)
    if persons := said | set(asked):
        departures.settle(persons)


def _heard(submission):
    """The submission as visits hear it."""
    meaning = submission.meaning
    said = _moment(meaning.roles.get("occurred_at")) or submission.started_at or submission.ended_at
    occurred_at, is_doubtful = rules.moment(said, submission.received_at)
    outcome = meaning.roles.get("outcome", "")
    return calls.Heard(
        submission=submission,
        uuid=_uuid(meaning.visit_uuid),
        occurred_at=occurred_at,
        said_at=said,
        is_clock_doubtful=is_doubtful,
        outcome=outcome if outcome in SAYABLE else "",
        note=(meaning.roles.get("visit_note") or "").strip(),
        day=timezone.localdate(occurred_at),
    )


def _uuid(text):
    try:
        return UUID(str(text).removeprefix("uuid:"))
    except ValueError:
        return None


def _moment(text):
    """A date or time that somebody answered; a day alone means its noon."""
    return moment(f"{text}T12:00") or moment(text or "")


LAY = """
    INSERT INTO visits_observation (person_id, area_key, organisation_id, visit_id, submission_id, measure_id,
        value, text, band_id, effective_at, is_current)
    SELECT x.person_id, x.area_key, x.organisation_id, x.visit_id, x.submission_id, m.id,
        said.value, said.text, said.band_id, x.effective_at, x.is_current
    FROM json_to_recordset(%s) x(person_id int8, area_key int8, organisation_id int8, visit_id int8, submission_id int8,
        effective_at timestamptz, is_current bool, said json)
    CROSS JOIN LATERAL json_to_recordset(x.said) said(code text, value float8, text text, band_id int8)
    JOIN forms_measure m ON m.code = said.code
    RETURNING id
"""
LONGEST_TEXT = 300


def _lay(fresh):
    """The values that were measured or scored; their ids."""
    rows = [_measured(one) for one in fresh if one.submission.meaning.observations]
    return bulk.column(LAY, json.dumps(rows, ensure_ascii=False)) if rows else []


def _measured(one):
    return {
        **one.about,
        "visit_id": one.visit_id,
        "submission_id": one.submission.pk,
        "effective_at": one.occurred_at.isoformat(),
        "is_current": one.submission.is_current,
        "said": [
            {"code": code, "value": value, "text": (text or "")[:LONGEST_TEXT], "band_id": band_id}
            for code, value, text, band_id in one.submission.meaning.observations
        ],
    }


def _correct(fresh):
    """What a corrected form said before stays in the history, and no longer counts."""
    old = [one.submission.replaces_id for one in fresh if one.submission.replaces_id]
    if not old:
        return
    bulk.run("UPDATE visits_observation SET is_current = false WHERE is_current AND submission_id = ANY(%s)", old)
    touched = bulk.column(
        "UPDATE visits_visitpart SET is_current = false WHERE is_current AND submission_id = ANY(%s)"
        " RETURNING visit_id",
        old,
    )
    calls.follow_parts(touched)


def _needs(one):
    submission = one.submission
    for need in submission.meaning.needs:
        yield Said(
            **one.about,
            kind=need["kind"],
            whose=whose_of(need.get("whose")),
            urgency=urgency_of(need.get("urgency")),
            since=_day(need.get("since")) or one.day,
            note=(need.get("note") or "")[:500],
            by_id=submission.user_id,
            at=submission.received_at,
            submission_id=submission.pk,
            is_current=submission.is_current,
        )


def _day(said):
    if said is None or hasattr(said, "year"):
        return said
    try:
        return datetime.fromisoformat(str(said)).date()
    except ValueError:
        return None


def _correct_needs(fresh):
    for one in fresh:
        if one.submission.replaces_id:
            take_back([one.submission.replaces_id], by_id=one.submission.user_id, at=one.submission.received_at)

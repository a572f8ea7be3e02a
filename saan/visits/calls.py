"""Which visit a form belongs to: the one its phone names, else that visitor's with that person on that Thai day."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from saan.people import bulk
from saan.visits.models import Outcome


@dataclass
class Heard:
    """One submission as visits hear it, and what was found for it on the way."""

    submission: Any
    uuid: UUID | None
    occurred_at: datetime
    said_at: datetime | None
    is_clock_doubtful: bool
    outcome: str
    note: str
    day: date
    area_key: int = 0
    pair_id: int | None = None
    visit_id: int | None = None
    part_id: int | None = None

    @property
    def order(self):
        """As the server received them, whatever the clocks of phones say."""
        return self.submission.received_at, self.submission.pk

    @property
    def about(self):
        return {
            "person_id": self.submission.person_id,
            "area_key": self.area_key,
            "organisation_id": self.submission.organisation_id,
        }

    @property
    def call(self):
        """What makes it the same call where no phone says so."""
        return self.submission.person_id, self.submission.organisation_id, self.submission.user_id, self.day


# One question for everything known before: has this form landed, whose area the person lives in, with whom the visitor
# goes, which visit it belongs to, and which others there were on that day.
FIND = """
    SELECT x.at, p.area_key, part.id, pair.id, coalesce(named.id, same.id), taken.id IS NOT NULL, others.ids
    FROM json_to_recordset(%s) x(at int, submission int8, person int8, organisation int8, visitor int8, uuid uuid,
        day date)
    JOIN people_person p ON p.id = x.person
    LEFT JOIN visits_visitpart part ON part.submission_id = x.submission
    LEFT JOIN visits_visit taken ON taken.uuid = x.uuid
    LEFT JOIN visits_visit named ON named.id = taken.id AND named.person_id = x.person
        AND named.organisation_id = x.organisation
    LEFT JOIN LATERAL (
        SELECT id FROM visits_pair WHERE organisation_id = x.organisation AND ended_at IS NULL
            AND (adult_id = x.visitor OR youth_id = x.visitor) ORDER BY id DESC LIMIT 1
    ) pair ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(v.id) AS ids,
            min(v.id) FILTER (WHERE v.visitor_id = x.visitor AND v.organisation_id = x.organisation) AS id
        FROM visits_visit v WHERE v.person_id = x.person
            AND v.occurred_at >= x.day::timestamp AT TIME ZONE 'Asia/Bangkok'
            AND v.occurred_at < (x.day + 1)::timestamp AT TIME ZONE 'Asia/Bangkok'
    ) others ON true
    LEFT JOIN LATERAL (SELECT others.id WHERE x.uuid IS NULL) same ON true
    ORDER BY x.at
"""


def find(heard):
    """(those that have not landed yet, person id → visits there were on those days), with what is known filled in."""
    asked = [_asked(at, one) for at, one in enumerate(heard)]
    fresh, same_day = [], defaultdict(set)
    for at, area_key, part_id, pair_id, visit_id, is_taken, others in bulk.fetch(FIND, json.dumps(asked)):
        if part_id is not None:
            continue
        one = heard[at]
        one.area_key, one.pair_id, one.visit_id = area_key, pair_id, visit_id
        if is_taken and visit_id is None:
            one.uuid = uuid5(one.uuid, str(one.submission.person_id))  # another person's visit stays theirs
        same_day[one.submission.person_id].update(others or ())
        fresh.append(one)
    return fresh, same_day


def _asked(at, one):
    return {
        "at": at,
        "submission": one.submission.pk,
        "person": one.submission.person_id,
        "organisation": one.submission.organisation_id,
        "visitor": one.submission.user_id,
        "uuid": one.uuid and str(one.uuid),
        "day": one.day.isoformat(),
    }


def settle(fresh):
    """Give every form its visit, making those that are missing, and let each visit follow from its parts."""
    _name_by_day(fresh)
    known = {one.visit_id for one in fresh if one.visit_id}
    _make(fresh)
    _lay_parts(fresh)
    parts = Counter(one.visit_id for one in fresh)
    follow_parts({pk for pk, number in parts.items() if number > 1 or pk in known})


DAYS = UUID("6d1a2f0e-2b1c-5f6b-9e4e-52a8a2a4c0de")


def _name_by_day(fresh):
    """Forms of one day without a visit's name are one call: that of the form that has one, else a name of its own."""
    named = {one.call: one for one in reversed(fresh) if one.uuid}
    for one in fresh:
        if one.uuid or one.visit_id:
            continue
        if one.call in named:
            one.uuid, one.visit_id = named[one.call].uuid, named[one.call].visit_id
        else:
            one.uuid = uuid5(DAYS, "/".join(map(str, one.call)) if one.submission.user_id else str(one.submission.uuid))


# Two phones may name the same visit at the same moment: the second waits, then finds the first one's.
MAKE = """
    INSERT INTO visits_visit (uuid, person_id, area_key, organisation_id, place_key, occurred_at, received_at,
        visitor_id, pair_id, outcome, note, latitude, longitude, is_clock_doubtful)
    SELECT uuid, person_id, area_key, organisation_id, place_key, occurred_at, received_at, visitor_id, pair_id,
        outcome, note, latitude, longitude, is_clock_doubtful
    FROM json_populate_recordset(NULL::visits_visit, %s) ORDER BY uuid
    ON CONFLICT (uuid) DO UPDATE SET uuid = excluded.uuid
    RETURNING id, uuid, person_id, organisation_id
"""


class NotTheirs(ValueError):
    """A visit's name came for two persons at once."""


def _make(fresh):
    missing = {}
    for one in fresh:
        if one.visit_id is None:
            missing.setdefault(one.uuid, one)
    if not missing:
        return
    made = {}
    for pk, uuid, person_id, organisation_id in bulk.fetch(MAKE, json.dumps([_visit(one) for one in missing.values()])):
        made[uuid] = (pk, person_id, organisation_id)
    for one in fresh:
        if one.visit_id is None:
            one.visit_id, *theirs = made[one.uuid]
            if theirs != [one.submission.person_id, one.submission.organisation_id]:
                raise NotTheirs(str(one.uuid))


def _visit(one):
    submission = one.submission
    return {
        **one.about,
        "uuid": str(one.uuid),
        "place_key": submission.area_key,
        "occurred_at": one.occurred_at.isoformat(),
        "received_at": submission.received_at.isoformat(),
        "visitor_id": submission.user_id,
        "pair_id": one.pair_id,
        "outcome": one.outcome or Outcome.MET,
        "note": one.note,
        "latitude": submission.latitude,
        "longitude": submission.longitude,
        "is_clock_doubtful": one.is_clock_doubtful,
    }


LAY = """
    INSERT INTO visits_visitpart (visit_id, submission_id, occurred_at, said_at, is_clock_doubtful, outcome,
        outcome_decided, note, latitude, longitude, received_at, recorded_by_id, is_current)
    SELECT visit_id, submission_id, occurred_at, said_at, is_clock_doubtful, outcome, '', note, latitude, longitude,
        received_at, recorded_by_id, is_current
    FROM json_populate_recordset(NULL::visits_visitpart, %s)
    RETURNING id, submission_id
"""


def _lay_parts(fresh):
    made = bulk.fetch(LAY, json.dumps([_part(one) for one in fresh], ensure_ascii=False))
    parts = {submission_id: pk for pk, submission_id in made}
    for one in fresh:
        one.part_id = parts[one.submission.pk]


def _part(one):
    submission = one.submission
    return {
        "visit_id": one.visit_id,
        "submission_id": submission.pk,
        "occurred_at": one.occurred_at.isoformat(),
        "said_at": one.said_at and one.said_at.isoformat(),
        "is_clock_doubtful": one.is_clock_doubtful,
        "outcome": one.outcome,
        "note": one.note,
        "latitude": submission.latitude,
        "longitude": submission.longitude,
        "received_at": submission.received_at.isoformat(),
        "recorded_by_id": submission.user_id,
        "is_current": submission.is_current,
    }


# A doubtful clock speaks only where no other does. What was said last, by the server's clock, is how it went.
FOLLOW = """
    UPDATE visits_visit v SET occurred_at = p.occurred_at, received_at = p.received_at, outcome = p.outcome,
        note = p.note, latitude = p.latitude, longitude = p.longitude, is_clock_doubtful = p.is_clock_doubtful
    FROM (
        SELECT visit_id,
            coalesce(min(occurred_at) FILTER (WHERE NOT is_clock_doubtful), min(occurred_at)) AS occurred_at,
            min(received_at) AS received_at,
            bool_or(is_clock_doubtful) AS is_clock_doubtful,
            coalesce((array_agg(coalesce(nullif(outcome_decided, ''), outcome) ORDER BY received_at DESC, id DESC)
                FILTER (WHERE outcome <> '' OR outcome_decided <> ''))[1], 'MET') AS outcome,
            coalesce(string_agg(note, E'\n' ORDER BY received_at, id) FILTER (WHERE note <> ''), '') AS note,
            (array_agg(latitude ORDER BY received_at, id) FILTER (WHERE latitude IS NOT NULL))[1] AS latitude,
            (array_agg(longitude ORDER BY received_at, id) FILTER (WHERE latitude IS NOT NULL))[1] AS longitude
        FROM visits_visitpart WHERE visit_id = ANY(%s) AND is_current GROUP BY visit_id
    ) p
    WHERE v.id = p.visit_id
"""


VOID = """
    UPDATE visits_visit v SET outcome = 'VOID', note = ''
    WHERE id = ANY(%s) AND NOT EXISTS (SELECT FROM visits_visitpart WHERE visit_id = v.id AND is_current)
"""


def follow_parts(visit_ids):
    """These visits are what their current parts say together; of which nothing stands, those are void."""
    if visit_ids:
        bulk.run(FOLLOW, sorted(visit_ids))
        bulk.run(VOID, sorted(visit_ids))

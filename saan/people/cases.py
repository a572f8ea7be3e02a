"""Perhaps the same person: questions raised by a delivery, put to the organisation that sent it."""

from collections import defaultdict
from functools import cache

from django.db.models import Q
from django.utils import timezone

from saan.areas.models import Area
from saan.partners.queries import givers
from saan.people import bulk
from saan.people.models import CaseState, MatchCase
from saan.people.permissions import Permission
from saan.worklist import actions as worklist
from saan.worklist.models import Item

WAITING = (CaseState.OPEN, CaseState.LATER)
SUBDISTRICT = 10**4
DOUBTED = """
    SELECT r.person_id, coalesce((doubt->>'person')::int8, n.person_id), r.id, (doubt->>'record')::int8,
           (doubt->>'probability')::float8
    FROM people_proposal p
    JOIN people_sourcerecord r ON r.id = p.record_id
    CROSS JOIN LATERAL jsonb_array_elements(p.doubts) doubt
    LEFT JOIN (SELECT DISTINCT newcomer, person_id FROM people_proposal WHERE delivery_id = %s) n
        ON n.newcomer = (doubt->>'newcomer')::int
    WHERE p.delivery_id = %s AND p.doubts <> '[]'
    ORDER BY 5 DESC, r.id
"""


def raise_from(delivery, *, at):
    """Put the doubts of a delivery just in effect to humans; the places (subdistricts) they are asked in."""
    asked = {}
    for person, other, record, other_record, probability in bulk.fetch(DOUBTED, delivery.pk, delivery.pk):
        sides = sorted([(person, record), (other, other_record)])
        if person != other:
            asked.setdefault((sides[0][0], sides[1][0]), (*sides, probability))
    known = set(_standing(asked))
    fresh = [one for pair, one in asked.items() if pair not in known]
    raised = _rows(fresh, delivery, at)
    bulk.insert("people_matchcase", raised)
    return {subdistrict(row["area_key"]) for row in raised}


def _standing(pairs):
    lefts, rights = [left for left, _ in pairs], [right for _, right in pairs]
    return bulk.fetch(
        'SELECT left_id, right_id FROM people_matchcase JOIN unnest(%s::int8[], %s::int8[]) AS asked("left", "right")'
        ' ON left_id = asked."left" AND right_id = asked."right"',
        lefts,
        rights,
    )


def _rows(asked, delivery, at):
    newer = [right for _, (right, _), _ in asked]
    keys = dict(bulk.fetch("SELECT id, area_key FROM people_person WHERE id = ANY(%s)", newer))
    return [
        {
            "left_id": left,
            "right_id": right,
            "left_record_id": left_record,
            "right_record_id": right_record,
            "area_key": keys[right],
            "probability": probability,
            "state": CaseState.OPEN,
            "raised_at": at.isoformat(),
            "delivery_id": delivery.pk,
        }
        for (left, left_record), (right, right_record), probability in asked
    ]


def withdraw(delivery):
    """Take back the questions of a delivery that nobody has answered; the places they were asked in."""
    ours = MatchCase.objects.filter(delivery=delivery)
    places = {subdistrict(key) for key in ours.values_list("area_key", flat=True)}
    unanswered = list(ours.filter(state__in=WAITING).values_list("pk", flat=True))
    for table in ("people_merge", "people_verdict"):
        bulk.run(f"UPDATE {table} SET case_id = NULL WHERE case_id = ANY(%s)", unanswered)
    bulk.run("DELETE FROM people_matchcase WHERE id = ANY(%s)", unanswered)
    return places


def subdistrict(area_key):
    return area_key - area_key % SUBDISTRICT


def tell_worklist(places, *, at, by=None):
    """One item for each organisation and subdistrict: how many possible matches wait there."""
    waiting = _waiting_in(places, timezone.localdate(at))
    names = _names(places)
    for (organisation_id, place), count in waiting.items():
        worklist.wait(
            kind="people.match",
            key=_key(organisation_id, place),
            organisation_id=organisation_id,
            permission=Permission.PERSON_REVIEW,
            area_key=place,
            url=f"/people/matches/?place={names[place].code}" if place in names else "/people/matches/",
            at=at,
            count=count,
            place=names[place].full_name if place in names else "",
        )
    _nothing_left(places, waiting, at, by)


def _waiting_in(places, on):
    """(organisation, place) → how many questions it can answer there: those of which it may see both persons."""
    within = Q(pk__in=[])
    for place in places:
        within |= Q(area_key__range=(place, place + SUBDISTRICT - 1))
    asked = MatchCase.objects.filter(within, state__in=WAITING, delivery__isnull=False).values_list(
        "delivery__source_list__organisation_id", "area_key", "left__holder_ids", "right__holder_ids"
    )
    registry_of = cache(lambda organisation_id: givers(organisation_id, on)["REGISTRY"])
    waiting = defaultdict(int)
    for organisation_id, key, left, right in asked:
        if not registry_of(organisation_id).isdisjoint(left) and not registry_of(organisation_id).isdisjoint(right):
            waiting[organisation_id, subdistrict(key)] += 1
    return waiting


def _names(places):
    """The area of each key, the smallest of those that begin there."""
    found = Area.objects.filter(key__in=places).order_by("-key_end")
    return {area.key: area for area in found}


def _nothing_left(places, waiting, at, by):
    items = Item.objects.open().filter(kind="people.match", area_key__in=places)
    for item in items:
        if (item.organisation_id, item.area_key) not in waiting:
            worklist.done(key=item.key, by=by, at=at)


def _key(organisation_id, place):
    return f"people.match:{organisation_id}:{place}"

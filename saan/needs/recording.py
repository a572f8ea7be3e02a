"""Write down what people lack. Many at once, because forms come in many at once; said again, it is the same need."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from saan.needs.models import Need, NeedMention, NeedState, Urgency, Whose
from saan.partners.models import NeedKind
from saan.people import bulk


@dataclass(frozen=True)
class Said:
    """Somebody said that this person, or their carer, lacks something."""

    person_id: int
    area_key: int
    organisation_id: int
    kind: str
    whose: str
    urgency: str
    since: date
    note: str
    by_id: int | None
    at: datetime
    submission_id: int | None = None
    is_current: bool = True

    @property
    def name(self):
        """What makes two sayings the same need while it is open."""
        return self.person_id, self.organisation_id, self.kind, self.whose


def record_many(said):
    """Needs for what was said, in the same order; a kind that the catalogue does not know is left out."""
    kinds = {kind.code: kind for kind in NeedKind.objects.filter(code__in={each.kind for each in said})}
    said = [each for each in said if each.kind in kinds]
    if not said:
        return []
    _alone_with({each.person_id for each in said})
    needs = _open_needs(said)
    new = [each for each in {each.name: each for each in reversed(said)}.values() if each.name not in needs]
    made = Need.objects.bulk_create([_new(each, kinds[each.kind]) for each in new])
    needs |= {each.name: need for each, need in zip(new, made, strict=True)}
    mentions = [_mention(each, needs[each.name]) for each in said]
    NeedMention.objects.bulk_create(mentions, ignore_conflicts=True)
    follow_mentions({need.pk for need in needs.values()})
    return [needs[each.name] for each in said]


def take_back(submission_ids, *, by_id, at):
    """These forms were corrected: their mentions no longer count, and a need that nobody mentions any more is not one.

    To be called after the corrected forms were recorded.
    """
    mentions = NeedMention.objects.filter(submission__in=submission_ids, is_current=True)
    touched = set(mentions.values_list("need", flat=True))
    if touched:
        mentions.update(is_current=False)
        unmentioned = Need.objects.filter(pk__in=touched, state=NeedState.OPEN).exclude(mentions__is_current=True)
        unmentioned.update(state=NeedState.WITHDRAWN, ended_at=at, ended_by=by_id)
        follow_mentions(touched)


def stand(*, holds, yields, by, at):
    """Joined to forms.hooks.CHOSEN: what the one filling says counts, what the other said does not."""
    NeedMention.objects.filter(submission=holds).update(is_current=True)
    again = Need.objects.filter(mentions__submission=holds, state=NeedState.WITHDRAWN)
    Need.objects.filter(pk__in=list(again.values_list("pk", flat=True))).update(
        state=NeedState.OPEN, ended_at=None, ended_by=None
    )
    follow_mentions(set(NeedMention.objects.filter(submission=holds).values_list("need", flat=True)))
    take_back([yields.pk], by_id=by.pk, at=at)


# How urgent a need is follows from whoever said it last, by the server's clock; since when, from the earliest.
FOLLOW = """
    UPDATE needs_need n SET urgency = m.urgency, since = m.since, note = coalesce(m.note, '')
    FROM (
        SELECT need_id, min(since) AS since,
            (array_agg(urgency ORDER BY said_at DESC, id DESC))[1] AS urgency,
            (array_agg(note ORDER BY said_at DESC, id DESC) FILTER (WHERE note <> ''))[1] AS note
        FROM needs_needmention WHERE need_id = ANY(%s) AND is_current GROUP BY need_id
    ) m
    WHERE n.id = m.need_id AND (n.urgency, n.since, n.note) IS DISTINCT FROM (m.urgency, m.since, coalesce(m.note, ''))
"""


def follow_mentions(need_ids):
    bulk.run(FOLLOW, sorted(need_ids))


def _alone_with(person_ids):
    """Two phones that say the same thing at the same moment say it one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('needs'), (id %% 2147483647)::int4) FROM unnest(%s::int8[]) id",
            [sorted(person_ids)],
        )


def _open_needs(said):
    found = Need.objects.open().filter(person__in={each.person_id for each in said}).select_related("kind")
    return {(need.person_id, need.organisation_id, need.kind.code, need.whose): need for need in found}


def _new(said, kind):
    return Need(
        person_id=said.person_id,
        area_key=said.area_key,
        organisation_id=said.organisation_id,
        kind=kind,
        whose=said.whose,
        urgency=said.urgency,
        since=said.since,
        note=said.note,
        submission_id=said.submission_id,
        recorded_at=said.at,
        recorded_by_id=said.by_id,
        state=NeedState.OPEN if said.is_current else NeedState.WITHDRAWN,
        ended_at=None if said.is_current else said.at,
        ended_by_id=None if said.is_current else said.by_id,
    )


def _mention(said, need):
    return NeedMention(
        need=need,
        submission_id=said.submission_id,
        urgency=said.urgency,
        since=said.since,
        note=said.note,
        said_at=said.at,
        said_by_id=said.by_id,
        is_current=said.is_current,
    )


def whose_of(text):
    return text if text in Whose.values else Whose.PATIENT.value


def urgency_of(text):
    return text if text in Urgency.values else Urgency.CAN_WAIT.value

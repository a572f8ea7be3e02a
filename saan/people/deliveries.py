"""A delivery takes effect, and is taken back: whole or not at all, and exactly."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.people import beats, bulk, cases, linking, remains
from saan.people.deriving import derive
from saan.people.models import Delivery, SourceRecord, Standing
from saan.shared.access import system
from saan.shared.errors import Refused


def diff(delivery):
    """What committing would do, in counts: added, changed, same, gone; of the rows with something to say, known (linked
    to a person already here), new (persons), perhaps (a human will be asked); bad (rows with a problem), aside."""
    with system():
        counted = bulk.fetch(DIFF, delivery.pk)[0]
        aside = SourceRecord.objects.filter(delivery=delivery, standing=Standing.ASIDE).count()
        bad = SourceRecord.objects.filter(delivery=delivery, standing=Standing.STAGED).exclude(problems=[]).count()
    names = ("added", "changed", "same", "known", "new", "perhaps")
    return dict(zip(names, counted, strict=True)) | {"gone": len(going(delivery)), "bad": bad, "aside": aside}


DIFF = """
    SELECT count(*) FILTER (WHERE change = 'ADDED'), count(*) FILTER (WHERE change = 'CHANGED'),
           count(*) FILTER (WHERE change = 'SAME'),
           count(*) FILTER (WHERE change <> 'SAME' AND person_id IS NOT NULL), count(DISTINCT newcomer),
           count(*) FILTER (WHERE doubts <> '[]')
    FROM people_proposal WHERE delivery_id = %s
"""


def going(delivery):
    """Ids of the current records that this delivery of a complete list no longer has."""
    if not delivery.source_list.is_complete:
        return []
    return bulk.column(
        """
        SELECT id FROM people_sourcerecord c
        WHERE source_list_id = %s AND standing = 'CURRENT' AND delivery_id <> %s AND NOT EXISTS (
            SELECT FROM people_sourcerecord r
            WHERE r.source_list_id = c.source_list_id AND r.delivery_id = %s AND r.row_key = c.row_key
              AND r.standing IN ('STAGED', 'CURRENT', 'SAME'))
        ORDER BY id
        """,
        delivery.source_list_id,
        delivery.pk,
        delivery.pk,
    )


@transaction.atomic
def commit(delivery, *, by, at, beat=None, is_pinned=False):
    """Let the staged rows take effect, so that the registry says what the list says.

    `is_pinned`: a row under a known key is about the same person as before, however unlike it has become.

    One transaction: a worker killed in the middle leaves nothing behind. `beat(done, total)` is called from within it,
    so what it writes must go by a connection of its own.
    """
    with system():
        beats.alone()
        delivery = _waiting(delivery)
        if is_pinned or delivery.proposed_at_beat != beats.now():
            linking.propose(delivery, is_pinned=is_pinned)
        counts = diff(delivery)
        touched = _let_rows_stand(delivery)
        done = _counter(beat, len(touched))
        derive(touched, at=at, delivery_id=delivery.pk, beat=done)
        places = cases.raise_from(delivery, at=at)
        linking.discard(delivery)
        Delivery.objects.filter(pk=delivery.pk).update(committed_at=at, committed_by_id=_id(by))
        cases.tell_worklist(places, at=at)
        beats.tick()
        audit.record("people.delivery.committed", delivery, by=by, at=at, **counts)


def _id(by):
    """Of a user; the house itself ("system") has none."""
    return getattr(by, "pk", None)


def _counter(beat, total):
    so_far = 0

    def done(more):
        nonlocal so_far
        so_far += more
        if beat:
            beat(so_far, total)

    return done


def _waiting(delivery):
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("source_list").get(pk=delivery.pk)
    if delivery.undone_at:
        raise Refused(_("This delivery was taken back. Send the file again."))
    if delivery.committed_at:
        raise Refused(_("This delivery is in the registry already."))
    return delivery


def _let_rows_stand(delivery):
    """Set the standing and person of every row; the ids of the persons touched."""
    gone = going(delivery)
    bulk.run(NUMBER_NEWCOMERS, delivery.pk, delivery.pk)
    ended = bulk.column(SUPERSEDE, delivery.pk, delivery.pk)
    ended += bulk.column(
        "UPDATE people_sourcerecord SET standing = 'GONE', ended_by_id = %s WHERE id = ANY(%s) RETURNING person_id",
        delivery.pk,
        gone,
    )
    stood = bulk.fetch(STAND, delivery.pk)
    return {*ended, *(person for person, standing in stood if standing == Standing.CURRENT)}


# By their place in an array, not by a join: what the planner knows of this delivery is older than its rows, and a loop
# within a loop takes minutes. Materialised: the sequence is asked once.
NUMBER_NEWCOMERS = """
    WITH numbered AS MATERIALIZED (
        SELECT array_agg(nextval('people_person_id_seq')) AS ids
        FROM generate_series(1, (SELECT max(newcomer) FROM people_proposal WHERE delivery_id = %s))
    )
    UPDATE people_proposal SET person_id = numbered.ids[newcomer]
    FROM numbered
    WHERE delivery_id = %s AND newcomer IS NOT NULL
"""
SUPERSEDE = """
    UPDATE people_sourcerecord SET standing = 'SUPERSEDED', ended_by_id = %s
    WHERE id IN (SELECT replaces_id FROM people_proposal WHERE delivery_id = %s AND change = 'CHANGED')
    RETURNING person_id
"""
STAND = """
    UPDATE people_sourcerecord r
    SET standing = CASE p.change WHEN 'SAME' THEN 'SAME' ELSE 'CURRENT' END,
        person_id = p.person_id,
        replaces_id = p.replaces_id,
        linked_how = CASE p.finding WHEN 'VERDICT' THEN 'REVIEW' WHEN 'ASK' THEN 'NEW' ELSE p.finding END,
        link_probability = p.probability
    FROM people_proposal p
    WHERE p.record_id = r.id AND p.delivery_id = %s
    RETURNING r.person_id, r.standing
"""


@transaction.atomic
def undo(delivery, *, by, at, beat=None):
    """Take a delivery back: the registry is as before it, row for row, but for what came from elsewhere since."""
    with system():
        beats.alone()
        delivery = _newest(delivery)
        touched = bulk.column(TAKE_BACK, delivery.pk) + bulk.column(RETURN, delivery.pk)
        places = cases.withdraw(delivery)
        left = remains.clear({person for person in touched if person})
        derive(left, beat=_counter(beat, len(left)))
        Delivery.objects.filter(pk=delivery.pk).update(undone_at=at, undone_by_id=_id(by))
        cases.tell_worklist(places, at=at)
        beats.tick()
        audit.record("people.delivery.undone", delivery, by=by, at=at)


def _newest(delivery):
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("source_list").get(pk=delivery.pk)
    if delivery.undone_at:
        raise Refused(_("This delivery has been taken back already."))
    if not delivery.committed_at:
        raise Refused(_("This delivery is not in the registry, so there is nothing to take back."))
    if later := _built_upon(delivery):
        raise Refused(
            _("A newer delivery of this list is in the registry: %(file)s. Take that one back first.")
            % {"file": later.file_name or later.as_of.isoformat()}
        )
    return delivery


def _built_upon(delivery):
    """The newest later delivery of the list that only makes sense after this one."""
    later = delivery.source_list.deliveries.filter(undone_at=None, committed_at__gte=delivery.committed_at)
    later = later.exclude(pk=delivery.pk).order_by("-committed_at", "-pk")
    if not delivery.source_list.is_complete:
        later = later.filter(Q(records__replaces__delivery=delivery) | Q(ended_records__delivery=delivery))
    return later.first()


TAKE_BACK = """
    WITH ours AS (SELECT id, person_id FROM people_sourcerecord WHERE delivery_id = %s AND standing <> 'UNDONE')
    UPDATE people_sourcerecord r SET standing = 'UNDONE', person_id = NULL FROM ours WHERE ours.id = r.id
    RETURNING ours.person_id
"""
RETURN = """
    UPDATE people_sourcerecord SET standing = 'CURRENT', ended_by_id = NULL
    WHERE ended_by_id = %s AND standing IN ('SUPERSEDED', 'GONE')
    RETURNING person_id
"""

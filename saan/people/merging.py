"""Two persons are one; and are two again. Links move, rows never."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.people import beats, bulk, cases, following, remains
from saan.people.deriving import derive
from saan.people.models import CaseState, MatchCase, Merge, Person, Verdict
from saan.people.rules import evidence_key
from saan.shared.access import system
from saan.shared.errors import Refused


@transaction.atomic
def merge(left, right, *, by, at, case=None):
    """The two are one person: the older one, to which everything of the other moves. Gives the Merge."""
    with system():
        beats.alone()
        survivor, absorbed = _both_present(left, right)
        case = case or MatchCase.objects.filter(left=survivor, right=absorbed, state__in=cases.WAITING).first()
        made = Merge.objects.create(
            survivor=survivor,
            absorbed=absorbed,
            record_ids=_move("people_sourcerecord", absorbed.pk, survivor.pk),
            choice_ids=_move("people_choice", absorbed.pk, survivor.pk),
            consent_ids=_move("people_consent", absorbed.pk, survivor.pk),
            follower_ids=following.move_all(absorbed.pk, survivor.pk),
            case=case,
            merged_at=at,
            merged_by=by,
        )
        remember(made.record_ids, _records_of(survivor.pk, made.record_ids), True, by=by, at=at, merge=made)
        Person.objects.filter(pk=absorbed.pk).update(merged_into=survivor)
        _settle(case, CaseState.SAME, by, at)
        derive([survivor.pk, absorbed.pk])
        beats.tick()
        audit.record("people.person.merged", survivor, by=by, at=at, absorbed=absorbed.pk)
        return made


@transaction.atomic
def unmerge(merge, *, by, at):
    """They were two after all: what had moved moves back, and what came later for the same rows goes with it."""
    with system():
        beats.alone()
        merge = _last(merge)
        one, survivor, absorbed = merge.survivor, merge.survivor_id, merge.absorbed_id  # who may be gone in the end
        Person.objects.filter(pk=absorbed).update(merged_into=None)
        bulk.run(MOVE_BACK, absorbed, survivor, merge.record_ids, merge.merged_at, merge.record_ids)
        for table, ids in (("people_choice", merge.choice_ids), ("people_consent", merge.consent_ids)):
            bulk.run(f"UPDATE {table} SET person_id = %s WHERE id = ANY(%s)", absorbed, ids)
        following.move_back(merge.follower_ids, absorbed)
        Verdict.objects.filter(merge=merge, undone_at=None).update(undone_at=at, undone_by=by)
        Merge.objects.filter(pk=merge.pk).update(undone_at=at, undone_by=by)
        _settle(merge.case, CaseState.OPEN, None, None)
        derive(remains.clear([survivor, absorbed]))
        beats.tick()
        audit.record("people.person.unmerged", one, by=by, at=at, absorbed=absorbed)


MOVE_BACK = """
    UPDATE people_sourcerecord r SET person_id = %s
    WHERE person_id = %s AND (id = ANY(%s) OR EXISTS (
        SELECT FROM people_sourcerecord moved, people_delivery d
        WHERE d.id = r.delivery_id AND d.committed_at > %s AND moved.id = ANY(%s)
          AND moved.source_list_id = r.source_list_id AND moved.row_key = r.row_key))
"""


def _both_present(left, right):
    pks = sorted({left.pk, right.pk})
    persons = list(Person.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
    if len(persons) < 2:
        raise Refused(_("These are one person already."))
    if any(person.merged_into_id for person in persons):
        raise Refused(_("One of the two has already been joined with somebody else. Open that person instead."))
    return persons


def _move(table, source, target):
    return sorted(bulk.column(f"UPDATE {table} SET person_id = %s WHERE person_id = %s RETURNING id", target, source))


def _records_of(person_id, but):
    return bulk.column(
        "SELECT id FROM people_sourcerecord WHERE person_id = %s AND NOT id = ANY(%s)"
        " AND standing IN ('CURRENT', 'GONE')",
        person_id,
        but,
    )


def _last(merge):
    merge = Merge.objects.select_for_update(of=("self",)).select_related("case").get(pk=merge.pk)
    if merge.undone_at:
        raise Refused(_("These two have been taken apart already."))
    later = Merge.objects.filter(undone_at=None, pk__gt=merge.pk, absorbed_id=merge.survivor_id)
    later |= Merge.objects.filter(undone_at=None, pk__gt=merge.pk, survivor_id=merge.survivor_id)
    if newest := later.select_related("absorbed").order_by("-pk").first():
        raise Refused(
            _("A later joining stands in the way: %(person)s was joined after. Take that one apart first.")
            % {"person": newest.absorbed}
        )
    return merge


def _settle(case, state, by, at):
    if case:
        MatchCase.objects.filter(pk=case.pk).update(state=state, decided_at=at, decided_by=by)
        cases.tell_worklist({cases.subdistrict(case.area_key)}, by=by, at=at or timezone.now())


def remember(left_records, right_records, is_same, *, by, at, case=None, merge=None):
    """Keep a human's answer by evidence, so that it holds when the rows are sent again."""
    lefts, rights = _evidence(left_records), _evidence(right_records)
    pairs = {tuple(sorted((one, other))) for one in lefts for other in rights if one != other}
    Verdict.objects.bulk_create(
        Verdict(left=one, right=other, is_same=is_same, case=case, merge=merge, decided_at=at, decided_by=by)
        for one, other in sorted(pairs)
    )


def _evidence(record_ids):
    rows = bulk.fetch("SELECT source_list_id, row_key FROM people_sourcerecord WHERE id = ANY(%s)", list(record_ids))
    return {evidence_key(source_list_id, bytes(row_key)) for source_list_id, row_key in rows}

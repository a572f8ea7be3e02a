"""Reads shaped for the pages of a batch."""

from django.db.models import Exists, OuterRef, Q

from saan.areas.models import Area, Level
from saan.intake import rules
from saan.intake.models import Batch, BatchState
from saan.intake.permissions import Permission
from saan.intake.sentences import PROBLEMS
from saan.people.deliveries import going
from saan.people.models import Change, Proposal, SourceList, SourceRecord, Standing


def standing_batch(organisation, sha256):
    """The batch that already brought in just these files, or None."""
    same = Batch.objects.filter(source_list__organisation=organisation, delivery__sha256=sha256)
    return same.filter(state__in=rules.STANDING).order_by("-pk").first()


def work_key(batch):
    return f"intake.batch.{batch.pk}"


def lists_of(user, permission):
    """The lists of the organisation one acts for; one of which everything was put away is none."""
    reach = user.reach(permission)
    lists = SourceList.objects.filter(reach.area_q("area__key"), organisation_id=reach.organisation_id)
    batches = Batch.objects.filter(source_list=OuterRef("pk"))
    lists = lists.filter(~Exists(batches) | Exists(batches.exclude(state=BatchState.DISCARDED)))
    return lists.select_related("area").order_by("name")


def areas_to_choose(user, permission, organisation):
    """Where a list may be about: the organisation's territory as far as one reaches, down to subdistricts."""
    within = Q(pk__in=[])
    for area in organisation.areas.all():
        within |= Q(key__range=(area.key, area.key_end))
    levels = [Level.PROVINCE, Level.DISTRICT, Level.SUBDISTRICT]
    areas = Area.objects.current().filter(within, user.reach(permission).area_q("key"), level__in=levels)
    return areas.order_by("key", "-key_end")


def rows(batch, kind, field="", code=""):
    """The rows behind one number of the preview, in the order of the file; None where there is no such number."""
    if kind == "bad":
        return _bad(batch, field, code) if code in PROBLEMS else None
    if kind == "aside":
        return batch.delivery.records.filter(standing=Standing.ASIDE).order_by("pk")
    if kind not in PROPOSED or batch.state != BatchState.READY:
        return None
    return PROPOSED[kind](batch)


def _bad(batch, field, code):
    return batch.delivery.records.filter(problems__contains=[{"field": field, "code": code}]).order_by("pk")


def _proposals(batch):
    proposals = Proposal.objects.filter(delivery=batch.delivery).order_by("record_id")
    return proposals.select_related("record__area", "replaces__area")


PROPOSED = {
    "added": lambda batch: _proposals(batch).filter(change=Change.ADDED),
    "changed": lambda batch: _proposals(batch).filter(change=Change.CHANGED),
    "same": lambda batch: _proposals(batch).filter(change=Change.SAME),
    "perhaps": lambda batch: _proposals(batch).exclude(doubts=[]),
    "gone": lambda batch: SourceRecord.objects.filter(pk__in=going(batch.delivery)).order_by("pk"),
}


def area_of_a_new_list(user, organisation):
    """The office's own place, or the widest one the sender reaches."""
    reach = user.reach(Permission.LIST_UPLOAD)
    if reach.covers(organisation.area.key):
        return organisation.area
    low, high = max(reach.ranges, key=lambda span: span[1] - span[0])
    return Area.objects.current().filter(key__gte=low, key_end__lte=high).order_by("key", "-key_end").first()

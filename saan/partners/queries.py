"""Reads of partners shaped for those who ask."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone

from saan.areas.models import Area
from saan.partners.models import Agreement, DataGroup, Mandate, NeedKind, Organisation
from saan.partners.permissions import Permission
from saan.shared.searching import Hit
from saan.shared.sorting import search_key


def givers(organisation_id, on):
    """Data group → the organisations whose records in it this organisation may see on that day, itself included."""
    sources = {group.value: {organisation_id} for group in DataGroup}
    agreements = Agreement.objects.in_force(on).filter(receiver_id=organisation_id).values_list("giver_id", "groups")
    for giver_id, groups in agreements:
        for group in groups:
            sources[group].add(giver_id)
    return {group: frozenset(ids) for group, ids in sources.items()}


@dataclass(frozen=True)
class Answer:
    """One organisation that answers here; `area` is where its duty is laid down."""

    organisation: object
    area: Area
    mandate: Mandate


@dataclass
class NeedRow:
    """A kind of need in one place: who answers for all of it, and how many only for a part."""

    kind: NeedKind
    own: list[Answer] = field(default_factory=list)
    inherited: list[Answer] = field(default_factory=list)
    partly: int = 0

    @property
    def is_gap(self):
        return not self.own and not self.inherited


def partner_map(area, on):
    """A NeedRow for every kind of need, in the catalogue's order. Three queries."""
    rows = {kind.pk: NeedRow(kind) for kind in NeedKind.objects.all()}
    for link in _answering_for_all_of(area, on):
        answer = Answer(link.mandate.organisation, link.area, link.mandate)
        row = rows[link.mandate.need_kind_id]
        (row.own if link.area_id == area.pk else row.inherited).append(answer)
    for kind_id, organisations in _answering_for_parts_of(area, on):
        rows[kind_id].partly = organisations
    return list(rows.values())


def _answering_for_all_of(area, on):
    covering = Area.objects.filter(key__lte=area.key, key_end__gte=area.key_end)
    return (
        _in_force(on)
        .filter(area__in=covering)
        .select_related("mandate__organisation", "area")
        .order_by("-area__key", "mandate__organisation__sort_key")
    )


def _answering_for_parts_of(area, on):
    parts = Area.objects.within(area).exclude(pk=area.pk)
    counts = _in_force(on).filter(area__in=parts).values("mandate__need_kind_id")
    return counts.annotate(organisations=Count("mandate__organisation", distinct=True)).values_list(
        "mandate__need_kind_id", "organisations"
    )


def _in_force(on):
    return Mandate.areas.through.objects.filter(
        mandate__in=Mandate.objects.in_force(on), mandate__organisation__is_active=True
    )


def find(user, text, limit):
    """Hits for the search box."""
    visible = Organisation.objects.visible_to(user, Permission.PARTNER_READ).active()
    found = visible.filter(search_key__contains=search_key(text)).select_related("area").order_by("sort_key")[:limit]
    return [Hit(each.name_th, each.get_absolute_url(), f"{each.get_kind_display()} · {each.area}") for each in found]


def place_panel(request, area):
    """Who answers for all of a place, the nearest first, for its page."""
    if not request.user.reach(Permission.PARTNER_READ):
        return None
    rows = partner_map(area, timezone.localdate())
    answering = defaultdict(list)
    for row in rows:
        for answer in row.own + row.inherited:
            answering[answer.organisation].append(row.kind.name)
    return {"area": area, "answering": list(answering.items())[:8], "gaps": sum(row.is_gap for row in rows)}


def answering(need_kind, on):
    """The Q of organisations that answer for this kind of need somewhere."""
    return Q(pk__in=Mandate.objects.in_force(on).filter(need_kind=need_kind).values("organisation_id"))


def by_group(rows):
    """(group label, its rows) in the catalogue's order."""
    groups = defaultdict(list)
    for row in rows:
        groups[row.kind.get_group_display()].append(row)
    return list(groups.items())

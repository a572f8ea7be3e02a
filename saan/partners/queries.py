"""Reads of partners shaped for those who ask."""

from django.db.models import Q

from saan.partners.models import Agreement, DataGroup


def givers(organisation_id, on):
    """Data group → the organisations whose records in it this organisation may see on that day, itself included."""
    sources = {group.value: {organisation_id} for group in DataGroup}
    agreements = (
        Agreement.objects.in_force(on)
        .filter(receiver_id=organisation_id)
        .filter(Q(ended_early_on=None) | Q(ended_early_on__gt=on))
        .values_list("giver_id", "groups")
    )
    for giver_id, groups in agreements:
        for group in groups:
            sources[group].add(giver_id)
    return {group: frozenset(ids) for group, ids in sources.items()}

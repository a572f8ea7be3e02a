"""Whose duty it is to answer for what visitors found."""

from django.utils import timezone

from saan.partners.models import Agreement, DataGroup, Mandate, NeedGroup


def answering(organisation_id, area_key, at):
    """Organisations that answer for care in that place and may see it, besides the one that found it."""
    today = timezone.localdate(at)
    allowed = Agreement.objects.in_force(today).filter(giver=organisation_id)
    health = allowed.filter(groups__contains=[DataGroup.HEALTH]).values_list("receiver", flat=True)
    duties = Mandate.objects.in_force(today).filter(
        need_kind__group=NeedGroup.CARE,
        organisation__in=health,
        areas__key__lte=area_key,
        areas__key_end__gte=area_key,
    )
    return {organisation_id, *duties.values_list("organisation", flat=True)}

"""Reads shaped for pages and for the wires."""

from django.db.models import Exists, OuterRef, Q

from saan.forms.models import FormOffer, FormVersion, VersionState


def forms_for(organisation, reach):
    """The published versions that people of this organisation fill somewhere within this reach, in order."""
    offers = FormOffer.objects.standing().filter(
        _touches(reach), organisation_id=getattr(organisation, "pk", organisation), form_id=OuterRef("form_id")
    )
    published = FormVersion.objects.filter(Exists(offers), state=VersionState.PUBLISHED)
    return published.select_related("form").order_by("form__position", "form__code")


def _touches(reach):
    """The area of an offer and the reach have some place in common, whichever is the larger."""
    if reach.everywhere:
        return Q()
    touching = Q(pk__in=[])
    for low, high in reach.ranges:
        touching |= Q(area__key__lte=high, area__key_end__gte=low)
    return touching

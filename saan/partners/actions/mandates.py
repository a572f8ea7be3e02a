from django.db import transaction
from django.utils.translation import gettext as _

from saan.audit.actions import record
from saan.partners import rules
from saan.partners.models import Mandate
from saan.shared.errors import Refused


@transaction.atomic
def add_mandate(*, organisation, need_kind, areas, starts_on, ends_on=None, note="", by, at):
    """From that day this organisation answers for this kind of need in these areas."""
    if not areas:
        raise Refused(_("Choose at least one area."))
    if ends_on and ends_on < starts_on:
        raise Refused(_("The last day comes before the first day."))
    mandate = Mandate.objects.create(
        organisation=organisation, need_kind=need_kind, starts_on=starts_on, ends_on=ends_on, note=note
    )
    mandate.areas.set(areas)
    codes = sorted(area.code for area in areas)
    record("partners.mandate.added", organisation, by=by, at=at, need_kind=need_kind.code, areas=codes)
    return mandate


@transaction.atomic
def end_mandate(*, mandate, on, by, at):
    """Its last day. Kept, so that one can say who answered when."""
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("organisation__area").get(pk=mandate.pk)
    rules.check_can_end_mandate(mandate, on)
    mandate.ends_on = on
    mandate.save(update_fields=["ends_on"])
    record("partners.mandate.ended", mandate.organisation, by=by, at=at, need_kind=mandate.need_kind.code, on=str(on))
    return mandate

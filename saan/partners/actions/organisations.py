from django.db import transaction
from django.utils.translation import gettext as _

from saan.audit.actions import record
from saan.partners.models import Organisation
from saan.shared.errors import Refused
from saan.shared.sorting import search_key, sort_key

COPIED = ("name_th", "name_en", "short_name", "kind", "hospcode", "phone", "email", "area", "parent")


@transaction.atomic
def add_organisation(*, name_th, kind, area, areas, by, at, code="", **more):
    """A new partner, with its office and its territory. Without a code of its own it gets ours."""
    if code and Organisation.objects.filter(code=code).exists():
        raise Refused(_("The code %(code)s belongs to another organisation.") % {"code": code})
    organisation = Organisation(code=code or _next_code(), name_th=name_th, kind=kind, area=area)
    _write(organisation, areas, more)
    record("partners.organisation.added", organisation, by=by, at=at, name=name_th)
    return organisation


@transaction.atomic
def change_organisation(*, organisation, areas=None, by, at, **new):
    """What has changed about it; its code stays."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = {name: str(getattr(organisation, name)) for name in new}
    _write(organisation, areas, new)
    changed = {name: [old, str(getattr(organisation, name))] for name, old in before.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    territory = sorted(area.code for area in areas) if areas is not None else None
    record("partners.organisation.changed", organisation, by=by, at=at, changed=changed, territory=territory)
    return organisation


@transaction.atomic
def deactivate_organisation(*, organisation, by, at):
    """It works here no more; what it has sent and decided stays."""
    return _set_active(organisation, False, "partners.organisation.deactivated", by, at)


@transaction.atomic
def activate_organisation(*, organisation, by, at):
    return _set_active(organisation, True, "partners.organisation.activated", by, at)


def _write(organisation, areas, values):
    for name in COPIED:
        if name in values:
            setattr(organisation, name, values[name])
    organisation.sort_key = sort_key(organisation.name_th)
    words = (organisation.name_th, organisation.name_en, organisation.short_name, organisation.hospcode)
    organisation.search_key = search_key(" ".join(words))[:400]
    organisation.save()
    if areas is not None:
        organisation.areas.set(areas)


def _set_active(organisation, is_active, verb, by, at):
    organisation.is_active = is_active
    organisation.save(update_fields=["is_active"])
    record(verb, organisation, by=by, at=at)
    return organisation


def _next_code():
    last = (
        Organisation.objects.filter(code__regex=r"^ORG\d{5}$").order_by("-code").values_list("code", flat=True).first()
    )
    return f"ORG{int(last[3:]) + 1 if last else 1:05}"

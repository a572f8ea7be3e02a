"""What the trail says of organisations, their duties and their agreements."""

from django.utils.translation import gettext_lazy as _

from saan.audit import hooks


def declare():
    hooks.VERBS |= {
        "partners.organisation.added": _("added the organisation %(name)s"),
        "partners.organisation.changed": _("changed what is known of an organisation"),
        "partners.organisation.activated": _("marked an organisation as active again"),
        "partners.organisation.deactivated": _("marked an organisation as no longer active"),
        "partners.mandate.added": _("gave an organisation a duty"),
        "partners.mandate.ended": _("ended a duty of an organisation"),
        "partners.agreement.recorded": _("recorded a sharing agreement"),
        "partners.agreement.proposed": _("asked for a sharing agreement"),
        "partners.agreement.accepted": _("agreed to share data"),
        "partners.agreement.declined": _("declined to share data (%(reason)s)"),
        "partners.agreement.ended": _("ended a sharing agreement early (%(reason)s)"),
    }
    hooks.SUBJECTS["partners.organisation"] = _organisations
    hooks.SUBJECTS["partners.agreement"] = _agreements


def _organisations(pks):
    from saan.partners.models import Organisation

    found = Organisation.objects.filter(pk__in=list(pks))
    return {one.pk: hooks.Named(one.name_th, one.get_absolute_url()) for one in found}


def _agreements(pks):
    from saan.partners.models import Agreement

    found = Agreement.objects.filter(pk__in=list(pks)).select_related("giver", "receiver")
    return {one.pk: hooks.Named(f"{one.giver} → {one.receiver}", one.get_absolute_url()) for one in found}

"""What the trail says of places."""

from django.utils.translation import gettext_lazy as _

from saan.audit import hooks


def declare():
    hooks.VERBS |= {
        "areas.area.added": _("added the place %(name)s"),
        "areas.area.renamed": _("renamed a place from %(before)s to %(after)s"),
        "areas.area.closed": _("closed a place that is no more"),
        "areas.area.split": _("split a place"),
        "areas.boundary.set": _("gave a place its outline"),
        "areas.villages.listed": _("brought in a list of villages: %(added)s new, %(renamed)s renamed"),
        "areas.country.loaded": _("loaded the places of Thailand: %(added)s new, %(changed)s changed"),
    }
    hooks.SUBJECTS["areas.area"] = _named


def _named(pks):
    from saan.areas.models import Area

    areas = Area.objects.filter(pk__in=list(pks))
    return {area.pk: hooks.Named(area.full_name, area.get_absolute_url()) for area in areas}

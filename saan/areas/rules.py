"""What may be done to a place: pure decisions."""

from django.utils.translation import gettext as _

from saan.areas.models import Level
from saan.shared.errors import Refused

OURS = {Level.VILLAGE, Level.COMMUNITY}
LAST_NUMBER = 99  # the DOPA code has two digits for the village


def check_can_hold_villages(area):
    if area.level != Level.SUBDISTRICT or area.is_past:
        raise Refused(_("Villages and communities belong to a subdistrict that exists today. Choose the subdistrict."))


def check_village_number(number, taken):
    """`taken`: the numbers of every village the subdistrict has or had; a code is never given twice."""
    if not 1 <= number <= LAST_NUMBER:
        raise Refused(_("The village number must be from 1 to 99."))
    if number in taken:
        raise Refused(_("Village number %(number)s already exists in this subdistrict.") % {"number": number})


def check_name_is_free(name, names):
    if name in names:
        raise Refused(_("A community of this name already exists in this subdistrict."))


def check_is_ours(area):
    """Official names and codes come with the national list; by hand only villages and communities are changed."""
    if area.level not in OURS:
        raise Refused(
            _("Provinces, districts and subdistricts follow the national list of areas and cannot be changed here.")
        )


def check_can_close(area, on, heirs):
    check_is_ours(area)
    if area.is_past:
        raise Refused(_("%(area)s is closed already.") % {"area": area})
    if area.valid_from and on < area.valid_from:
        raise Refused(_("A place cannot be closed before the day it began."))
    if any(heir.is_past or heir.pk == area.pk or heir.level not in OURS for heir in heirs):
        raise Refused(_("What takes the place of a village must be another village or community that exists today."))

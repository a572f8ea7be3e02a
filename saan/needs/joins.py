"""What needs hangs into the pages of the rooms around."""

from django.utils.translation import gettext_lazy as _

from saan.areas import hooks as areas
from saan.audit import hooks as audit
from saan.needs import panels
from saan.needs.permissions import Permission
from saan.people import hooks as people
from saan.shared.navigation import Room, register

VERBS = {
    "needs.need.read": _("looked at a need"),
    "needs.need.recorded": _("recorded a need"),
    "needs.need.ended": _("closed a need"),
    "needs.need.reopened": _("opened a need again"),
}


def join():
    people.FOLLOWERS.extend(["needs_need", "needs_careplan"])
    people.PANELS.extend(panels.PERSON)
    areas.FIGURES.extend(panels.FIGURES)
    areas.PANELS.extend(panels.PLACE)
    audit.VERBS |= VERBS
    register(Room(label=_("Needs"), url_name="needs:need_list", icon="heart-handshake", order=44, may=_may_read))


def _may_read(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.NEED_READ))

"""What needs hangs into the pages of the rooms around."""

from django.utils.translation import gettext_lazy as _

from saan.areas import hooks as areas
from saan.audit import hooks as audit
from saan.forms import hooks as forms
from saan.needs import panels, planning, recording
from saan.needs.permissions import Permission
from saan.people import hooks as people
from saan.shared.navigation import Room, register
from saan.worklist.hooks import KINDS, Kind

VERBS = {
    "needs.need.read": _("looked at a need"),
    "needs.need.recorded": _("recorded a need"),
    "needs.need.ended": _("closed a need"),
    "needs.need.reopened": _("opened a need again"),
    "needs.plan.read": _("looked at a care plan"),
    "needs.plan.made": _("made a care plan"),
    "needs.plan.closed": _("closed a care plan"),
    "needs.plan.reopened": _("opened a care plan again"),
    "needs.activity.done": _("did what the care plan says: %(what)s"),
    "needs.activity.cancelled": _("took off the care plan: %(what)s"),
    "needs.activity.undone": _("put back on the care plan: %(what)s"),
}


def join():
    people.FOLLOWERS.extend(["needs_need", "needs_careplan"])
    forms.CHOSEN.append(recording.stand)
    people.PANELS.extend(panels.PERSON)
    areas.FIGURES.extend(panels.FIGURES)
    areas.PANELS.extend(panels.PLACE)
    audit.VERBS |= VERBS
    KINDS[planning.KIND] = Kind(title=_("Care plans"), sentence=activity_waits, icon="clipboard-heart", order=40)
    register(Room(label=_("Needs"), url_name="needs:need_list", icon="heart-handshake", order=44, may=_may_read))


def activity_waits(facts):
    return f"{facts['what']} · {facts['person']}"


def _may_read(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.NEED_READ))

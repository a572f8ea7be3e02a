"""What field hangs into the pages of the rooms around."""

from django.utils.translation import gettext_lazy as _

from saan.audit import hooks as audit
from saan.field.permissions import Permission
from saan.people.permissions import Permission as People
from saan.shared.navigation import Room, register


def join():
    register(Room(label=_("My homes"), url_name="field:shell", icon="home-heart", order=15, may=_visits, only="phone"))
    audit.VERBS |= {
        "field.photo.read": _("looked at a picture"),
        "field.outbox.brought_in": _("brought in %(count)s answers from the file of the phone %(name)s of %(user)s"),
        "field.people.taken": _("took %(count)s people along on a phone"),
        "field.people.renewed": _("took along on a phone what is new of %(count)s people"),
    }


def _visits(request):
    """Whose daily work is at homes; whoever looks after lists has other things at hand."""
    user = request.user
    return user.is_authenticated and bool(user.reach(Permission.FIELD_USE)) and not user.reach(People.PERSON_REVIEW)

"""What exchange hangs into the pages of the rooms around."""

from django.utils.translation import gettext_lazy as _

from saan.audit import hooks as audit
from saan.exchange.doors import refusal
from saan.exchange.permissions import Permission
from saan.shared import errors
from saan.shared.navigation import Room, register


def join():
    audit.VERBS |= {
        "exchange.key.made": _("made a key for machines: %(name)s"),
        "exchange.key.revoked": _("revoked a key for machines: %(name)s"),
    }
    errors.TONGUES["/api/"] = refusal
    register(Room(label=_("Keys for machines"), url_name="exchange:key_list", icon="key", order=90, may=_may_make))


def _may_make(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.KEY_MAKE))

"""Who is at the other end: whoever holds the key in the address, or a user by Basic authentication."""

import logging
from functools import wraps

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from saan.forms.devices import KEYS
from saan.forms.openrosa import basic
from saan.forms.openrosa.replies import No, headed, reply
from saan.forms.permissions import Permission
from saan.shared.access import PUBLIC, wall
from saan.shared.errors import Refused, is_pause

log = logging.getLogger(__name__)


def openrosa(view):
    """A view of the wire: `view(request, holder, …)`, behind the wall of what the holder may send, answering as the
    contract says whatever happens."""

    @csrf_exempt
    @transaction.non_atomic_requests
    @declared
    @wraps(view)
    def opened(request, key=None, **kwargs):
        return guarded(lambda: _behind_the_wall(view, request, key, kwargs))

    return opened


def declared(view):
    """The real check is inside (`who`): there is no session here, and the key stands in the address."""
    view.access = f"{PUBLIC}whoever holds the device key"
    return view


def guarded(answer):
    """What `answer()` says, or the wire's no; always with the headers of the wire."""
    try:
        response = answer()
    except No as no:
        response = reply(no.sentence, no.status)
        if no.asks_for_password:
            response["WWW-Authenticate"] = 'Basic realm="Saan", charset="UTF-8"'
    except Http404:
        response = reply(_("There is nothing at this address."), 404)
    except PermissionDenied:
        response = reply(_("You do not have the right to open this page"), 403)
    except (DataError, OverflowError, UnicodeEncodeError) as error:
        log.warning("The wire was sent what no text can hold: %s", error)
        response = reply(
            _("What was sent could not be read. What you recorded is still on the phone; send it again."), 400
        )
    except (BadRequest, Refused) as refusal:
        response = reply(refusal, getattr(refusal, "status", 400))
    except Exception as error:
        response = _broken(error)
    return headed(response)


def _broken(error):
    if is_pause(error):
        log.warning("The wire has no database or no room: %s", error)
        return reply(_("The system is being looked after. What you recorded is still on the phone."), 503)
    log.exception("The wire broke")
    return reply(_("Something went wrong on our side. What you recorded is still on the phone."), 500)


def _behind_the_wall(view, request, key, kwargs):
    holder = who(request, key)
    with transaction.atomic(), wall(holder.reach(Permission.SUBMISSION_SEND)):
        return view(request, holder, **kwargs)


def who(request, key):
    """The holder of this key, or the user of the Authorization header. Raises No."""
    holder = KEYS.holder(key) if key else basic.holder(request)
    if holder is None:
        raise No(403, _("This phone is not known here any more. Ask your coordinator for a new code."))
    if not holder.may_send:
        raise No(401, _("You no longer have the right to fill in forms for this organisation."))
    return holder


def check_version(meta):
    """Clients of the wire name its version; others have lost their way."""
    if meta.get("HTTP_X_OPENROSA_VERSION") != "1.0":
        raise No(400, _("This address is for field apps that speak OpenRosa 1.0."))

"""The short way of a submission: no session, no page, no thread of its own. It knows the everyday case, one document
without files from a phone it has just heard of; for anything else it steps aside (None) and the long way answers."""

import logging

from django.utils import timezone, translation

from saan.forms import receiving
from saan.forms.catalogue import MEMORY
from saan.forms.desk import DESK
from saan.forms.devices import KEYS
from saan.forms.models import ReceiptState
from saan.forms.openrosa.replies import LARGEST_BODY, XML, said
from saan.forms.openrosa.replies import headers as of_the_wire
from saan.shared.errors import is_pause

log = logging.getLogger(__name__)

PREFIX, END = "/openrosa/", "/submission"
LARGEST = 128 << 10
__all__ = ["LARGEST_BODY", "answer", "refusal"]


async def answer(scope, file, size):
    """(status, headers, body), or None when this is not for the short way."""
    path = scope.path
    if scope.method != "POST" or not (path.startswith(PREFIX) and path.endswith(END)) or size > LARGEST:
        return None
    arrival = _arrival(path[len(PREFIX) : -len(END)], scope.headers, file)
    file.seek(0)
    if arrival is None:
        return None
    try:
        state = await DESK.keep(arrival)
    except Exception as error:
        if is_pause(error):  # for hours, perhaps, and many times a second
            log.warning("A submission could not be kept: %s", error)
        else:
            log.exception("A submission could not be kept")
        return _reply(503, "The system is being looked after. What you recorded is still on the phone.")
    if state == ReceiptState.DISCARDED:
        return None
    return _reply(201, "Received and safe.", "submit_success")


def _arrival(key, headers, file):
    """The submission in this body; None for what the long way must look at."""
    holder = KEYS.known(key)
    if holder is None or not holder.may_send or headers.get("x-openrosa-version") != "1.0":
        return None
    document = _only_part(headers.get("content-type", ""), file.read())
    if document is None:
        return None
    arrival = receiving.arrival(
        document,
        organisation_id=holder.organisation_id,
        user_id=holder.user.pk,
        device_id=holder.device_id,
        received_at=timezone.now(),
        user_agent=headers.get("user-agent", ""),
    )
    outside = arrival.envelope
    version = MEMORY.known(("version", holder.organisation_id, outside.form_code, outside.form_version))
    is_plain = not arrival.error_code and not outside.deprecated_id and version is not None and version.is_open
    return arrival if is_plain else None


def _only_part(content_type, body):
    """The content of the one part of this body, when it is the document; else None."""
    kind, _equals, boundary = content_type.partition("boundary=")
    if not kind.startswith("multipart/form-data") or not boundary:
        return None
    line = b"--" + boundary.strip('"').encode()
    head, _blank, rest = body.partition(b"\r\n\r\n")
    content, mark, after = rest.partition(b"\r\n" + line)
    is_alone = head.startswith(line + b"\r\n") and bool(mark) and after.rstrip(b"\r\n") == b"--"
    return content if is_alone and b'name="xml_submission_file"' in head and b"ransfer-" not in head else None


UNREAD = {
    413: "This is too large to be sent. Nothing was taken; what you recorded is still on the phone.",
    503: "The system is being looked after. What you recorded is still on the phone.",
}
UNREADABLE = "What was sent could not be read. What you recorded is still on the phone; send it again."


def refusal(status):
    """The wire's no to a body that was not read to its end."""
    return _reply(status, UNREAD.get(status, UNREADABLE))


_said: dict[str, bytes] = {}


def _reply(status, sentence, nature=""):
    if sentence not in _said:
        with translation.override("th"):
            _said[sentence] = said(translation.gettext(sentence), status, nature)
    content = _said[sentence]
    headers = {"Content-Type": XML, "Content-Length": str(len(content)), **of_the_wire(status)}
    return status, [(name.lower(), value) for name, value in headers.items()], content

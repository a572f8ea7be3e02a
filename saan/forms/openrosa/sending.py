"""A submission comes in. Every answer says what the phone may do with its copy: 201 and 202 mean that ours is safe."""

from dataclasses import replace

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from saan.forms import asides, catalogue, receiving, waking
from saan.forms.models import Receipt, ReceiptState
from saan.forms.openrosa import parts
from saan.forms.openrosa.doors import check_version, declared, guarded, who
from saan.forms.openrosa.replies import XML, No, reply

STATUS = {
    "NOT_WHOLE": 400,
    "NO_ID": 400,
    "ID_LONG": 400,
    "HAS_DTD": 400,
    "TOO_DEEP": 400,
    "TOO_LARGE": 413,
    "FORM_UNKNOWN": 404,
    "FORM_CLOSED": 409,
    "ORIGINAL_UNKNOWN": 404,
}
OUT_OF_PLACE = {"FORM_UNKNOWN", "FORM_CLOSED", "ORIGINAL_UNKNOWN"}
TAKEN_IN = {ReceiptState.WAITING, ReceiptState.LANDED, ReceiptState.CONFLICT}


@csrf_exempt
@transaction.non_atomic_requests
@declared
def submission(request, key=None):
    """HEAD says that one may send here; POST takes a submission in."""
    return guarded(lambda: _answer(request, key))


def _answer(request, key):
    holder = who(request, key)
    check_version(request.META)
    if request.method == "HEAD":
        return HttpResponse(status=204, content_type=XML)
    if request.method != "POST":
        raise No(405, _("This address is not asked in this way."))
    sentence, status = take(request.META, request, holder, timezone.now())
    return reply(sentence, status, "submit_success" if status == 201 else "")


def take(meta, stream, holder, at):
    """Take in what this request carries: (sentence, status). Raises No."""
    came = parts.read(meta, stream)
    try:
        arrival = _weighed(came, meta, holder, at)
        if not arrival.error_code or _is_out_of_place(arrival):  # a human may take it in yet, and its photos with it
            arrival = replace(arrival, files=came.keep())
    finally:
        came.drop()
    if arrival.error_code == "TOO_LARGE":
        raise _no(arrival)
    state = receiving.store([arrival])[arrival.name]
    if state == ReceiptState.DISCARDED:
        raise No(409, _("This form was looked at and discarded. It need not be sent again."))
    if arrival.error_code and not (_is_out_of_place(arrival) and state in TAKEN_IN):
        asides.tell(holder.organisation_id, at=at)
        raise _no(arrival)
    if state == ReceiptState.WAITING:
        waking.wake()
    return _("Received and safe."), 201 if arrival.is_complete else 202


def _is_out_of_place(arrival):
    """Whole and readable, with nothing wrong but that it cannot become a submission today."""
    return bool(arrival.envelope.instance_id) and arrival.error_code in OUT_OF_PLACE


def _no(arrival):
    return No(STATUS[arrival.error_code], asides.sentence(arrival.error_code))


def _weighed(came, meta, holder, at):
    """The arrival, with what is wrong with it."""
    if came.document is None:
        raise No(400, _("The form itself is missing from what was sent. Send it again."))
    arrival = receiving.arrival(
        came.document,
        organisation_id=holder.organisation_id,
        user_id=holder.user.pk,
        device_id=holder.device_id,
        received_at=at,
        user_agent=meta.get("HTTP_USER_AGENT", ""),
        is_complete=not came.is_incomplete,
        error_code="" if came.is_whole else "NOT_WHOLE",
    )
    if arrival.error_code:
        return arrival
    return replace(arrival, error_code=_out_of_place(arrival), error_facts=_facts(arrival))


def _out_of_place(arrival):
    """Why a readable document cannot become a submission today; "" when it can."""
    outside = arrival.envelope
    version = catalogue.version(arrival.organisation_id, outside.form_code, outside.form_version)
    if version is None:
        return "FORM_UNKNOWN"
    if not version.is_open:
        return "FORM_CLOSED"
    if outside.deprecated_id and not _is_known(outside.deprecated_id, arrival.organisation_id):
        return "ORIGINAL_UNKNOWN"
    return ""


def _is_known(instance_id, organisation_id):
    known = Receipt.objects.filter(instance_id=instance_id, organisation_id=organisation_id)
    return known.filter(state__in=[ReceiptState.WAITING, ReceiptState.LANDED]).exists()


def _facts(arrival):
    outside = arrival.envelope
    return {"code": outside.form_code[:100], "version": outside.form_version[:60], "original": outside.deprecated_id}

"""What could not land by itself, and a human's word on it."""

from django.db import transaction
from django.utils.translation import gettext as _

from saan.audit.actions import record
from saan.forms import asides, catalogue, doubts, landing, waking
from saan.forms.meaning import Reader
from saan.forms.models import FormVersion, Receipt, Submission
from saan.forms.models import ReceiptState as State
from saan.forms.openrosa.envelope import Flawed, read
from saan.forms.receiving import opened_body
from saan.shared.access import system
from saan.shared.errors import Refused

OPEN = (State.ASIDE, State.CONFLICT)


def answers_of(receipt):
    """(the version, the answers) that these bytes hold, or None where they cannot be read."""
    found = catalogue.version(receipt.organisation_id, receipt.form_code, receipt.form_version)
    if found is None:
        return None
    version = FormVersion.objects.select_related("form").get(pk=found.pk)
    try:
        return version, Reader(version.definition).read(opened_body(receipt)).answers
    except ValueError:
        return None


def known_of(receipt):
    """The submission of the same organisation that took this id first."""
    ours = Submission.objects.filter(instance_id=receipt.instance_id, organisation=receipt.organisation_id)
    return ours.select_related("version__form", "user").first()


@transaction.atomic
def retry(*, receipt, by, at):
    """What it waited for may have come: work on it again."""
    receipt = _open(receipt)
    try:
        read(opened_body(receipt))
    except Flawed as flaw:
        raise Refused(asides.sentence(flaw.code)) from flaw
    _move(receipt, State.WAITING, by, at)
    record("forms.receipt.retried", receipt, by=by, at=at)
    transaction.on_commit(waking.wake)


@transaction.atomic
def discard(*, receipt, by, at):
    """It does not count. Its bytes stay."""
    receipt = _open(receipt)
    _move(receipt, State.DISCARDED, by, at)
    record("forms.receipt.discarded", receipt, by=by, at=at)


@transaction.atomic
def note(*, receipt, by, at):
    """A human has seen what cannot be so. The answers stay as they were given."""
    receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if receipt.error_code != doubts.CODE or receipt.state != State.LANDED or receipt.decided_at:
        raise Refused(_("Somebody has decided this already."))
    receipt.decided_at, receipt.decided_by = at, by
    receipt.save(update_fields=["decided_at", "decided_by"])
    with system():
        asides.tell(receipt.organisation_id, at=at)
    record("forms.receipt.noted", receipt, by=by, at=at)


@transaction.atomic
def take(*, receipt, by, at):
    """The other content under a known id counts, as a correction of the first, which stays in the history; where the
    first is another organisation's, it counts here for itself."""
    receipt = _open(receipt)
    is_elsewhere = receipt.error_code == "ELSEWHERE"
    if receipt.state != State.CONFLICT and not is_elsewhere:
        raise Refused(_("Only an answer that stands against another can take its place."))
    _move(receipt, State.WAITING, by, at)
    try:
        with system():
            (landing.land_beside if is_elsewhere else landing.land_as_correction)(receipt)
    except landing.Aside as reason:
        raise Refused(asides.sentence(reason.code)) from reason
    record("forms.receipt.taken", receipt, by=by, at=at)


def _open(receipt):
    receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if receipt.state not in OPEN:
        raise Refused(_("Somebody has decided this already."))
    return receipt


def _move(receipt, state, by, at):
    receipt.state, receipt.decided_at, receipt.decided_by = state, at, by
    receipt.attempts, receipt.leased_until = 0, None
    receipt.save(update_fields=["state", "decided_at", "decided_by", "attempts", "leased_until"])
    with system():
        asides.tell(receipt.organisation_id, at=at)

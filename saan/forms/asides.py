"""What could not land: set aside with its reason, put to a human, tried again when what it waited for has come."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saan.forms.models import Receipt, ReceiptState
from saan.forms.permissions import Permission
from saan.partners.models import Organisation
from saan.people import bulk
from saan.worklist import actions as worklist

KIND = "forms.receipt"
REASONS = {
    "NOT_WHOLE": _("This form arrived incomplete. It is kept here as it came; please send it again."),
    "NO_ID": _("This form has no name of its own (instanceID), so it could not be taken in."),
    "ID_LONG": _("The name of this form's own (instanceID) is longer than 255 letters, so it could not be taken in."),
    "HAS_DTD": _("This form carries instructions of its own (a DTD) and was not read."),
    "TOO_DEEP": _("This form is nested too deeply to be read."),
    "TOO_LARGE": _("This form is too large to be sent. What you recorded is still on the phone."),
    "FORM_UNKNOWN": _("This form or its version is not known here. It is kept; your coordinator has been told."),
    "FORM_CLOSED": _("This form takes no more answers. Yours is kept; your coordinator has been told."),
    "ORIGINAL_UNKNOWN": _("The form that this one corrects has not arrived yet. Send that one first."),
    "PERSON_UNKNOWN": _("The person this form is about is not known here yet."),
    "CONFLICT": _("Another form with the same name but other answers came before."),
    "ELSEWHERE": _("A form of the same name (instanceID) came before, to another organisation. This one is kept here."),
    "DOUBTFUL": _("It was taken in, but for something that cannot be so."),
    "KILLED_WORKERS": _("The system stopped several times while reading this form."),
    "BROKEN": _("Something in this form could not be worked on."),
}


@transaction.atomic
def put(one, code, facts):
    """Receipt `one` is for a human now."""
    state = ReceiptState.CONFLICT if code == "CONFLICT" else ReceiptState.ASIDE
    Receipt.objects.filter(pk=one.pk, state=ReceiptState.WAITING).update(
        state=state, error_code=code, error_facts=facts, leased_until=None
    )
    tell(one.organisation_id, at=timezone.now())


def tell(organisation_id, *, at):
    """One line on My Work for all that lies aside in an organisation."""
    waiting = Receipt.objects.for_a_human().filter(organisation_id=organisation_id).count()
    key = f"{KIND}:{organisation_id}"
    if not waiting:
        worklist.done(key=key, by="system", at=at)
        return
    area = Organisation.objects.select_related("area").get(pk=organisation_id).area
    worklist.wait(
        kind=KIND,
        key=key,
        organisation_id=organisation_id,
        permission=Permission.SUBMISSION_DECIDE,
        area_key=area.key,
        url="/forms/receipts/",
        at=at,
        count=waiting,
    )


# What waited for a person or an original that has come just now is tried again.
HEAL = """
    UPDATE forms_receipt SET state = 'WAITING', attempts = 0, leased_until = NULL
    WHERE state IN ('ASIDE', 'CONFLICT') AND (
        (error_code = 'PERSON_UNKNOWN' AND error_facts->>'person' = ANY(%s)) OR
        (error_code = 'ORIGINAL_UNKNOWN' AND error_facts->>'original' = ANY(%s)))
    RETURNING organisation_id
"""


def heal(landings):
    persons = [one.meaning.person_uuid for one in landings if one.meaning.person_uuid and one.goes_alone]
    for organisation_id in set(bulk.column(HEAL, persons, [one.instance_id for one in landings])):
        tell(organisation_id, at=timezone.now())


# The same for what another worker landed in the moment in which this was set aside.
HEAL_LATE = """
    UPDATE forms_receipt r SET state = 'WAITING', attempts = 0, leased_until = NULL
    WHERE state IN ('ASIDE', 'CONFLICT') AND received_at > now() - interval '1 day' AND (
        (error_code = 'PERSON_UNKNOWN' AND EXISTS (
            SELECT FROM people_person p WHERE p.uuid = CASE
                WHEN r.error_facts->>'person' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                THEN (r.error_facts->>'person')::uuid END)) OR
        (error_code = 'ORIGINAL_UNKNOWN' AND EXISTS (
            SELECT FROM forms_receipt o JOIN forms_submission s ON s.receipt_id = o.id
            WHERE o.instance_id = r.error_facts->>'original' AND o.organisation_id = r.organisation_id)))
    RETURNING organisation_id
"""


def heal_late():
    """Try again what needs to wait no longer."""
    for organisation_id in set(bulk.column(HEAL_LATE)):
        tell(organisation_id, at=timezone.now())


def sentence(code):
    """Why, in the reader's language."""
    return REASONS.get(code, REASONS["BROKEN"])


def wait_in_words(facts):
    return ngettext(
        "%(count)d answer could not be taken in", "%(count)d answers could not be taken in", facts["count"]
    ) % {"count": facts["count"]}

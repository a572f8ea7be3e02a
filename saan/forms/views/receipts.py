"""Answers that could not land by themselves: a human looks, and says what becomes of them."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saan.audit import actions as audit
from saan.forms import asides, deciding, doubts, reading
from saan.forms.models import Receipt, Submission
from saan.forms.permissions import Permission
from saan.shared import paging
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.shared.toasts import toast


@requires(Permission.SUBMISSION_DECIDE)
def receipt_list(request):
    waiting = _seen(request).for_a_human().select_related("user", "device").defer("body_sealed")
    page = paging.page_of(waiting.order_by("-received_at", "-pk"), request.GET.get("at"))
    rows = [(one, asides.sentence(one.error_code)) for one in page.rows]
    return render(request, "forms/receipt_list.html", {"page": page, "rows": rows})


@requires(Permission.SUBMISSION_DECIDE)
def receipt(request, pk):
    """What came, beside what was there before where the two do not agree."""
    found = get_object_or_404(_seen(request).select_related("user", "device"), pk=pk)
    audit.record_read("forms.receipt.read", found, by=request.user, at=now())
    told, known = deciding.answers_of(found), deciding.known_of(found) if found.state == "CONFLICT" else None
    context = {"receipt": found, "why": asides.sentence(found.error_code), "known": known, "told": told}
    if told:
        definition = reading.definition_of(told[0].form, told[0])
        context["form"] = told[0].form
        context["doubts"] = doubts.told(found, definition)
        context["answer"] = Submission.objects.filter(receipt=found).first()
        context["sections"] = reading.sections(definition, told[1])
        context["changed"] = reading.differences(definition, known.answers, told[1], request.user) if known else []
    return render(request, "forms/receipt.html", context)


DEEDS = {
    "retry": (deciding.retry, gettext_lazy("It is worked on again. If it cannot land, it comes back here.")),
    "take": (deciding.take, gettext_lazy("The newer answers count. The first ones stay in the history.")),
    "note": (deciding.note, gettext_lazy("Noted. The answers stay as they are, without what cannot be so.")),
    "discard": (deciding.discard, gettext_lazy("It does not count. What was sent is still kept.")),
}


@requires(Permission.SUBMISSION_DECIDE)
def receipt_decide(request, pk):
    """POST `deed`: retry, take, note or discard."""
    found = get_object_or_404(_seen(request), pk=pk)
    if request.method != "POST":
        return redirect("forms:receipt", found.pk)
    if request.POST.get("deed") not in DEEDS:
        raise Refused(_("Choose what becomes of it."), 400)
    deed, words = DEEDS[request.POST["deed"]]
    deed(receipt=found, by=request.user, at=now())
    toast(request, words)
    return redirect("forms:receipt_list")


def _seen(request):
    """Receipts are those of the organisation they came to."""
    return Receipt.objects.filter(organisation_id=request.user.reach(Permission.SUBMISSION_DECIDE).organisation_id)

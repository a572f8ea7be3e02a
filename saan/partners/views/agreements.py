"""What organisations let each other see."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _

from saan.partners import actions, rules
from saan.partners.forms import AgreementForm, DeclineForm, EndAgreementForm
from saan.partners.models import Agreement, AgreementState, DataGroup
from saan.partners.permissions import Permission
from saan.shared import paging
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast

SHOWN = ("standing", "waiting", "ended")


@requires(Permission.PARTNER_READ)
def agreement_list(request):
    visible = Agreement.objects.visible_to(request.user, Permission.PARTNER_READ)
    today = timezone.localdate()
    shown = request.GET.get("show") if request.GET.get("show") in SHOWN else "standing"
    lists = {name: getattr(visible, name)(today) for name in SHOWN}
    page = paging.page_of(
        lists[shown].select_related("giver", "receiver").order_by("ends_on", "pk"), request.GET.get("at")
    )
    return render(request, "partners/agreement_list.html", {
        "page": page, "shown": shown, "counts": {name: each.count() for name, each in lists.items()},
        "today": today, "soon": [each.pk for each in page.rows if rules.expires_soon(each, today)],
        "may_add": bool(request.user.reach(Permission.AGREEMENT_EDIT)),
    })  # fmt: skip


@requires(Permission.PARTNER_READ)
def agreement(request, pk):
    found = _visible(request, pk)
    today, ours = timezone.localdate(), request.user.acting_organisation
    may_edit = bool(request.user.reach(Permission.AGREEMENT_EDIT))
    return render(request, "partners/agreement.html", {
        "agreement": found,
        "groups": [label for value, label in DataGroup.choices if value in found.groups],
        "today": today,
        "is_open": Agreement.objects.in_force(today).filter(pk=found.pk).exists(),
        "is_soon": rules.expires_soon(found, today),
        "may_answer": may_edit and rules.may_answer(ours, found),
        "may_end": may_edit and rules.may_end(ours, found, today),
    })  # fmt: skip


@requires(Permission.AGREEMENT_EDIT)
def agreement_add(request):
    """The giver records; the receiver proposes, and the giver is asked on My Work."""
    ours = request.user.acting_organisation
    form = AgreementForm(request.POST or None, initial={"giver": ours.code} if ours else {})
    if form.is_valid():
        with refusal_on(form):
            made = _record_or_propose(form.cleaned_data, ours, request.user)
            is_proposal = made.state == AgreementState.PROPOSED
            toast(request, _("Proposed. It waits for the giver.") if is_proposal else _("Recorded."))
            return redirect(made)
    return render(request, "partners/form.html", {
        "form": form, "title": _("Record or propose an agreement"), "back": "partners:agreement_list",
        "sentence": _("When you give, it is in force at once. When you receive, the giver is asked first."),
    })  # fmt: skip


def _record_or_propose(terms, ours, user):
    if rules.may_record(ours, terms["giver"].pk):
        return actions.record_agreement(by=user, at=now(), **terms)
    if ours is None or ours.pk != terms["receiver"].pk:
        raise Refused(_("Your own organisation must be the one that gives or the one that receives."))
    return actions.propose_agreement(by=user, at=now(), **terms)


@requires(Permission.AGREEMENT_EDIT)
def agreement_answer(request, pk):
    """POST `answer` yes or no."""
    found = _visible(request, pk)
    if not rules.may_answer(request.user.acting_organisation, found):
        raise Refused(_("Only the organisation that gives can answer."), status=403)
    form = DeclineForm(request.POST or None)
    if form.is_valid() and request.POST.get("answer") == "yes":
        actions.accept_agreement(agreement=found, by=request.user, at=now())
        toast(request, _("Agreed. The data is open from the first day on."))
    elif form.is_valid() and request.POST.get("answer") == "no":
        actions.decline_agreement(agreement=found, by=request.user, at=now(), **form.cleaned_data)
        toast(request, _("Declined. Nothing has been opened."))
    return redirect(found)


@requires(Permission.AGREEMENT_EDIT)
def agreement_end(request, pk):
    found = _visible(request, pk)
    if not rules.may_end(request.user.acting_organisation, found, timezone.localdate()):
        raise Refused(_("Only the two organisations of an agreement in force can end it."), status=403)
    form = EndAgreementForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            actions.end_agreement(agreement=found, by=request.user, at=now(), **form.cleaned_data)
            toast(request, _("Ended. From that day it opens nothing."))
            return redirect(found)
    return render(request, "partners/form.html", {"form": form, "title": _("End this agreement early"), "back": found})


def _visible(request, pk):
    visible = Agreement.objects.visible_to(request.user, Permission.PARTNER_READ)
    return get_object_or_404(visible.select_related("giver__area", "receiver__area"), pk=pk)

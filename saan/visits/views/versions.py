"""What somebody wrote of a visit by hand: correct it, withdraw it, bring it back, let another version count."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.forms.permissions import Permission as Forms
from saan.shared.access import requires
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast
from saan.visits import versions
from saan.visits.forms import VisitForm
from saan.visits.models import Visit, VisitPart
from saan.visits.permissions import Permission


def _own_part(request, pk):
    """Written by hand, of a visit of one's own organisation."""
    visits = Visit.objects.visible_to(request.user, Permission.VISIT_RECORD)
    ours = visits.filter(organisation_id=request.user.acting_organisation_id)
    parts = VisitPart.objects.filter(visit__in=ours, submission=None)
    return get_object_or_404(parts.select_related("visit__person"), pk=pk)


@requires(Permission.VISIT_RECORD)
def part_edit(request, pk):
    """Another version beside the first; both stay to be seen."""
    part = _own_part(request, pk)
    said = {"on": timezone.localdate(part.occurred_at), "outcome": part.outcome, "note": part.note}
    form = VisitForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        with refusal_on(form):
            made = versions.correct(part=part, by=request.user, at=timezone.now(), **form.cleaned_data)
            toast(request, *_told(made), undo=_undo(part, made))
            return redirect("visits:visit", uuid=part.visit.uuid)
    return render(request, "visits/form.html", {
        "form": form, "person": part.visit.person, "title": _("Correct the visit"), "verb": _("Save"),
        "back": reverse("visits:visit", args=[part.visit.uuid]),
    })  # fmt: skip


def _told(made):
    if made.is_current:
        return (_("Corrected. The first version stays below."),)
    return (_("Somebody corrected it meanwhile. Yours is kept beside it; choose which one counts."),)


def _undo(part, made):
    return reverse("visits:part_count", args=[part.pk]) if made.is_current else ""


@requires(Permission.VISIT_RECORD)
@require_POST
def part_withdraw(request, pk):
    """It was not so at all."""
    part = _own_part(request, pk)
    versions.withdraw(part=part, by=request.user, at=timezone.now())
    toast(request, _("Withdrawn. It counts no more."), undo=reverse("visits:part_restore", args=[pk]))
    return redirect("visits:visit", uuid=part.visit.uuid)


@requires(Permission.VISIT_RECORD)
@require_POST
def part_restore(request, pk):
    """It counts again."""
    part = _own_part(request, pk)
    versions.restore(part=part, by=request.user, at=timezone.now())
    toast(request, _("It counts again."))
    return redirect("visits:visit", uuid=part.visit.uuid)


@requires(Permission.VISIT_RECORD)
@require_POST
def part_count(request, pk):
    """Of several versions this one counts: one's own, or that one corrected oneself, else for those who decide."""
    part = _own_part(request, pk)
    if not _may_choose(request.user, part):
        raise PermissionDenied
    before = versions.let_count(part=part, by=request.user, at=timezone.now())
    undo = reverse("visits:part_count", args=[before.pk]) if before else ""
    toast(request, _("This version counts now."), undo=undo)
    return redirect("visits:visit", uuid=part.visit.uuid)


def _may_choose(user, part):
    mine = VisitPart.objects.filter(Q(pk=part.pk) | Q(replaces=part), recorded_by=user)
    deciding = Visit.objects.visible_to(user, Forms.SUBMISSION_DECIDE).filter(pk=part.visit_id)
    return mine.exists() or deciding.exists()

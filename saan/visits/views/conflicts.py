"""Two visitors who contradict each other, side by side; the next pair at once, and every answer can be taken back."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.audit import actions as audit
from saan.forms.permissions import Permission as Forms
from saan.shared.access import requires
from saan.shared.toasts import toast
from saan.visits import comparing, conflicts
from saan.visits.models import Conflict


def _seen(request):
    about = ("person", "measure", "left__visit__visitor", "right__visit__visitor", "decided_by")
    return Conflict.objects.visible_to(request.user, Forms.SUBMISSION_DECIDE).select_related(*about)


def _waiting(request):
    return _seen(request).waiting().order_by("raised_at", "pk")


@requires(Forms.SUBMISSION_DECIDE)
def conflict_list(request):
    """The next pair to decide, or the good news that nothing waits."""
    first = _waiting(request).first()
    return redirect("visits:conflict", pk=first.pk) if first else render(request, "visits/conflict_none.html")


@requires(Forms.SUBMISSION_DECIDE)
def conflict(request, pk):
    """What both say, with the differences marked."""
    found = get_object_or_404(_seen(request), pk=pk)
    audit.record_read("visits.visit.read", found.person, by=request.user, at=timezone.now(), conflict=found.pk)
    return render(request, "visits/conflict.html", {
        "conflict": found,
        "person": found.person,
        "sides": comparing.sides(found),
        "rows": comparing.rows(found),
        "waiting": _waiting(request).count(),
    })  # fmt: skip


@requires(Forms.SUBMISSION_DECIDE)
@require_POST
def conflict_decide(request, pk):
    """Take the answer and go on to the next pair."""
    found = get_object_or_404(_seen(request), pk=pk)
    conflicts.decide(conflict=found, answer=request.POST.get("answer", ""), by=request.user, at=timezone.now())
    toast(request, _("Decided. Nothing that was said is lost."), undo=reverse("visits:conflict_reopen", args=[pk]))
    return redirect("visits:conflict_list")


@requires(Forms.SUBMISSION_DECIDE)
@require_POST
def conflict_reopen(request, pk):
    """The answer is taken back."""
    found = get_object_or_404(_seen(request), pk=pk)
    conflicts.reopen(conflict=found, by=request.user, at=timezone.now())
    toast(request, _("The answer was taken back."))
    return redirect("visits:conflict", pk=pk)

"""Emergency access: asking for it, giving it back, looking at it afterwards."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.accounts.actions import emergencies
from saan.accounts.forms import EmergencyForm, ReviewForm
from saan.accounts.models import EmergencyAccess
from saan.accounts.permissions import Permission
from saan.shared.access import requires
from saan.shared.forms import refusal_on
from saan.shared.paging import page_of
from saan.shared.toasts import toast


@requires(Permission.EMERGENCY_OPEN)
def emergency_open(request):
    """?area= names the area asked for, ?next= the page to come back to."""
    form = EmergencyForm(
        request.POST if request.method == "POST" else None, initial={"area": request.GET.get("area", "")}
    )
    if request.method == "POST" and form.is_valid():
        with refusal_on(form):
            access = emergencies.open_access(by=request.user, at=timezone.now(), **form.cleaned_data)
            toast(request, _("You can see %(area)s for one hour.") % {"area": access.area.full_name}, tone="waits")
            return redirect(_next(request))
    context = {"form": form, "open": request.user.emergencies_in_force(), "next": _next(request, "")}
    return render(request, "accounts/emergency_open.html", context)


@requires(Permission.EMERGENCY_OPEN)
@require_POST
def emergency_close(request, pk):
    access = get_object_or_404(request.user.emergencies, pk=pk)
    emergencies.close_access(access=access, by=request.user, at=timezone.now())
    toast(request, _("Emergency access is closed."))
    return redirect("accounts:emergency_open")


@requires(Permission.EMERGENCY_REVIEW)
def emergency_list(request):
    seen = EmergencyAccess.objects.visible_to(request.user, Permission.EMERGENCY_REVIEW)
    if is_waiting := "all" not in request.GET:
        seen = seen.filter(reviewed_at=None)
    rows = seen.select_related("user", "area", "organisation").order_by("-opened_at", "-pk")
    context = {"page": page_of(rows, request.GET.get("at")), "is_waiting": is_waiting}
    return render(request, "accounts/emergency_list.html", context)


@requires(Permission.EMERGENCY_REVIEW)
def emergency_review(request, pk):
    access = get_object_or_404(EmergencyAccess.objects.visible_to(request.user, Permission.EMERGENCY_REVIEW), pk=pk)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_on(form):
            emergencies.review_access(access=access, by=request.user, at=timezone.now(), **form.cleaned_data)
            toast(request, _("Your finding is kept."))
            return redirect("accounts:emergency_list")
    return render(request, "accounts/emergency_review.html", {"access": access, "form": form})


def _next(request, otherwise="/"):
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else otherwise

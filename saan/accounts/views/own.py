"""One's own account."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from saan.accounts.actions import assignments
from saan.accounts.actions.users import change_profile, end_sessions
from saan.accounts.devices import device_of
from saan.accounts.forms import ProfileForm
from saan.accounts.middleware import SESSION_KEY
from saan.audit import actions as audit
from saan.shared.access import signed_in
from saan.shared.errors import Refused
from saan.shared.toasts import toast


@signed_in
def profile(request):
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.refresh_from_db()
        change_profile(user=request.user, at=timezone.now(), **form.cleaned_data)
        toast(request, _("Your details are saved."))
        response = redirect("accounts:profile")
        if form.cleaned_data["language"]:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], max_age=settings.LANGUAGE_COOKIE_AGE
            )
        return response
    return render(request, "accounts/profile.html", {"form": form})


@signed_in
def roles(request):
    table = assignments.roles()
    mine = [(a, table[a.role].name) for a in request.user.assignments_in_force() if a.role in table]
    organisations = {a.organisation for a, _name in mine}
    return render(
        request,
        "accounts/roles.html",
        {"mine": mine, "organisations": sorted(organisations, key=lambda o: o.sort_key)},
    )


@signed_in
@require_POST
def organisation_switch(request):
    """Act for another of one's organisations from now on."""
    wanted = request.POST.get("organisation", "")
    mine = {str(a.organisation_id): a.organisation for a in request.user.assignments_in_force()}
    if wanted not in mine:
        raise Refused(_("You hold no role in this organisation."), 403)
    request.session[SESSION_KEY] = int(wanted)
    audit.record("accounts.organisation.switched", by=request.user, at=timezone.now(), organisation=str(mine[wanted]))
    toast(request, _("You now act for %(organisation)s.") % {"organisation": mine[wanted]})
    return redirect("/")


@signed_in
def devices(request):
    sessions = UserSession.objects.filter(user_id=request.user.pk).order_by("-last_seen_at")
    rows = [(s, device_of(s.user_agent), s.session_key == request.session.session_key) for s in sessions if s.exists()]
    return render(request, "accounts/devices.html", {"rows": rows})


@signed_in
@require_POST
def devices_end(request):
    """Sign out everywhere but here."""
    ended = end_sessions(request.user, but=request.session.session_key)
    audit.record("accounts.sessions.ended", by=request.user, at=timezone.now(), count=ended)
    toast(request, ngettext("Signed out on %(n)d device.", "Signed out on %(n)d devices.", ended) % {"n": ended})
    return redirect("accounts:devices")

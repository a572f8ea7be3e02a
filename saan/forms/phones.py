"""The pages of the phones: one's own, with the code to scan, and for coordinators those of their organisation."""

import segno
from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from saan.forms import devices
from saan.forms.models import DeviceKey
from saan.forms.permissions import Permission
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast

MOST_WORKING = 10


class PhoneForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What is the phone called?"),
        max_length=120,
        help_text=gettext_lazy("So that you know it again in the list, for example: Samsung of the health centre."),
    )


@requires(Permission.SUBMISSION_SEND)
def phone_list(request):
    """One's own phones; the code of a new one is shown once, on the page that made it."""
    form, code = PhoneForm(request.POST if request.method == "POST" else None), None
    mine = DeviceKey.objects.filter(user=request.user, organisation_id=request.user.acting_organisation_id)
    if form.is_valid():
        with refusal_on(form):
            code = _new_code(request, mine, form.cleaned_data["name"])
            form = PhoneForm()
    context = {
        "title": _("My phones"),
        "form": form,
        "code": code,
        "keys": mine.order_by("revoked_at", "-created_at")[:50],
        "may_keep": bool(request.user.reach(Permission.DEVICE_KEEP)),
    }
    return render(request, "forms/phone_list.html", context)


def _new_code(request, mine, name):
    if mine.filter(revoked_at=None).count() >= MOST_WORKING:
        raise Refused(_("You have ten phones already. Revoke one that you no longer use first."))
    user = request.user
    _key, plain = devices.make_key(
        user=user, organisation=user.acting_organisation, name=name, by=user, at=timezone.now()
    )
    base = request.build_absolute_uri(reverse("openrosa:base", args=[plain]))
    settings = devices.settings_for(base, f"{_('Saan')} · {user.acting_organisation}")
    picture = segno.make(settings, error="l").svg_inline(scale=3, border=4, dark="#000", light="#fff")
    return {"base": base, "picture": mark_safe(picture)}  # made of our own text alone


@requires(Permission.DEVICE_KEEP)
def organisation_phones(request):
    """Every phone that works for the organisation, newest first, so that a lost one is shut out at once."""
    keys = DeviceKey.objects.visible_to(request.user, Permission.DEVICE_KEEP).select_related("user")
    context = {"title": _("Phones of the organisation"), "keys": keys.order_by("revoked_at", "-seen_at", "-pk")[:500]}
    return render(request, "forms/organisation_phones.html", context)


@requires(Permission.SUBMISSION_SEND)
@require_POST
def phone_revoke(request, pk):
    """From now on this phone is let in no more: one's own, or as a coordinator any of the organisation."""
    key = get_object_or_404(_revocable(request.user), pk=pk)
    devices.revoke_key(key=key, by=request.user, at=timezone.now())
    toast(request, _("The phone is shut out. What it holds is wiped when it next asks."))
    return redirect("phones:list" if key.user_id == request.user.pk else "phones:organisation")


def _revocable(user):
    keys = DeviceKey.objects.select_related("user")
    if user.reach(Permission.DEVICE_KEEP):
        return keys.filter(pk__in=DeviceKey.objects.visible_to(user, Permission.DEVICE_KEEP))
    if not user.acting_organisation_id:
        raise Http404
    return keys.filter(user=user, organisation_id=user.acting_organisation_id)

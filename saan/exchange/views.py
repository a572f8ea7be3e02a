"""The page on which one makes and revokes keys for machines."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from saan.exchange import actions
from saan.exchange.models import ApiKey
from saan.exchange.permissions import Permission
from saan.shared.access import requires
from saan.shared.forms import ThaiDateField
from saan.shared.toasts import toast


class KeyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=120,
        help_text=gettext_lazy("For example: nightly copy to the hospital's own system."),
    )
    expires_on = ThaiDateField(label=gettext_lazy("Works until"), required=False)

    def clean_expires_on(self):
        expires_on = self.cleaned_data["expires_on"]
        if expires_on and expires_on < timezone.localdate():
            raise forms.ValidationError(_("This day has passed already."))
        return expires_on


@requires(Permission.KEY_MAKE)
def key_list(request):
    """One's own keys; a new one is shown once, on the page that made it."""
    form, plain = KeyForm(request.POST if request.method == "POST" else None), None
    if form.is_valid():
        _key, plain = actions.make_key(user=request.user, at=timezone.now(), **form.cleaned_data)
        form = KeyForm()
    keys = ApiKey.objects.visible_to(request.user, Permission.KEY_MAKE).order_by("-created_at")
    context = {"title": _("Keys for machines"), "form": form, "plain": plain, "keys": keys}
    return render(request, "exchange/key_list.html", context)


@requires(Permission.KEY_MAKE)
@require_POST
def key_revoke(request, pk):
    """From now on the key opens nothing."""
    key = get_object_or_404(ApiKey.objects.visible_to(request.user, Permission.KEY_MAKE), pk=pk)
    actions.revoke_key(key=key, by=request.user, at=timezone.now())
    toast(request, _("The key is revoked; machines that use it are turned away from now on."))
    return redirect("exchange:key_list")

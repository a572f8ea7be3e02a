"""Before somebody is in."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.views import PasswordResetConfirmView
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from saan.accounts import providers
from saan.audit import actions as audit
from saan.shared.access import public
from saan.shared.security import csp_override


def may_lead_to_providers(view):
    """Its forms may be answered by a redirect to a configured provider of identities, and to no other place."""

    @wraps(view)
    def leading(request, *args, **kwargs):
        known = providers.origins(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
        return csp_override({"form-action": known})(view)(request, *args, **kwargs)

    return leading


def forgotten(request):
    return render(request, "accounts/forgotten.html")


def no_account(request):
    return render(request, "accounts/no_account.html")


@method_decorator(never_cache, name="dispatch")
class ChoosePassword(PasswordResetConfirmView):
    """The page behind the link that an administrator hands over."""

    template_name = "accounts/password_choose.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form):
        form.user.must_change_password = False
        audit.record("accounts.password.changed", form.user, by=form.user, at=timezone.now())
        return super().form_valid(form)


password_choose = public("whoever holds the one-time link chooses a password")(ChoosePassword.as_view())

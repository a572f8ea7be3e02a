"""Where our rules meet allauth: no open sign-up, throttling that shuts out nobody else, sealed second factors."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.accounts.known_devices import device_of, remember
from saan.accounts.models import User
from saan.audit import actions as audit
from saan.shared.crypto import seal, unseal


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The username or the password is not right. Nothing was changed; try again."),
        "too_many_login_attempts": _("Too many failed tries from here. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def _get_login_attempts_cache_key(self, request, **credentials):
        # User *and* address: a stranger's tries elsewhere must not shut out the worker whose name they use; nor must
        # those of a stranger behind the same address, so a browser that the worker has used before counts for itself.
        username = credentials.get("username", "").lower()
        return f"{device_of(request, username) or self.get_client_ip(request)}:{username}"

    def authentication_failed(self, request, **credentials):
        user = User.objects.filter(username=credentials.get("username", "").lower()).first()
        if user:
            audit.record(
                "accounts.sign_in.failed", user, by=user, at=timezone.now(), address=self.get_client_ip(request)
            )

    def post_login(self, request, user, **kwargs):
        audit.record("accounts.signed_in", user, by=user, at=timezone.now(), address=self.get_client_ip(request))
        response = super().post_login(request, user, **kwargs)
        remember(request, response, user.username)
        if user.language:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=settings.LANGUAGE_COOKIE_AGE)
        return response

    def set_password(self, user, password):
        user.must_change_password = False
        super().set_password(user, password)
        audit.record("accounts.password.changed", user, by=user, at=timezone.now())

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        # "You have signed in as …" tells nobody anything.
        if message_template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_notification_mail(self, *args, **kwargs):
        """No mail: one's own devices and the trail show what was changed."""


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed: whoever copies the database cannot make codes."""

    def encrypt(self, text):
        return base64.b64encode(seal(text, "mfa")).decode()

    def decrypt(self, encrypted_text):
        return unseal(base64.b64decode(encrypted_text), "mfa")

    def _get_site_name(self):
        return str(_("Saan"))

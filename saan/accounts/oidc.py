"""Signing in by ThaID or Provider ID (OpenID Connect).

Somebody known by the verified citizen ID comes into the account that carries it; anybody else gets an account without
any right, until one is granted. Kept of what the provider tells: the name, and blind indexes of subject and citizen ID.
"""

import secrets

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from requests import RequestException

from saan.accounts.actions.users import READABLE
from saan.accounts.models import User
from saan.audit import actions as audit
from saan.shared.crypto import blind_index
from saan.shared.errors import Refused


class VerifyingAdapter(OpenIDConnectOAuth2Adapter):
    """Checks the signature of every ID token, and lets nothing through that would be stored in the clear."""

    def complete_login(self, request, app, token, **kwargs):
        response = kwargs["response"]
        claims = self._decode_id_token(app, response.get("id_token") or "")
        told = {**self._told(token, claims), **claims}
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": told})
        login.account.uid = blind_index(f"{app.provider_id}:{login.account.uid}").hex()
        login.account.extra_data = {}
        login.email_addresses = []
        login.identity_index = blind_index(told.get(app.settings["identity_claim"] or None))
        login.full_name = " ".join(filter(None, [told.get("given_name"), told.get("family_name")])) or told.get(
            "name", ""
        )
        return login

    def _told(self, token, claims):
        """Userinfo, where there is any; it must speak of the same subject (OpenID Connect Core 5.3.2)."""
        if "userinfo_endpoint" not in self.openid_config:
            return {}
        told = self._fetch_user_info(token.token)
        if told.get("sub") != claims["sub"]:
            raise OAuth2Error("userinfo speaks of somebody else")
        return told

    def _decode_id_token(self, app, id_token):
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


@login_not_required
def begin(request, provider_id):
    """To the provider."""
    return _through(OAuth2LoginView, request, provider_id)


@login_not_required
def come_back(request, provider_id):
    """From the provider."""
    return _through(OAuth2CallbackView, request, provider_id)


def _through(view, request, provider_id):
    try:
        return view.adapter_view(VerifyingAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except RequestException as error:
        raise Refused(
            _("This way of signing in does not answer right now. Use your password, or try later."), 503
        ) from error


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return True  # an account without rights; see save_user

    def list_apps(self, request, provider=None, client_id=None):
        # From the environment alone: an application stored in the database would be a second, unseen door.
        from allauth.socialaccount.adapter import _build_apps_from_settings

        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for several in apps.values() for app in several]

    def pre_social_login(self, request, sociallogin):
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        known = (
            User.objects.filter(identity_index=sociallogin.identity_index).first()
            if sociallogin.identity_index
            else None
        )
        if known:
            sociallogin.connect(request, known)
            audit.record(
                "accounts.identity.linked", known, by=known, at=timezone.now(), provider=sociallogin.account.provider
            )

    def populate_user(self, request, sociallogin, data):
        user = sociallogin.user
        mark = "".join(secrets.choice(READABLE) for _letter in range(6))
        user.username = f"{sociallogin.account.provider}-{mark}"
        user.full_name = data.get("name") or " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        return user

    def save_user(self, request, sociallogin, form=None):
        sociallogin.user.identity_index = sociallogin.identity_index
        user = super().save_user(request, sociallogin, form)
        audit.record("accounts.user.arrived", user, by=user, at=timezone.now(), provider=sociallogin.account.provider)
        return user

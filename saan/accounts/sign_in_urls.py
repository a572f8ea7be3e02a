"""allauth's pages, each with its declared access; what is not listed here (open sign-up, e-mail) does not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import path

from saan.accounts import oidc
from saan.accounts.views import entrance
from saan.shared.access import public, signed_in

signing_in = public("signing in")
second_step = public("the second step of signing in; allauth asks for the first")

urlpatterns = [
    path("login/", signing_in(entrance.may_lead_to_providers(account.login)), name="account_login"),
    path("login/passkey/", signing_in(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("login/second-step/", second_step(mfa.authenticate), name="mfa_authenticate"),
    path(
        "login/forgotten/",
        public("who cannot sign in must be told what to do")(entrance.forgotten),
        name="account_reset_password",
    ),
    path(
        "login/no-account/",
        public("who has no account must be told whom to ask")(entrance.no_account),
        name="account_signup",
    ),
    path("logout/", public("signing out twice harms nobody")(account.logout), name="account_logout"),
    path(
        "inactive/",
        public("whose account is closed must be told so")(account.account_inactive),
        name="account_inactive",
    ),
    path("again/", signed_in(entrance.may_lead_to_providers(account.reauthenticate)), name="account_reauthenticate"),
    path("again/code/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("again/passkey/", signed_in(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("password/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", signed_in(account.password_set), name="account_set_password"),
    path("security/", signed_in(mfa.index), name="mfa_index"),
    path("security/app/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("security/app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("security/recovery-codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "security/recovery-codes/new/", signed_in(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "security/recovery-codes/file/", signed_in(recovery.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("security/passkeys/", signed_in(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("security/passkeys/add/", signed_in(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/remove/", signed_in(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("security/passkeys/<int:pk>/name/", signed_in(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "identities/", signed_in(entrance.may_lead_to_providers(social.connections)), name="socialaccount_connections"
    ),
    path("identities/cancelled/", signing_in(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("identities/error/", signing_in(social.login_error), name="socialaccount_login_error"),
    path("identities/<slug:provider_id>/", signing_in(oidc.begin), name="openid_connect_login"),
    path("identities/<slug:provider_id>/back/", signing_in(oidc.come_back), name="openid_connect_callback"),
]

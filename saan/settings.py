"""Settings: everything that differs between places comes from the environment; everything else is decided here."""

import os
from pathlib import Path

from saan.accounts import providers
from saan.contexts import CONTEXTS
from saan.runtime.database import database_from_url
from saan.runtime.secrets import load_secrets

BASE_DIR = Path(__file__).resolve().parent.parent
SAAN_HOME = Path(os.environ.get("SAAN_HOME", BASE_DIR / "var"))
DEBUG = os.environ.get("SAAN_DEBUG") == "1"

SECRETS = load_secrets(SAAN_HOME)
SECRET_KEY = SECRETS.django_key
ALLOWED_HOSTS = os.environ.get("SAAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("SAAN_ORIGINS", "").split(",") if origin]
# Behind a proxy that speaks TLS: cookies go that way alone, and the proxy says by which way it was asked itself.
IS_ENCRYPTED = bool(CSRF_TRUSTED_ORIGINS) and all(one.startswith("https://") for one in CSRF_TRUSTED_ORIGINS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_ENCRYPTED
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_ENCRYPTED else None

INSTALLED_APPS = [
    *(f"saan.{name}" for name in CONTEXTS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "saan.runtime",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "saan.shared.security.csp_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "saan.shared.errors.cookie_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "saan.accounts.middleware.ActingOrganisationMiddleware",
    "saan.accounts.middleware.TemporaryPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "saan.shared.toasts.toast_middleware",
    "saan.shared.errors.ErrorMiddleware",
]

ROOT_URLCONF = "saan.urls"
WSGI_APPLICATION = "saan.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "saan.shared.frame.context",
                "saan.accounts.context.identity_providers",
            ],
        },
    },
]

# One request is one transaction: row-level security is set for its length (saan.shared.access).
DATABASES = {"default": {**database_from_url(os.environ.get("DATABASE_URL", "")), "ATOMIC_REQUESTS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
SAAN_ROLES = "saan.roles.ROLES"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "saan.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "saan.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False  # one length for everybody: SESSION_COOKIE_AGE
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# The key is user and address together (accounts.adapters). A hospital may sit behind one address: those alone get more.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/5m/ip,8/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SAAN_PROXIES", "0"))
MFA_ADAPTER = "saan.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Saan"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CSRF_TRUSTED_ORIGINS  # on one's own machine, at http://localhost
SOCIALACCOUNT_ADAPTER = "saan.accounts.oidc.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": providers.configured(os.environ)}}
SOCIALACCOUNT_STORE_TOKENS = False

# Counters of failed sign-ins must be the same in every process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
_LOCALE = BASE_DIR / "saan" / "locale"
LOCALE_PATHS = [_LOCALE / "house", _LOCALE / "borrowed", BASE_DIR / "sheets" / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
STATICFILES_DIRS = [path for path in [BASE_DIR / "build" / "static"] if path.exists()]
MEDIA_ROOT = SAAN_HOME / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

FORM_RENDERER = "saan.shared.forms.Renderer"
CSRF_FAILURE_VIEW = "saan.shared.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True

"""Settings: everything that differs between places comes from the environment; everything else is decided here."""

import os
from pathlib import Path

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
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "saan.shared.security.csp_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "saan.accounts.middleware.ActingOrganisationMiddleware",
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
            ],
        },
    },
]

# One request is one transaction: row-level security is set for its length (saan.shared.access).
DATABASES = {"default": {**database_from_url(os.environ.get("DATABASE_URL", "")), "ATOMIC_REQUESTS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
SAAN_ROLES = "saan.roles.ROLES"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

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

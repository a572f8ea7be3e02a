"""Small facts for the pages of one's own account."""

from django.conf import settings


def identity_providers(request):
    return {"has_identity_providers": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])}

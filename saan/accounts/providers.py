"""Outside identities from the environment: ThaID and Provider ID, each shown only where it is configured.

SAAN_THAID_URL, _CLIENT_ID, _SECRET: issuer and credentials; _SCOPE, _SUBJECT_CLAIM, _IDENTITY_CLAIM where they differ.
The same with SAAN_PROVIDER_ID_. The identity claim is the citizen ID that the provider has verified.
"""

from urllib.parse import urlsplit

KNOWN = {
    "thaid": {
        "name": "ThaID",
        "prefix": "SAAN_THAID",
        "identity": "pid",
        "scope": "openid pid title given_name family_name",
    },
    "provider-id": {"name": "Provider ID", "prefix": "SAAN_PROVIDER_ID", "identity": "", "scope": "openid profile"},
}


def configured(environ):
    """The APPS of allauth's openid_connect provider."""
    return [_app(code, known, environ) for code, known in KNOWN.items() if environ.get(f"{known['prefix']}_URL")]


def origins(apps):
    """Where a sign-in form may lead: Content-Security-Policy follows its redirects."""
    return sorted(
        {f"{parts.scheme}://{parts.netloc}" for app in apps if (parts := urlsplit(app["settings"]["server_url"]))}
    )


def _app(code, known, environ):
    def value(name, default=""):
        return environ.get(f"{known['prefix']}_{name}", default)

    return {
        "provider_id": code,
        "name": known["name"],
        "client_id": value("CLIENT_ID"),
        "secret": value("SECRET"),
        "settings": {
            "server_url": value("URL"),
            "scope": value("SCOPE", known["scope"]).split(),
            "uid_field": value("SUBJECT_CLAIM", "sub"),
            "identity_claim": value("IDENTITY_CLAIM", known["identity"]),
            "oauth_pkce_enabled": True,
        },
    }

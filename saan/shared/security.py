"""Content-Security-Policy, in the words of Django 6's own (`SECURE_CSP`, `csp_override`), so that it can take over."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Policy = Mapping[str, Sequence[str]]

# Tabler's own style sheet carries its small drawings as data: addresses.
STRICT: Policy = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}


def csp_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Send the policy with every answer: the view's own where it has one, else that of the settings."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        policy = getattr(response, "csp_policy", {}) or getattr(settings, "SECURE_CSP", STRICT)
        response.headers.setdefault("Content-Security-Policy", header(policy))
        return response

    return middleware


def csp_override(more: Policy) -> Callable[..., Any]:
    """Let one view's page do what others may not: `@csp_override({"script-src": ["'wasm-unsafe-eval'"]})`."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            response.csp_policy = _joined(getattr(settings, "SECURE_CSP", STRICT), more)  # type: ignore[attr-defined]
            return response

        return wrapped

    return decorate


def header(policy: Policy) -> str:
    """The policy as the header's one line."""
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


def _joined(policy: Policy, more: Policy) -> Policy:
    return {**policy, **{directive: [*policy.get(directive, []), *sources] for directive, sources in more.items()}}

"""Short messages after a deed, with undo where there is one.

toast(request, _("The two records are one person now."), undo=reverse("people:unmerge", args=[merge.pk]))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.messages import constants
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

TONES = {constants.WARNING: "waits", constants.ERROR: "danger"}


@dataclass(frozen=True)
class Toast:
    """One message as the template shows it."""

    text: str
    tone: str = "ours"
    undo: str = ""
    advice: str = ""


def toast(request: HttpRequest, text: Any, *, tone: str = "ours", undo: str = "") -> None:
    """Say this on the next page, or in this answer to htmx."""
    level = {"ours": constants.SUCCESS, "waits": constants.WARNING, "danger": constants.ERROR}[tone]
    messages.add_message(request, level, text, extra_tags=undo)


def toasts_of(request: HttpRequest) -> list[Toast]:
    """What waits to be said, each thing once; Django's own messages too."""
    return [
        Toast(str(message), TONES.get(message.level, "ours"), _address(message.extra_tags))
        for message in messages.get_messages(request)
    ]


# Other packages put CSS classes into extra_tags; only ours is an address.
def _address(tags: str | None) -> str:
    return tags if tags and tags.startswith("/") and not tags.startswith("//") else ""


def toast_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers to htmx carry no frame, so what waits to be said is put beside them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _can_carry(request, response):
            waiting = toasts_of(request)
            response.content += _partial(request, waiting).encode() if waiting else b""
        return response

    return middleware


def _can_carry(request: HttpRequest, response: HttpResponse) -> bool:
    is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
    return request.headers.get("HX-Request") == "true" and is_page and not response.streaming


def _partial(request: HttpRequest, waiting: list[Toast]) -> str:
    cards = render_to_string("shared/_toasts.html", {"toasts": waiting}, request)
    return f'<hx-partial hx-target="#toasts" hx-swap="beforeend">{cards}</hx-partial>'

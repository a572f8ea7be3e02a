"""How Saan says no: kindly, with nothing lost, and never with a traceback."""

import errno
import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from psycopg.errors import UniqueViolation

log = logging.getLogger(__name__)

NUL = "\x00"
# Where machines ask, by the beginning of the address: (request, status, sentence) → the no in their own language.
TONGUES: dict[str, Callable[[HttpRequest, int, str], HttpResponse]] = {}
# In how many ways a stranger's document, read without looking, is not what we take it for.
MALFORMED = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


CANNOT_NOW = 409


class Refused(Exception):
    """An action's no. The message is shown as it is: what is in the way, and what can be done."""

    def __init__(self, message: Any, status: int = CANNOT_NOW) -> None:
        super().__init__(message)
        self.message = message
        self.status = status

    def __str__(self) -> str:
        return str(self.message)


def is_pause(error: BaseException | None) -> bool:
    """Whether what we stand on cannot work just now, no database or no room on the disk: a pause, no fault of ours."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    return isinstance(error, OperationalError | InterfaceError)


# status → (what happened, was anything lost, what to do)
SENTENCES = {
    400: (
        _("This address or request cannot be read"),
        _("Nothing was changed and nothing was lost."),
        _("Go back and try again from the page you came from."),
    ),
    403: (
        _("You do not have the right to open this page"),
        _("Nothing was changed and nothing was lost."),
        _("If this is part of your work, ask the administrator of your organisation for the right."),
    ),
    404: (
        _("This page was not found"),
        _("It may have moved, or it belongs to an area you do not look after."),
        _("Check the address, or search for what you need."),
    ),
    405: (
        _("This page cannot be opened this way"),
        _("Nothing was changed and nothing was lost."),
        _("Go back and use the button on the page."),
    ),
    409: (
        _("This cannot be done right now"),
        _("Nothing was changed and nothing was lost."),
        _("Go back, look at the latest data, and try again."),
    ),
    413: (
        _("What was sent is too large"),
        _("Nothing was saved from it; what was there before is still there."),
        _("Split the file into smaller ones and send them one by one."),
    ),
    429: (
        _("Too many tries in a short time"),
        _("Nothing was lost. This pause protects everyone's data."),
        _("Wait a few minutes and try again."),
    ),
    500: (
        _("Something went wrong on our side"),
        _("What you saved before is still there. The fault has been written down for those who look after the system."),
        _("Try again in a moment. If it happens again, tell your administrator what you were doing."),
    ),
    503: (
        _("The system is being looked after and will be back soon"),
        _("All data is safe."),
        _("Wait a few minutes and open this page again."),
    ),
}


def error_page(request: HttpRequest, status: int, message: Any = None) -> HttpResponse:
    """The page for this status, a toast where htmx asked, or what a machine reads."""
    title, assurance, advice = SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
    for beginning, say in TONGUES.items():
        if request.path.startswith(beginning):
            return say(request, status, str(message or title))
    words = {"status": status, "title": message or title, "assurance": assurance, "advice": "" if message else advice}
    if request.headers.get("HX-Request") == "true":
        return _as_toast(request, words, status)
    return render(request, "shared/error.html", words, status=status)


def _as_toast(request: HttpRequest, words: dict[str, Any], status: int) -> HttpResponse:
    toast = {"tone": "danger" if status >= 500 else "waits", "text": words["title"], "advice": words["advice"]}
    response = render(request, "shared/_toast.html", {"toast": toast}, status=status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "beforeend"
    response["HX-Push-Url"] = "false"
    return response


def cookie_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A cookie with a NUL in it, which no session and no text can have, is none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in value}
        return get_response(request)

    return middleware


class ErrorMiddleware:
    """Turns what an action refuses, and what a database cannot hold, into a page a person can read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return error_page(request, 400)
        response = self.get_response(request)
        return _in_words(request, response) if isinstance(response, HttpResponseNotAllowed) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return error_page(request, exception.status, exception.message)
        if isinstance(exception, DataError | OverflowError | UnicodeEncodeError):
            log.warning("The database refused a value sent to %s", request.path, exc_info=exception)
            return error_page(request, 400)
        if isinstance(exception, IntegrityError) and isinstance(exception.__cause__, UniqueViolation):
            log.warning("Two did the same at once at %s", request.path, exc_info=exception)
            return error_page(request, 409)
        return None


def _in_words(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """Django's own 405 is empty, and a browser shows nothing: sent back after signing in, say, to where one posts."""
    if refused.content:
        return refused
    page = error_page(request, 405)
    page["Allow"] = refused["Allow"]
    return page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400"""
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig | TooManyFieldsSent) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403"""
    return error_page(request, 403, str(exception) or None)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404"""
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: asks nothing of the database, which may be what failed."""
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: nearly always a page left open overnight."""
    return error_page(request, 403, _("This page was open for too long; go back, refresh it and send again"))

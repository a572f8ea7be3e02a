import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path
from django.utils import translation
from django.views.decorators.http import require_POST

from saan.shared import errors
from saan.shared.errors import Refused
from saan.shared.toasts import toast


def raising(error):
    def view(request):
        raise error

    return view


def saved(request):
    toast(request, "บันทึกแล้ว", undo="/undo/")
    return HttpResponse("<p>row</p>")


def elsewhere(request):
    toast(request, "x", undo="//evil.example/")
    return HttpResponse("<p>row</p>")


handler400 = "saan.shared.errors.bad_request"
handler403 = "saan.shared.errors.permission_denied"
handler404 = "saan.shared.errors.page_not_found"
handler500 = "saan.shared.errors.server_error"
urlpatterns = [
    path("", include("saan.urls")),
    path("refused/", raising(Refused("เตียงนี้มีผู้ยืมอยู่แล้ว"))),
    path("too-big-number/", raising(DataError("integer out of range"))),
    path("too-big/", raising(RequestDataTooBig())),
    path("forbidden/", raising(PermissionDenied())),
    path("gone/", raising(Http404())),
    path("broken/", raising(ZeroDivisionError())),
    path("posted/", require_POST(saved)),
    path("saved/", saved),
    path("elsewhere/", elsewhere),
]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def visitor():
    with override_settings(ROOT_URLCONF=__name__), translation.override("th"):
        yield Client(raise_request_exception=False)


def text_of(response):
    return response.content.decode()


@pytest.mark.django_db
def test_a_refusal_is_a_page_that_says_nothing_was_lost(visitor):
    answer = visitor.get("/refused/")

    assert answer.status_code == 409
    assert "เตียงนี้มีผู้ยืมอยู่แล้ว" in text_of(answer)
    assert "ไม่มีอะไรหาย" in text_of(answer)


@pytest.mark.django_db
def test_a_refusal_is_a_toast_where_htmx_asked(visitor):
    answer = visitor.get("/refused/", headers=HTMX)

    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#toasts")
    assert "<html" not in text_of(answer)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/too-big-number/", 400),
        ("/too-big/", 413),
        ("/forbidden/", 403),
        ("/gone/", 404),
        ("/nowhere/", 404),
        ("/broken/", 500),
        ("/nul%00/", 400),
        ("/saved/?q=%00", 400),
    ],
)
def test_every_error_has_a_page_in_thai(visitor, address, status):
    answer = visitor.get(address)

    assert answer.status_code == status
    assert str(errors.SENTENCES[status][0]) in text_of(answer)


def test_the_error_page_needs_no_database():
    request = RequestFactory(headers={"Cookie": "sessionid=stale"}).get("/broken/")
    SessionMiddleware(lambda request: None).process_request(request)
    request._messages = FallbackStorage(request)

    assert errors.server_error(request).status_code == 500  # no django_db mark: a query would fail


@pytest.mark.django_db
def test_a_page_left_open_is_told_kindly():
    with override_settings(ROOT_URLCONF=__name__):
        answer = Client(enforce_csrf_checks=True).post("/posted/")

    assert answer.status_code == 403
    assert "เปิดทิ้งไว้นาน" in text_of(answer)


@pytest.mark.django_db
def test_what_was_done_is_said_beside_an_answer_to_htmx(visitor):
    answer = text_of(visitor.get("/saved/", headers=HTMX))

    assert answer.startswith("<p>row</p><hx-partial")
    assert 'action="/undo/"' in answer


@pytest.mark.django_db
def test_undo_never_leads_to_another_site(visitor):
    assert "evil" not in text_of(visitor.get("/elsewhere/", headers=HTMX))


@pytest.mark.django_db
def test_no_page_runs_a_foreign_script(visitor):
    assert "script-src 'self'" in visitor.get("/nowhere/")["Content-Security-Policy"]


def test_a_cookie_with_a_nul_in_it_is_none():
    cookies = []
    request = RequestFactory().get("/", headers={"Cookie": r'sessionid="aaaaaaaaaa\000"; theme=dark'})

    errors.cookie_middleware(lambda seen: cookies.append(seen.COOKIES))(request)

    assert cookies == [{"theme": "dark"}]


@pytest.mark.django_db
def test_a_session_with_a_nul_in_its_name_is_nobodys():
    response = Client().get("/", headers={"Cookie": r'sessionid="aaaaaaaaaa\000"'})

    assert response.status_code == 200


@pytest.mark.django_db
def test_an_address_that_is_only_posted_to_says_so_in_words(visitor):
    answer = visitor.get("/posted/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "หน้านี้" in text_of(answer)

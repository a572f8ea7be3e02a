import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path


def asks_the_database(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("here")


class AsksTheDatabase:
    """A middleware that needs the database, as the one of sessions does."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asks_the_database(request)
        return self.get_response(request)


def has_a_fault(request):
    raise ZeroDivisionError


urlpatterns = [path("asks", asks_the_database), path("fault", has_a_fault)]
handler500 = "saan.runtime.outage.server_error"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]


@pytest.fixture
def database_down(monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    yield monkeypatch
    monkeypatch.undo()
    connection.close()


@pytest.fixture
def browser_tab():
    return Client(raise_request_exception=False)


def test_page_says_503_and_when_to_come_back(database_down, browser_tab):
    response = browser_tab.get("/asks")

    assert (response.status_code, response["Retry-After"]) == (503, "2")


@override_settings(MIDDLEWARE=[f"{__name__}.AsksTheDatabase"])
def test_middleware_without_a_database_says_503_too(database_down, browser_tab):
    assert browser_tab.get("/asks").status_code == 503


def test_web_is_back_with_the_database(database_down, browser_tab):
    browser_tab.get("/asks")
    database_down.undo()

    assert browser_tab.get("/asks").content == b"here"


def test_connection_cut_while_idle_is_not_noticed(browser_tab):
    browser_tab.get("/asks")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with connection.copy().temporary_connection() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])

    assert browser_tab.get("/asks").status_code in (200, 503)
    assert browser_tab.get("/asks").status_code == 200


def test_fault_of_ours_stays_500(browser_tab):
    assert browser_tab.get("/fault").status_code == 500


def test_database_error_is_what_it_was_before(database_down):
    with pytest.raises(OperationalError):
        connection.ensure_connection()

"""What every answer of the URL table says to the browser, and what no page carries."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from saan.accounts.testing import PASSWORD
from tests.access.sides import guarded, holders, is_of_machines, named

INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE
)


def asker(world, address):
    return holders(world, address)[0][0] if address in guarded else None


@pytest.mark.parametrize("address", named, ids=str)
def test_every_page_forbids_what_is_not_ours(world, address):
    response, text = world.ask(asker(world, address), "get", world.url(address))

    policy = response.headers["Content-Security-Policy"]
    if policy != "sandbox":
        scripts = re.search(r"script-src ([^;]+)", policy)[1].split()
        assert set(scripts) <= {"'self'", "'wasm-unsafe-eval'"}
        assert "object-src 'none'" in policy
        assert "base-uri 'none'" in policy
        assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"
    if response.headers.get("Content-Type", "").startswith("text/html"):
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert INLINE.findall(text) == []


@pytest.mark.parametrize("address", [one for one in guarded if not is_of_machines(one)], ids=str)
def test_pages_about_persons_are_not_kept(world, address):
    response, _text = world.ask(asker(world, address), "get", world.url(address))

    assert "no-store" in response.headers.get("Cache-Control", "") or response.status_code >= 300


def test_a_deed_from_another_site_is_refused(world):
    for address in guarded:
        world.clients[None] = Client(enforce_csrf_checks=True, raise_request_exception=False)
        world.clients[None].force_login(asker(world, address))
        response, _text = world.ask(None, "post", world.url(address))

        assert response.status_code in (403, 405), str(address)
    world.clients[None] = Client(raise_request_exception=False)


@pytest.mark.django_db
def test_the_cookies_of_a_session_are_closed(client):
    from saan.accounts.testing import user

    user(username="volunteer")
    client.post("/account/login/", {"login": "volunteer", "password": PASSWORD})

    for name in ("sessionid", "known_device"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name
    assert settings.CSRF_COOKIE_SAMESITE == "Lax"


ASKED = """
import json, django
from django.conf import settings
django.setup()
from django.test import RequestFactory
request = RequestFactory().get("/", headers={"X-Forwarded-Proto": "https"})
print(json.dumps([settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, request.is_secure()]))
"""


@pytest.mark.parametrize(("origins", "said"), [("https://saan.example", True), ("", False), ("http://saan.lan", False)])
def test_behind_tls_cookies_go_that_way_alone(origins, said):
    environment = os.environ | {"SAAN_ORIGINS": origins, "DJANGO_SETTINGS_MODULE": "saan.settings"}

    told = subprocess.run([sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True)

    assert told.stdout.split() == [f"[{str(said).lower()},", f"{str(said).lower()},", f"{str(said).lower()}]"]

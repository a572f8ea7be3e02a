"""pytest plugin: a real Chromium, and what every page has to hold in it.

`page` is a tab in Thai on the live server; a script error or a blocked resource fails the test that met it. Without a
Chromium these tests are skipped, loudly; with SAAN_REQUIRE_BROWSER=1, as CI sets it, they fail.
"""

import asyncio
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from saan.runtime.environment import SOURCES

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE = SOURCES / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
NO_BROWSER = "NO CHROMIUM: browser tests did not run. Install one (apt install chromium) or set CHROMIUM to its path."
PHONE, TABLET, DESK = ({"width": width, "height": height} for width, height in ((360, 740), (768, 1024), (1280, 800)))


def chromium_path():
    """The Chromium of this machine, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def finished(coroutine):
    """What it comes to, run in a thread of its own: where a browser was driven, this one has a loop in it for good."""
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(asyncio.run, coroutine).result()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests last: they take the longest, and what is plainly wrong should be told first."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_terminal_summary(terminalreporter):
    if any(NO_BROWSER in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line("")
        terminalreporter.write_line(f"!!! {NO_BROWSER}", red=True, bold=True)


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run."""
    path = chromium_path()
    if path is None:
        (pytest.fail if os.environ.get("SAAN_REQUIRE_BROWSER") == "1" else pytest.skip)(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django would take for a reason to refuse.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server):
    """A tab on the live server; page.goto("/areas/") is enough."""
    context = chromium.new_context(base_url=live_server.url, locale="th-TH", viewport=DESK)
    tab = context.new_page()
    troubles = []
    tab.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
    tab.on("console", lambda message: troubles.append(message.text) if _is_blocked(message) else None)
    yield tab
    context.close()
    assert not troubles


@pytest.fixture
def sign_in(page, live_server, client):
    """sign_in(user): the tab belongs to this user from now on."""

    def sign(user):
        client.force_login(user)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )

    return sign


def axe_findings(page):
    """What axe-core complains of on the page as it stands: a line each, none when all is well."""
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]


def _is_blocked(message):
    return message.type == "error" and "Content Security Policy" in message.text

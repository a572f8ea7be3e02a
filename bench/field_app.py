"""The field app on a slow phone: `python -m bench.field_app --homes 3000 --slower 6`.

A real Chromium holds so many homes; the server's side of the wire is played by invented answers, as only the phone is
measured: the size of the first load, how long the app takes to open without signal, and the longest time the page was
busy at one stroke while a finger flung the list past and while somebody typed into the search.

That time is what the page's own thread took of the processor, times `--slower`: Chromium's own throttling wakes the
thread thousands of times a second, which on a virtual machine costs many times what is to be measured.
"""

import argparse
import json
import random
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from bench import figures
from bench.figures import Figure
from saan.runtime.testing import prepare_environment

PIN = "205913"
FASTEST = 8000  # pixels a second: Android lets no finger fling a list faster
GIVEN = ("สมชาย", "มาลี", "ประเสริฐ", "วิไลวรรณ", "จันทร์เพ็ญ", "อำนวย", "ถาวร", "สุรีย์", "ละมัย", "ชูศรี", "เจริญ", "พยอม")
FAMILY = ("ใจดี", "แก้วใส", "ทองคำ", "ศรีสุข", "วงศ์ทอง", "สุขสวัสดิ์", "รักดี", "บุญมี", "เพชรรัตน์", "คงแก้ว")
# How much of the screen had no rows yet, each time the list had been moved on.
WATCH = """() => { window.bare = [];
  addEventListener("scroll", () => { const list = document.querySelector(".roll");
    if (!list?.firstElementChild) return;  // a search that has found nobody yet
    const tops = [...list.children].map((row) => Number(row.style.transform.match(/[\\d.]+/)[0])).sort((a, b) => a - b);
    const seen = scrollY - list.offsetTop, height = list.firstElementChild.offsetHeight;
    const covered = Math.min(tops.at(-1) + height, seen + innerHeight) - Math.max(tops[0], seen);
    window.bare.push(1 - Math.max(0, covered) / (innerHeight + Math.min(0, seen)));
    }, { passive: true, capture: true }); }"""
TASK = "ThreadControllerImpl::RunTask"
WHOLE = """() => document.querySelector(".roll > li") && !document.querySelector(".roll > .brief")"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--homes", type=int, default=3000)
    arguments.add_argument("--slower", type=float, default=6)
    arguments.add_argument("--quick", action="store_true", help="few homes: does the bench work?")
    chosen = arguments.parse_args()
    if chosen.quick:
        chosen.homes = 200
    prepare_environment()
    figures.write("field_app", measured(chosen.homes, chosen.slower), quick=chosen.quick)


def first_load():
    """Bytes, compressed, of all that is kept before a form is opened."""
    from django.contrib.staticfiles import finders

    files = json.loads(Path(finders.find("saan/field/shell.json")).read_text())["files"]
    return sum(file["size"] for file in files if not file["engine"])


def measured(homes, slower):
    from playwright.sync_api import sync_playwright

    from saan.runtime.browsing import PHONE, chromium_path

    with serving() as url, sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=chromium_path(), args=["--no-sandbox"], base_url=url,
            viewport=PHONE, has_touch=True, locale="th-TH",
        )  # fmt: skip
        play_the_server(context, homes)
        tab = context.pages[0]
        troubles = []
        tab.on("pageerror", lambda error: troubles.append(error))  # a list that stopped drawing is quick
        enrol(tab)
        context.unroute("**/field/sync/**")
        context.set_offline(True)
        opened, listed = opening(tab)
        found = [
            Figure("first load, compressed", 0, first_load() / 1024, "KB", "≤ 300"),
            Figure("opens offline", homes, opened, "s", "≤ 1.5"),
            Figure("list after the PIN", homes, listed, "s"),
            *pauses(tab, context.new_cdp_session(tab), homes, slower),
        ]
        context.close()
    if troubles:
        raise SystemExit(f"The app met an error: {troubles[0]}")
    return found


def enrol(tab):
    tab.goto("/field/?enrol")
    for title in ("ตั้งรหัส", "ใส่รหัสอีกครั้ง"):
        tab.get_by_role("heading", name=title).wait_for()
        type_pin(tab)
    tab.locator(".home").first.wait_for()
    tab.evaluate("navigator.serviceWorker.ready.then(() => 0)")


def opening(tab):
    began = time.perf_counter()
    tab.goto("/field/", wait_until="commit")
    tab.locator(".pinpad").wait_for()
    opened = time.perf_counter()
    type_pin(tab)
    typed = time.perf_counter()
    tab.locator(".home").first.wait_for()
    listed = time.perf_counter()
    return opened - began, listed - typed


def pauses(tab, wire, homes, slower):
    tab.wait_for_function(WHOLE)
    place = centre(tab.locator("nav.bar a").nth(1))
    tab.evaluate(WATCH)
    flung = longest(wire, lambda: fling(wire, FASTEST))
    bare = tab.evaluate("window.bare")
    fleeing = longest(wire, lambda: fling(wire, 10 * FASTEST))
    opened = longest(wire, lambda: (tab.touchscreen.tap(*place), tab.wait_for_timeout(1000)))
    words = answer(homes)["people"][0]["g"]
    typed = longest(wire, lambda: (tab.keyboard.type(words, delay=80), tab.wait_for_timeout(1000)))
    tab.wait_for_function(WHOLE)
    slow = f", CPU {slower:g} times slower"
    yield Figure(f"longest pause in a fling{slow}", homes, flung * slower, "ms", "≤ 100")
    yield Figure(f"longest pause when all rows are others at once{slow}", homes, fleeing * slower, "ms", "≤ 100")
    yield Figure("of the screen without rows in a fling, mean", homes, sum(bare) / len(bare))
    yield Figure(f"longest pause when the search opens{slow}", homes, opened * slower, "ms", "≤ 100")
    yield Figure(f"longest pause while typing into it{slow}", homes, typed * slower, "ms", "≤ 100")


def fling(wire, speed, seconds=4):
    """Past the page's own thread, as a finger does it."""
    far = {"yDistance": -speed * seconds, "speed": speed, "gestureSourceType": "mouse", "preventFling": True}
    wire.send("Input.synthesizeScrollGesture", {"x": 180, "y": 500, **far})


def longest(wire, deed):
    """Milliseconds of the processor that the longest task of the page's own thread took during this deed.

    Nothing is asked of the page meanwhile: that would be counted as the app's.
    """
    events, ended = [], []
    wire.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    wire.on("Tracing.tracingComplete", lambda told: ended.append(told))
    wire.send("Tracing.start", {"traceConfig": {"includedCategories": ["toplevel"]}})
    deed()
    wire.send("Tracing.end")
    while not ended:
        wire.send("Browser.getVersion")
    pages = {thread(event) for event in events if event["args"].get("name") == "CrRendererMain"}
    tasks = [event for event in events if event.get("name") == TASK and thread(event) in pages]
    return max(event["tdur"] for event in tasks if "tdur" in event) / 1000


def thread(event):
    return event["pid"], event["tid"]


def centre(element):
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def type_pin(tab):
    for digit in PIN:
        tab.get_by_role("button", name=digit, exact=True).click()


@contextmanager
def serving():
    """The app's own files by the real views; nothing of it asks a database."""
    from django.conf import settings
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    connection.settings_dict["ATOMIC_REQUESTS"] = False
    settings.ALLOWED_HOSTS = ["*"]
    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


def play_the_server(context, homes):
    enrolment = {"key": "k", "device": 1, "base": "/openrosa/k", "user": {"id": 1, "name": "สมหญิง ใจงาม"}}
    enrolment["organisation"] = {"id": 1, "name": "อบต.ควนขนุน"}
    context.route("**/field/owner/", lambda route: route.fulfill(json={"marks": ["m"]}))
    context.route("**/field/enrol/", lambda route: route.fulfill(json=enrolment))
    context.route("**/account/logout/", lambda route: route.fulfill(status=204))
    context.route("**/field/sync/**", lambda route: route.fulfill(json=answer(homes)))


def answer(homes):
    """A whole snapshot, with about as much of each person as there is."""
    drawn = random.Random(homes)
    areas = {f"9305010{moo}": {"name": f"หมู่ {moo} บ้านที่ {moo}", "path": "ต.ควนขนุน"} for moo in range(1, 10)}
    return {
        "v": 1, "cursor": "c", "scope": "s", "reset": True, "more": None, "gone": [], "outcomes": {}, "lists": "l",
        "me": {"user": 1, "name": "", "organisation": ""}, "forms": [], "areas": areas, "need_kinds": {},
        "measures": {"SBP": {"name": "ความดันตัวบน", "unit": "mmHg", "decimals": 0, "bands": {}}},
        "words": {name: {} for name in ("groups", "disabilities", "outcomes", "urgency", "whose", "severity")},
        "people": [person(drawn, list(areas)) for _each in range(homes)],
    }  # fmt: skip


def person(drawn, areas):
    name = f"{drawn.choice(GIVEN)} {drawn.choice(FAMILY)}"
    days = [f"2026-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}" for _each in range(12)]
    return {
        "id": str(UUID(int=drawn.getrandbits(128))), "n": f"นาง{name}", "g": name, "s": "F", "b": "1947-03-12",
        "h": f"{drawn.randint(1, 300)}/{drawn.randint(1, 9)}", "m": "3", "a": drawn.choice(areas), "mi": True,
        "ll": [7.8 + drawn.random() / 20, 100 + drawn.random() / 20], "ph": f"08{drawn.randint(10**7, 10**8 - 1)}",
        "gr": ["ELDER"], "du": days[0], "la": days[1], "o": [["SBP", drawn.randint(95, 190), days[2], None]],
        "v": [["v", f"{day}T09:05", "สมหญิง ใจงาม", "MET", ["note"], "สบายดี", [["SBP", 140]]] for day in days[2:]],
    }  # fmt: skip


if __name__ == "__main__":
    main()

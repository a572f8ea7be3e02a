"""The field app on a slow phone: `python -m bench.field_app --homes 3000 --slower 6`.

A real Chromium with its CPU slowed down holds so many homes; the server's side of the wire is played by invented
answers, as only the phone is measured. Says the size of the first load, how long the app takes to open without signal,
and the longest time the screen stood still while somebody scrolled and searched. Fails beyond the budget.
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

from saan.runtime.testing import prepare_environment

PIN = "205913"
BUDGET = {"first load KB": 300, "opens offline s": 1.5, "longest pause ms": 200}
FASTEST = 8000  # pixels a second: Android lets no finger fling a list faster
GIVEN = ("สมชาย", "มาลี", "ประเสริฐ", "วิไลวรรณ", "จันทร์เพ็ญ", "อำนวย", "ถาวร", "สุรีย์", "ละมัย", "ชูศรี", "เจริญ", "พยอม")
FAMILY = ("ใจดี", "แก้วใส", "ทองคำ", "ศรีสุข", "วงศ์ทอง", "สุขสวัสดิ์", "รักดี", "บุญมี", "เพชรรัตน์", "คงแก้ว")
WATCH = """() => { window.pauses = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.pauses.push(entry.duration)))
    .observe({ type: "longtask", buffered: false }); }"""
# By the clock, as a finger's fling goes: a slow frame is followed by a longer leap.
FLING = """([speed, seconds]) => new Promise((done) => { const began = performance.now(); const step = (now) => {
  window.scrollTo(0, Math.max(0, now - began) * speed / 1000);
  now - began > seconds * 1000 ? done() : requestAnimationFrame(step); }; requestAnimationFrame(step); })"""
# The same rows as they stand, all of them, with nothing that redraws them: what the browser alone needs.
PLAIN = """() => { const list = document.querySelector(".roll"), rows = [...list.children];
  const height = rows[0].getBoundingClientRect().height;
  const count = Math.round(list.getBoundingClientRect().height / height);
  const made = Array.from({ length: count }, (_, at) => { const row = rows[at % rows.length].cloneNode(true);
    row.style.transform = `translateY(${at * height}px)`; return row; });
  const all = document.querySelector("#field > main").cloneNode(true);
  all.querySelector(".roll").replaceChildren(...made);
  document.getElementById("field").replaceChildren(all); }"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--homes", type=int, default=3000)
    arguments.add_argument("--slower", type=float, default=6)
    chosen = arguments.parse_args()
    prepare_environment()
    found = {"first load KB": round(first_load() / 1024, 1), **measured(chosen.homes, chosen.slower)}
    print(json.dumps(found, ensure_ascii=False, indent=1))
    beyond = [name for name, most in BUDGET.items() if found[name] > most]
    raise SystemExit(f"beyond the budget: {', '.join(beyond)}" if beyond else 0)


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
            folder, executable_path=chromium_path(), args=["--no-sandbox"], base_url=url, viewport=PHONE, locale="th-TH"
        )
        play_the_server(context, homes)
        tab = context.pages[0]
        enrol(tab)
        context.unroute("**/field/sync/**")
        context.set_offline(True)
        result = opening(tab)
        slow = context.new_cdp_session(tab)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        result |= {f"{name}, CPU {slower:g} times slower": value for name, value in opening(tab).items()}
        result |= pauses(tab)
        context.close()
    return result


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
    return {"opens offline s": round(opened - began, 2), "list after the PIN s": round(listed - typed, 2)}


def pauses(tab):
    tab.evaluate(WATCH)
    scrolling = flung(tab, FASTEST)
    whole = flung(tab, 10 * FASTEST)
    tab.locator("nav.bar a").nth(1).click()
    box = tab.locator(".searching input")
    box.press_sequentially("มาลี แก้วใส", delay=80)
    tab.locator(".home").first.wait_for()
    searching = tab.evaluate("window.pauses.splice(0)")
    tab.locator("nav.bar a").nth(0).click()
    tab.locator(".home").first.wait_for()
    tab.evaluate(PLAIN)
    plain = flung(tab, FASTEST)
    return {
        "longest pause ms": round(max([*scrolling, *searching], default=0)),
        "pauses over 50 ms in a fling": len(scrolling),
        "longest in a fling ms": round(max(scrolling, default=0)),
        "longest at ten times that speed ms": round(max(whole, default=0)),
        "longest while searching ms": round(max(searching, default=0)),
        "pauses over 50 ms while searching": len(searching),
        "the same rows without the app: pauses over 50 ms in a fling": len(plain),
        "the same rows without the app: longest in a fling ms": round(max(plain, default=0)),
    }


def flung(tab, speed, seconds=4):
    """The pauses while the list is flung from its top."""
    tab.evaluate("window.scrollTo(0, 0)")
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    tab.evaluate("window.pauses.splice(0)")
    tab.evaluate(FLING, [speed, seconds])
    return tab.evaluate("window.pauses.splice(0)")


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

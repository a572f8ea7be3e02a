"""Phones for journeys with the field app: a Chromium with a storage of its own that can be closed and opened again."""

import base64
import os
import re
import signal
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Error, expect

from saan.runtime.browsing import PHONE, chromium_path

PIN, OTHER_PIN = "205913", "771082"
PATIENCE = 45_000  # other work may share the machine


WIRE = re.compile(r"/(openrosa|field/(sync|enrol|photo))/")


def _cut(route):
    route.abort()


def _leave(tab):
    """The app is left for an empty page; not at the first try where it goes somewhere itself just then."""
    for _try in range(3):
        with suppress(Error):  # also of a tab that was killed
            tab.goto("about:blank")
            return


class FieldPhone:
    """One phone. `tab` is its only page; `restart()` is switching it off and on."""

    def __init__(self, browser, url, folder, **options):
        self.browser, self.url, self.folder = browser, url, folder
        self.options = options
        self.troubles = []
        self.start()

    def start(self):
        self.context = self.browser.browser_type.launch_persistent_context(
            self.folder, executable_path=chromium_path(), args=["--no-sandbox", "--disable-dev-shm-usage"],
            base_url=self.url, locale="th-TH", viewport=PHONE, timezone_id="Asia/Bangkok", **self.options,
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE)
        self.tab = self.context.pages[0]
        self.tab.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        self.tab.on("console", self._note)

    def stop(self):
        # The network comes back for a moment while a tab closes: nobody may be left in it to hear of it.
        for tab in self.context.pages:
            _leave(tab)
            tab.close()
        self.context.close()

    def die(self):
        """The battery is dead: nothing in the browser is told, nothing is written any more."""
        # Its profile's path stands in the command line of each of its processes and of nobody else's.
        mine = f"--user-data-dir={self.folder}"
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if mine in command.read_text().split("\0"):
                    os.kill(int(command.parent.name), signal.SIGKILL)
        with suppress(Error):
            self.context.close()
        self.start()

    def restart(self):
        self.stop()
        self.start()

    def offline(self, is_off=True):
        """No signal. The wire is cut as well: a service worker does not always heed the browser's switch."""
        if is_off:
            self.context.set_offline(True)
            self.context.route(WIRE, _cut)
        else:  # the app sends as soon as it hears of the line: by then it must be whole
            self.context.unroute(WIRE, _cut)
            self.context.set_offline(False)

    def sign_in(self, user):
        """The session that the sign-in page would have given."""
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        self.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": self.url}])

    def open(self, path="/field/"):
        self.tab.goto(path)

    def type_pin(self, pin=PIN):
        for digit in pin:
            self.tab.get_by_role("button", name=digit, exact=True).click()

    def enrol(self, user, pin=PIN, picture=None):
        self.sign_in(user)
        self.open("/field/?enrol")
        if picture:
            self.button(picture).click()
        self.title("ตั้งรหัส PIN 6 ตัว")
        self.type_pin(pin)
        self.title("ใส่รหัสอีกครั้ง")
        self.type_pin(pin)
        self.title("บ้านของฉัน")

    def unlock(self, pin=PIN):
        self.type_pin(pin)
        self.tab.locator("nav.bar").wait_for()

    def is_ready_offline(self):
        """Everything is on the phone: the app, the lists, the forms and what draws them."""
        self.go("ฉัน")
        expect(self.tab.get_by_text("ได้ รวมแบบฟอร์ม")).to_be_visible(timeout=PATIENCE)
        expect(self.button("รับส่งข้อมูลตอนนี้")).to_be_enabled(timeout=PATIENCE)

    def go(self, place):
        self.tab.locator("nav.bar").get_by_role("link", name=re.compile(f"^{place}")).click()

    def title(self, words):
        expect(self.tab.locator(".head h1, .door h1")).to_contain_text(words, timeout=PATIENCE)

    def button(self, name):
        return self.tab.get_by_role("button", name=name)

    def shows(self, words):
        expect(self.tab.get_by_text(words).first).to_be_visible(timeout=PATIENCE)

    def homes(self):
        return self.tab.locator(".home strong").all_inner_texts()

    def databases(self):
        return sorted(self.tab.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))"))

    def update(self):
        """The browser looks for a newer app, as it does by itself from time to time."""
        self.tab.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => 0)")

    def _note(self, message):
        if message.type == "error" and "Content Security Policy" in message.text:
            self.troubles.append(message.text)


@contextmanager
def phone(browser, url, folder, **options):
    """A phone whose scripts met no error."""
    held = FieldPhone(browser, url, folder, **options)
    try:
        yield held
    finally:
        held.stop()
    assert not held.troubles, held.troubles


DRAW = """([width, height]) => {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const brush = canvas.getContext("2d");
  for (let x = 0; x < width; x += 8) {
    brush.fillStyle = `hsl(${(x * 7) % 360} 60% 50%)`;
    brush.fillRect(x, 0, 8, height);
  }
  return canvas.toDataURL("image/jpeg", 0.95).split(",")[1];
}"""
SECRET = b"7.8401 N 100.0123 E"


def photo(tab, width=3000, height=2000):
    """A picture as a phone's camera makes it, with the place where it was taken written inside (Exif)."""
    drawn = base64.b64decode(tab.evaluate(DRAW, [width, height]))
    exif = b"Exif\0\0" + SECRET
    return drawn[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + drawn[2:]

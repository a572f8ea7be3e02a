"""A desk in an office: a browser that sends again until it knows, and a look behind it into the database."""

import re
import time
from contextlib import suppress

import psycopg
import requests

PATIENCE = 600


class Refusal(Exception):
    """The house said no for a reason of its own; the deed is not done."""


class Desk:
    """One session. `unanswered` counts the times that no answer came."""

    def __init__(self, origin, session, address):
        self.origin, self.address, self.unanswered = origin, address, 0
        self.browser = requests.Session()
        self.browser.cookies.set("sessionid", session, domain="localhost.local")

    def press(self, path, fields, stands, files=None):
        """Send a form until it is known to stand. What was acknowledged must stand at once."""
        for _ in self._tries():
            status = self._posted(path, fields, files)
            if status == 302:
                assert stands(), f"{path} was acknowledged, and is not there"
                return
            if status in (400, 403, 404, 409, 200):
                raise Refusal(status)
            assert status in (None, 503), f"{path} answered {status}"
            self.unanswered += 1
            self.page("/account/login/")
            if stands():
                return

    def page(self, path):
        """What the page says, as soon as it says something."""
        for _ in self._tries():
            with suppress(requests.RequestException):
                answer = self.browser.get(self.origin + path, timeout=60)
                if answer.status_code == 200:
                    return answer.text
            time.sleep(0.2)

    def ask(self, question, *given):
        """What the database says, as soon as it says something."""
        for _ in self._tries():
            try:
                with psycopg.connect(self.address, autocommit=True) as connection:
                    return connection.execute(question, given).fetchall()
            except psycopg.OperationalError:
                time.sleep(0.2)

    def _posted(self, path, fields, files):
        """The status of the answer, or None when there was none."""
        if "csrftoken" not in self.browser.cookies:
            self.page("/lists/bring-in/")
        token = {"X-CSRFToken": self.browser.cookies["csrftoken"]}
        try:
            sent = self.browser.post(
                self.origin + path, fields, files=files, headers=token, timeout=60, allow_redirects=False
            )
        except requests.RequestException:
            return None
        return sent.status_code

    def _tries(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            yield
        raise AssertionError("The house did not come back.")


def selected(page, name):
    """What a select of the page stands on."""
    options = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)[0]
    return re.search(r'<option value="(\w*)" selected', options)[1]

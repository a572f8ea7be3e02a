"""Files that mean harm (sheets/tests/hostile.py) go to a whole house: `python -m bench.hostile [--quick]`.

First each is read by itself, as a list and as a form, for the memory and the time that its reader takes. Then all are
brought in by the page, one after the other, while others ask for pages and send submissions.
"""

import argparse
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import requests

from bench import phones
from bench.figures import Figure, percentile, spent, write
from bench.stuck import others
from saan.runtime.serving import Served, wait_for
from sheets.tests.hostile import hostile_files
from sheets.tests.weighing import scales

MB = 1 << 20
OTHERS = 4
AT_WORK = ("READING", "STAGING", "COMMITTING")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a few of them: does the bench itself work?")
    chosen = parser.parse_args()
    files = list(hostile_files())[:: 12 if chosen.quick else 1]
    found = [*_alone(files), *_in_a_house(files)]
    write("hostile", found, quick=chosen.quick)


def _alone(files):
    import sheets
    from saan.forms.xlsform import Refusal, converted

    readers = {"list": lambda one: sheets.tables(sheets.read_guarded(*one)), "form": lambda one: converted(*one)}
    for name, reader in readers.items():
        took = [_weighed(reader, one, (sheets.Unreadable, Refusal)) for one in files]
        heaviest, longest = max(took), max(took, key=lambda one: one[1])
        print(f"heaviest {name}: {heaviest[2]}; longest: {longest[2]}", flush=True)
        yield Figure(f"memory of the reader of a hostile {name}, at most", len(files), heaviest[0], "MB", "≤ 150")
        yield Figure(f"processor time of a hostile {name}, at most", len(files), longest[1], "s")


def _weighed(reader, hostile, refusals):
    """(megabytes, processor seconds, name)"""
    run = subprocess.run
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run, weight = scales(Path(folder, "weight"))
        try:
            with spent() as used:
                reader((hostile.content, hostile.filename))
        except refusals:
            pass
        finally:
            subprocess.run = run
        return weight() / MB, used.cpu, hostile.name


def _in_a_house(files):
    with phones.world(None, OTHERS, 200) as world:
        served = Served(world.home, None, "--no-migrate")
        try:
            officer = _Officer(served.port)
            others(served.port, world, OTHERS, 1)  # what is loaded at the first request
            over, waits = threading.Event(), []
            asking = threading.Thread(target=_ask, args=[served.port, world, over, waits])
            asking.start()
            try:
                answers = {one.name: officer.brings_in(one) for one in files}
                wait_for(lambda: not _at_work(), 900)
            finally:
                over.set()
                asking.join()
            world.wait_until_landed()
            _check_all_ended()
        finally:
            served.stop()
    slowest = max(answers, key=answers.get)
    print(f"longest answer: {slowest}")
    yield Figure("answer to the upload of a hostile list, at most", len(files), answers[slowest] * 1000, "ms", "≤ 1000")
    yield Figure("others meanwhile, p99", len(waits), percentile(waits, 0.99) * 1000, "ms", "≤ 500")


class _Officer:
    """The browser of somebody who brings in lists, whatever they are."""

    def __init__(self, port):
        from saan.accounts import testing as accounts
        from saan.intake import testing

        self.origin, self.browser = f"http://localhost:{port}", requests.Session()
        session = accounts.signed_in_client(testing.officer()).cookies["sessionid"].value
        self.browser.cookies.set("sessionid", session, domain="localhost.local")
        self.browser.get(f"{self.origin}/lists/bring-in/", timeout=60).raise_for_status()

    def brings_in(self, hostile):
        """Seconds until the page answered, in Thai where it said no."""
        token = {"X-CSRFToken": self.browser.cookies["csrftoken"]}
        fields, files = {"source_list": "NEW", "name": hostile.name}, {"files": (hostile.filename, hostile.content)}
        began = time.monotonic()
        answer = self.browser.post(
            f"{self.origin}/lists/bring-in/", fields, files=files, headers=token, timeout=120, allow_redirects=False
        )
        seconds = time.monotonic() - began
        assert answer.status_code in (200, 302, 400, 413), f"{hostile.name}: {answer.status_code}"
        return seconds


def _ask(port, world, over, waits):
    while not over.is_set():
        for each in others(port, world, OTHERS, 2).values():
            waits += each


def _at_work():
    from saan.intake.models import Batch

    return Batch.objects.filter(state__in=AT_WORK).exists()


def _check_all_ended():
    """Each stopped with its reason, or waits for somebody to look at it."""
    from saan.intake.models import Batch

    unended = Batch.objects.exclude(state="MAPPING").filter(error_code="").values_list("delivery__file_name", "state")
    assert not unended, list(unended)


if __name__ == "__main__":
    main()

"""Tables are changed under 50 writes a second: whether every request is answered, and how long the longest waits.

    make bench ARGS="migrating --rate 50"

Phones send through the front of a whole house; a newer version brings its tables up to date (bench.coming), while
somebody reads them in one long transaction, as an export or a backup does, until it has given way some times.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress

import psycopg

from bench import phones
from bench.figures import Figure, write
from saan.runtime import postgres
from saan.runtime.environment import SOURCES
from saan.runtime.serving import Served

WRITERS = 12
READ = {"stdout": subprocess.PIPE, "text": True}
HELD = ("forms_receipt", "forms_submission", "visits_visit", "people_person")
UP_TO_DATE = """
from saan.runtime.environment import house
with house():
    from saan.runtime.migrating import migrate
    migrate(lambda said: print(said, flush=True))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rate", type=float, default=50, help="writes a second")
    parser.add_argument("--gives-way", type=int, default=4, help="how often, before the tables are free")
    parser.add_argument("--quick", action="store_true", help="few: does the bench itself work?")
    options = parser.parse_args()
    if options.quick:
        options.rate, options.gives_way = 10, 1
    with phones.world(None, WRITERS, 200) as world:
        writers, meanwhile = run(world, options)
    waited = [second for writer in writers for second in writer.waited[1:]]
    failed = sum((writer.failed for writer in writers), Counter())
    found = [
        Figure("requests that failed while tables change", len(waited), failed.total(), "", "≤ 0"),
        Figure("longest answer meanwhile", len(waited), max(waited), "s"),
        Figure("writes a second meanwhile", len(waited), meanwhile, "", "" if options.quick else "≥ 45"),
    ]
    write("migrating", found, quick=options.quick)
    assert not failed, dict(failed)


def run(world, options):
    """Who wrote, and how many writes a second there were while the tables changed."""
    served = Served(world.home, None, "--no-migrate")
    stopping = threading.Event()
    writers = [Writer(world, served.port, options.rate / WRITERS, stopping) for _ in range(WRITERS)]
    try:
        _wait_for_answers(writers, 20)
        before = _answers(writers)
        seconds, tries = _migrated(world.home, options.gives_way)
        meanwhile = (_answers(writers) - before) / seconds
        _wait_for_answers(writers, 20)
    finally:
        stopping.set()
        for writer in writers:
            writer.join(60)
        world.wait_until_landed()
        served.stop()
    print(f"up to date after {seconds:.1f} s, having given way {tries} times")
    assert tries, "nobody was in its way"
    return writers, meanwhile


def _answers(writers):
    return sum(len(writer.waited) for writer in writers)


class Writer(threading.Thread):
    """A phone that sends so many submissions a second; each must be taken at the first try."""

    def __init__(self, world, port, rate, stopping):
        super().__init__(daemon=True)
        self.world, self.line, self.pause, self.stopping = world, phones.Line(port, timeout=60), 1 / rate, stopping
        self.waited, self.failed = [], Counter()
        self.start()

    def run(self):
        due = time.monotonic()
        while not self.stopping.is_set():
            request, began = self.world.request(), time.monotonic()
            try:
                status = self.line.send(request)
            except OSError as error:
                status = repr(error)
                self.line.close()
            self.waited.append(time.monotonic() - began)
            if status not in (201, 202):
                self.failed[status] += 1
            due = max(due + self.pause, time.monotonic() - 1)
            time.sleep(max(due - time.monotonic(), 0))


def _wait_for_answers(writers, more):
    wanted = [len(writer.waited) + more / len(writers) for writer in writers]
    while any(len(writer.waited) < number for writer, number in zip(writers, wanted, strict=True)):
        time.sleep(0.1)


def _migrated(home, gives_way):
    """How long a newer version took to bring its tables up to date, and how often it gave way."""
    address = postgres.url_of(postgres.Cluster.at(home))
    variables = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.coming.settings",
        "DATABASE_URL": address,
        "PYTHONPATH": str(SOURCES),
        "LC_ALL": "en_US.UTF-8",
    }
    began, tries = time.monotonic(), 0
    command = [sys.executable, "-c", UP_TO_DATE]
    with psycopg.connect(address) as holder, subprocess.Popen(command, env=variables, cwd=SOURCES, **READ) as newer:
        for table in HELD:
            holder.execute(f"SELECT FROM {table} LIMIT 1")
        for line in newer.stdout:
            tries += "trying again" in line
            if tries == gives_way:
                holder.rollback()
    assert newer.returncode == 0
    return time.monotonic() - began, tries


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()

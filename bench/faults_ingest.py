"""Phones go on sending while web, worker and PostgreSQL are killed with -9, over lines that cut and lose.

    make bench ARGS="faults_ingest --cycles 100 --posts 20000"

At the end every submission that was acknowledged is there, once, and nothing else is.
"""

import argparse
import shutil
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from bench import phones
from bench.proxy import BadLine
from saan.runtime.serving import Served, wait_for

BACK_SECONDS = 600  # how long it takes says the line of each cycle; this is for a busy machine
VICTIMS = (("granian",), ("procrastinate",), ("postgres",), ("granian", "postgres"), ("granian", "procrastinate"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cycles", type=int, default=20)
    parser.add_argument("--posts", type=int, default=4000)
    parser.add_argument("--home", help="a folder that keeps the world for the next run")
    options = parser.parse_args()
    home = Path(options.home or tempfile.mkdtemp(prefix="saan-bench-faults-"))
    home.mkdir(exist_ok=True)
    try:
        print(run(home, options.cycles, options.posts))
    finally:
        if not options.home:
            shutil.rmtree(home, ignore_errors=True)


def run(home, cycles, posts, phones_at_once=8):
    """What was acknowledged, lost and doubled, in a sentence; raises when anything was."""
    home.chmod(0o755)
    with phones.world(home, phones_at_once, 500) as world:
        served = Served(home, None, "--no-migrate")
        line = BadLine(served.port)
        crowd = Crowd(world, line.port, posts, phones_at_once)
        try:
            for cycle in range(cycles):
                crowd.wait_for_more(posts // cycles)
                victims = VICTIMS[cycle % len(VICTIMS)]
                seconds = _killed(served, victims)
                said = f"{len(crowd.acknowledged)} acknowledged"
                print(f"{cycle + 1}: {' and '.join(victims)} back after {seconds:.1f} s, {said}", flush=True)
            crowd.join()
            _again(world.wait_until_landed)
            return _counted(crowd)
        except AssertionError:
            print("".join(served.said), flush=True)
            raise
        finally:
            line.close()
            served.stop()


def _killed(served, victims):
    """Seconds until the web answers again."""
    began = time.monotonic()
    for program in victims:
        served.kill(program)
    wait_for(lambda: served.status() == 404, BACK_SECONDS)
    return time.monotonic() - began


class Crowd:
    """Phones that each send one submission after the other, the same again until it is acknowledged."""

    def __init__(self, world, port, posts, phones_at_once):
        self.world, self.port, self.left = world, port, posts
        self.acknowledged, self.lock, self.tries = set(), threading.Lock(), 0
        self.threads = [threading.Thread(target=self._send, daemon=True) for _ in range(phones_at_once)]
        for thread in self.threads:
            thread.start()

    def _send(self):
        line = phones.Line(self.port, timeout=20)
        while request := self._next():
            name, content = request
            while not self._is_acknowledged(line, content):
                line.close()
                time.sleep(0.05)
            self.acknowledged.add(name)

    def _next(self):
        with self.lock:
            if self.left == 0:
                return None
            self.left -= 1
            name = phones.named()
            return name, self.world.request(name=name)

    def _is_acknowledged(self, line, content):
        self.tries += 1
        try:
            return line.send(content) in (201, 202)
        except (OSError, ValueError):
            return False

    def wait_for_more(self, number):
        wanted = min(len(self.acknowledged) + number, len(self.acknowledged) + self.left)
        wait_for(lambda: len(self.acknowledged) >= wanted or not any(each.is_alive() for each in self.threads), 600)

    def join(self):
        for thread in self.threads:
            thread.join(600)


def _again(question, tries=20):
    """Ask once more when the database was just killed under us."""
    from django.db import Error, connection

    for _ in range(tries):
        try:
            return question()
        except Error:
            connection.close()
            time.sleep(1)
    raise AssertionError("The database did not come back.")


def _counted(crowd):
    from saan.forms.models import Receipt, Submission

    names = list(crowd.acknowledged)
    receipts = Counter(Receipt.objects.filter(instance_id__in=names).values_list("instance_id", flat=True))
    landed = Counter(Submission.objects.filter(instance_id__in=names).values_list("instance_id", flat=True))
    lost = crowd.acknowledged - set(landed)
    doubled = [name for counted in (receipts, landed) for name, number in counted.items() if number > 1]
    said = f"{len(names)} acknowledged in {crowd.tries} tries, {len(lost)} lost, {len(doubled)} doubled"
    assert not lost, said
    assert not doubled, said
    return said


if __name__ == "__main__":
    main()

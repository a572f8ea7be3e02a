"""Phones go on sending while web, worker and PostgreSQL are killed with -9, over lines that cut and lose.

    make bench ARGS="faults_ingest --cycles 100 --posts 20000"

At the end every submission that was acknowledged is there, once, and nothing else is.
"""

import argparse
import threading
import time
from collections import Counter

from bench import phones
from bench.figures import Figure, write
from bench.killing import VICTIMS, killed
from bench.proxy import BadLine
from saan.runtime.serving import Served, wait_for

AT_ONCE = 8


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cycles", type=int, default=20)
    parser.add_argument("--posts", type=int, default=4000)
    parser.add_argument("--home", help="a folder that keeps the world for the next run")
    parser.add_argument("--quick", action="store_true", help="few: does the bench itself work?")
    options = parser.parse_args()
    if options.quick:
        options.cycles, options.posts = 2, 60
    with phones.world(options.home, AT_ONCE, 500) as world:
        crowd, slowest = run(world, options.cycles, options.posts)
        lost, doubled = _missed(crowd)
    print(f"{len(crowd.acknowledged)} acknowledged in {crowd.tries} tries")
    found = [
        Figure("submissions lost or doubled under kill -9", options.cycles, lost + doubled, "", "≤ 0"),
        Figure("phones are answered again after a kill, at most", options.cycles, slowest, "s"),
    ]
    write("faults_ingest", found, quick=options.quick)
    assert not lost + doubled, f"{lost} lost, {doubled} doubled"


def run(world, cycles, posts):
    """All that was sent, and how long it took at most to be answered again."""
    served = Served(world.home, None, "--no-migrate")
    line = BadLine(served.port)
    crowd, back = Crowd(world, line.port, posts, AT_ONCE), []
    try:
        for cycle in range(cycles):
            crowd.wait_for_more(posts // cycles)
            victims = VICTIMS[cycle % len(VICTIMS)]
            back.append(killed(served, victims))
            said = f"{len(crowd.acknowledged)} acknowledged"
            print(f"{cycle + 1}: {' and '.join(victims)} back after {back[-1]:.1f} s, {said}", flush=True)
        crowd.join()
        _again(world.wait_until_landed)
    except AssertionError:
        print("".join(served.said), flush=True)
        raise
    finally:
        line.close()
        served.stop()
    return crowd, max(back)


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


def _missed(crowd):
    """How many of the acknowledged are lost, and how many are there more than once."""
    from saan.forms.models import Receipt, Submission

    names = list(crowd.acknowledged)
    receipts = Counter(Receipt.objects.filter(instance_id__in=names).values_list("instance_id", flat=True))
    landed = Counter(Submission.objects.filter(instance_id__in=names).values_list("instance_id", flat=True))
    doubled = sum(number > 1 for counted in (receipts, landed) for number in counted.values())
    return len(crowd.acknowledged - set(landed)), doubled


if __name__ == "__main__":
    main()

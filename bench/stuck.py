"""Uploads that got stuck half-way, hundreds of them, and how long everybody else waits meanwhile.

    make bench ARGS="stuck --lines 300"

Each stuck phone is in the middle of a photo and sends another byte now and then, as on a line that is nearly gone.
Others send submissions, with and without a photo, ask for their forms and open a page.
"""

import argparse
import threading
import time
from collections import defaultdict
from itertools import chain

from bench import phones
from bench.figures import Figure, percentile, write
from saan.runtime.serving import Served

PHOTO = 200_000
TRICKLE_SECONDS = 3
PAUSE_SECONDS = 0.1


def main():
    options = _options()
    with phones.world(options.home, 8, 200) as world:
        served = Served(world.home, None, "--no-migrate")
        try:
            write("stuck", _measured(served.port, world, options), quick=options.quick)
            world.wait_until_landed()
        finally:
            served.stop()


def _options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lines", type=int, default=300, help="how many are stuck")
    parser.add_argument("--others", type=int, default=8, help="how many are not, each asking ten times a second")
    parser.add_argument("--seconds", type=float, default=20, help="first without the stuck ones, then with them")
    parser.add_argument("--home", help="a folder that keeps the world for the next measurement")
    parser.add_argument("--quick", action="store_true", help="few: does the bench itself work?")
    options = parser.parse_args()
    if options.quick:
        options.lines, options.others, options.seconds = 40, 2, 1.5
    return options


def _measured(port, world, options):
    others(port, world, options.others, min(3, options.seconds))  # what is loaded at the first request
    alone = others(port, world, options.others, options.seconds)
    with Stuck(port, world, options.lines) as stuck:
        meanwhile = others(port, world, options.others, options.seconds)
        held = stuck.still_there()
    assert held == options.lines, f"{held} of {options.lines} are still held"
    yield Figure("all, nobody is stuck, p95", 0, _p95([*chain(*alone.values())]), "ms")
    yield Figure("all, p95", held, _p95([*chain(*meanwhile.values())]), "ms", "≤ 200")
    for what, waits in meanwhile.items():
        yield Figure(f"{what}, p95", held, _p95(waits), "ms", "≤ 200")


def _p95(waits):
    return percentile(waits, 0.95) * 1000


class Stuck:
    """So many phones half-way through an upload, for the length of the block."""

    def __init__(self, port, world, count):
        whole = [world.request(photo=PHOTO) for _ in range(min(count, 8))]
        self.lines = [phones.Line(port) for _ in range(count)]
        for number, line in enumerate(self.lines):
            request = whole[number % len(whole)]
            line.open().sendall(request[: len(request) // 2])
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._trickle, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        for line in self.lines:
            line.close()

    def _trickle(self):
        while not self.over.wait(TRICKLE_SECONDS):
            for line in self.lines:
                line.says(b"x")

    def still_there(self):
        return sum(line.says(b"x") for line in self.lines)


def others(port, world, how_many, seconds):
    """{what was asked: seconds that each waited}"""
    until, waits, wrong = time.monotonic() + seconds, defaultdict(list), []
    threads = [threading.Thread(target=_one, args=[port, world, until, waits, wrong]) for _ in range(how_many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong
    return waits


def _one(port, world, until, waits, wrong):
    line = phones.Line(port)
    while time.monotonic() < until:
        for what, request, wanted in _asked(world):
            began = time.monotonic()
            status = line.send(request)
            waits[what].append(time.monotonic() - began)
            if status not in wanted:
                wrong.append((what, status))
                return
            time.sleep(PAUSE_SECONDS)
    line.close()


def _asked(world):
    yield "submission", world.request(), (201, 202)
    yield "with a photo", world.request(photo=PHOTO), (201, 202)
    yield "list of forms", phones.get(f"/openrosa/{world.keys[0]}/formList"), (200,)
    yield "page", phones.get("/account/login/"), (200,)


if __name__ == "__main__":
    main()

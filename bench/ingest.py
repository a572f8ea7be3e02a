"""Answers from many phones at once through the real house: web, worker and PostgreSQL, each in its own process.

    make bench ARGS="ingest --posts 6000 --at-once 32"

Says how long a phone waits for its receipt (p50, p95, p99), and how much processor time one submission costs until it
has landed with everything that hangs on it, by web, worker and database.
"""

import argparse
import random
import shutil
import tempfile
import threading
import time
from pathlib import Path

from bench import phones
from saan.runtime.serving import Served, cpu_seconds, postgres_pids


def main():
    options = _options()
    home = Path(options.home or tempfile.mkdtemp(prefix="saan-bench-ingest-"))
    home.mkdir(exist_ok=True)
    home.chmod(0o755)
    try:
        _measure(home, options)
    finally:
        if not options.home:
            shutil.rmtree(home, ignore_errors=True)


def _options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--posts", type=int, default=6000)
    parser.add_argument("--at-once", type=int, default=32)
    parser.add_argument("--people", type=int, default=4000, help="each is visited in turn")
    parser.add_argument("--warm", type=int, default=500, help="posts before the measuring begins")
    parser.add_argument("--home", help="a folder that keeps the world for the next measurement")
    parser.add_argument("--photo", type=int, default=0, help="bytes of a photo with each")
    return parser.parse_args()


def _measure(home, options):
    with phones.world(home, options.at_once, options.people) as world:
        served = Served(home, None, "--no-migrate")
        try:
            _drive(served, world, options.warm, options)
            world.wait_until_landed()
            before = _processor(served)
            began = time.perf_counter()
            waits = _drive(served, world, options.posts, options)
            sent = time.perf_counter() - began
            world.wait_until_landed()
            landed = time.perf_counter() - began
            _say(waits, sent, landed, before, _processor(served), options, world)
        except AssertionError:
            print("".join(served.said))
            raise
        finally:
            served.stop()


def _processor(served):
    """Processor seconds by part of the house."""
    return {
        "web": cpu_seconds(served.pids_of("granian")),
        "worker": cpu_seconds(served.pids_of("procrastinate")),
        "database": cpu_seconds(postgres_pids(served.home)),
    }


def _drive(served, world, posts, options):
    """Post so many from as many phones at once; seconds that each waited."""
    refused: list[int] = []
    waits, numbers, lock = [], iter(range(posts)), threading.Lock()
    prepared = [world.request(photo=options.photo) for _ in range(posts)]

    def one_phone():
        line = phones.Line(served.port)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            began = time.perf_counter()
            status = line.send(prepared[number])
            waits.append(time.perf_counter() - began)
            if status not in (201, 202):
                refused.append(status)
                return

    threads = [threading.Thread(target=one_phone) for _ in range(options.at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not refused, refused
    return waits


def _say(waits, sent, landed, before, after, options, world):
    waits = sorted(waits)
    p = {share: waits[int(len(waits) * share / 100) - 1] * 1000 for share in (50, 95, 99)}
    spent = {part: (after[part] - before[part]) * 1000 / options.posts for part in after}
    print(f"{options.posts} submissions, {options.at_once} at once: {options.posts / sent:.0f} receipts a second")
    print(f"receipt after  p50 {p[50]:.0f} ms, p95 {p[95]:.0f} ms, p99 {p[99]:.0f} ms (aim: p99 ≤ 150)")
    print(f"all landed {landed - sent:.1f} s after the last receipt")
    parts = ", ".join(f"{part} {ms:.2f}" for part, ms in spent.items())
    print(f"processor time a submission: {sum(spent.values()):.2f} ms ({parts}) (aim: ≤ 2.5)")
    print(f"landed with them: {world.made()}")


if __name__ == "__main__":
    random.seed(20260101)
    main()

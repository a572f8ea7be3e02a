"""Answers from many phones at once through the real house: web, worker and PostgreSQL, each in its own process.

    make bench ARGS="ingest --posts 6000 --at-once 32"

Says how long a phone waits for its receipt (p50, p95, p99), and how much processor time one submission costs until it
has landed with everything that hangs on it, by web, worker and database.
"""

import argparse
import random
import threading
import time

from bench import phones
from bench.figures import Figure, percentile, write
from saan.runtime.serving import Served, cpu_seconds, postgres_pids, wait_for


def main():
    options = _options()
    with phones.world(options.home, options.at_once, options.people) as world:
        served = Served(world.home, None, "--no-migrate")
        try:
            _measure(served, world, options)
        except AssertionError:
            print("".join(served.said))
            raise
        finally:
            served.stop()


def _options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--posts", type=int, default=6000)
    parser.add_argument("--at-once", type=int, default=32)
    parser.add_argument("--people", type=int, default=4000, help="each is visited in turn")
    parser.add_argument("--warm", type=int, default=500, help="posts before the measuring begins")
    parser.add_argument("--home", help="a folder that keeps the world for the next measurement")
    parser.add_argument("--photo", type=int, default=0, help="bytes of a photo with each")
    parser.add_argument("--quick", action="store_true", help="few: does the bench itself work?")
    options = parser.parse_args()
    if options.quick:
        options.posts, options.at_once, options.people, options.warm = 60, 8, 30, 8
    return options


def _measure(served, world, options):
    there = world.made()
    _drive(served, world, options.warm, options)
    world.wait_until_landed()
    wait_for(lambda: _is_quiet(served))
    before, began = _processor(served), time.perf_counter()
    waits = _drive(served, world, options.posts, options)
    sent = time.perf_counter() - began
    world.wait_until_landed()
    landed = time.perf_counter() - began
    spent = {part: (after - before[part]) * 1000 / options.posts for part, after in _processor(served).items()}
    _check(there, world.made(), options.warm + options.posts)
    write("ingest", _found(waits, sent, landed, spent, options), quick=options.quick)


def _check(before, after, posts):
    """Each submission landed once, with a visit of its own."""
    more = {name: after[name] - before[name] for name in after}
    assert more["Receipt"] == more["Submission"] == more["Visit"] == posts, more
    print(f"landed: {', '.join(f'{count} {name}' for name, count in more.items())}")


def _found(waits, sent, landed, spent, options):
    many, name = options.posts, f"receipt of a submission, {options.at_once} at once"
    print(f"processor time, ms a submission: {', '.join(f'{part} {ms:.2f}' for part, ms in spent.items())}")
    return [
        Figure(
            f"{name}, p99",
            many,
            percentile(waits, 0.99) * 1000,
            "ms",
            "≤ 150",
        ),
        Figure(f"{name}, p50", many, percentile(waits, 0.5) * 1000, "ms"),
        Figure("receipts a second", many, many / sent),
        Figure("processor time of a submission until it has landed", many, sum(spent.values()), "ms", "≤ 2.5"),
        Figure("all landed after the last receipt", many, landed - sent, "s"),
    ]


def _is_quiet(served):
    """The web goes on loading what it needs for a while after it answers; that is not what a submission costs."""
    before = cpu_seconds(served.pids_of("granian"))
    time.sleep(0.5)
    return cpu_seconds(served.pids_of("granian")) - before < 0.02


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


if __name__ == "__main__":
    random.seed(20260101)
    main()

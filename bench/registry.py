"""How long a list takes from the file to the registry and back: `python -m bench.registry --rows 4000 100000`.

Each size goes into a registry of its own, empty, in a PostgreSQL tuned like that of a real home: the file is read and
checked, its rows are laid down, linked and compared, and take effect; then pages are asked for; then all is undone.
"""

import argparse
import math
import multiprocessing
import os
import resource
import tempfile
import time
from pathlib import Path

from saan.runtime import postgres
from saan.runtime.database import database_from_url
from saan.runtime.testing import Server, prepare_environment

SIZES = [4_000, 20_000, 100_000]
ENDS = {"COMPARED", "COMMITTED", "UNDONE"}
ASKED = 30  # times each page


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, nargs="+", default=SIZES)
    arguments.add_argument("--preset", default="typical", help="how careful the list is: typical, hard")
    arguments.add_argument("--again", action="store_true", help="a second organisation's list of the same people too")
    arguments.add_argument("--home", type=Path, help="keep PostgreSQL here for the next run")
    chosen = arguments.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="saan-bench-") as passing,
        postgres.running(chosen.home or Path(passing)) as url,
    ):
        for rows in chosen.rows:
            # A process of its own, or its peak of memory would be that of the largest size before it.
            child = multiprocessing.get_context("spawn").Process(target=measure, args=(url, rows, chosen))
            child.start()
            child.join()


def measure(url, rows, chosen):
    prepare_environment()
    from django.db import connection

    from bench import upload

    server, name = Server(url), f"test_{os.getpid()}_bench"
    connection.settings_dict.update({**connection.settings_dict, **database_from_url(url)})
    server.clone(server.template(), name)
    connection.settings_dict["NAME"] = name
    print(f"\n{rows:,} rows, {chosen.preset}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    try:
        batches = []
        for number, file in enumerate(upload.files(rows, chosen.preset, lists=2 if chosen.again else 1)):
            batch, phases = upload.brought_in(file, number)
            batches.append(batch)
            _print("again" if number else "first", phases, rows)
        _print_pages(upload.pages(batches[0].created_by, ASKED))
        _print("undo", upload.taken_back(batches[-1]), rows)
        print(f"peak memory of the worker: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB")
    finally:
        connection.close()
        server.drop(name)


def _print(title, phases, rows):
    print(f"{title:12} {'s':>8} {'s/1,000':>8}")
    for name, seconds in [*phases.items(), ("all", sum(phases.values()))]:
        print(f"  {name.lower():10} {seconds:8.2f} {seconds / rows * 1000:8.3f}", flush=True)


def _print_pages(pages):
    print(f"{'page':28} {'p50 ms':>8} {'p95 ms':>8}")
    for name, times in pages.items():
        times = sorted(times)
        print(f"  {name:26} {_at(times, 0.5):8.0f} {_at(times, 0.95):8.0f}", flush=True)


def _at(times, share):
    return times[min(math.ceil(len(times) * share), len(times)) - 1] * 1000


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    print(f"\n{time.perf_counter() - started:.0f} s")

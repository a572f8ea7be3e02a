"""From the files to people, as the whole process that somebody starts; and what the best peer takes for the same."""

import json
import os
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from bench import peers
from bench.figures import Figure, growth
from invented.lists import write_lists
from linkage import normalise

MANY, MOST = 100_000, 1_000_000
SECONDS, GIGABYTES = {MANY: "≤ 20", MOST: "≤ 75"}, {MOST: "≤ 3"}
SPLINKED = Path(__file__).parent / "splinked.py"
# DuckDB measures distances in bytes; a Thai letter has three.
BYTES = {chr(0x0E00 + place): chr(0x20 + place) for place in range(1, 0x5C)}


def of_files(sizes: list[int], seed: int, *, peers: bool) -> list[Figure]:
    found, cpu = [], []
    for rows in sizes:
        with tempfile.TemporaryDirectory(prefix="saan-bench-") as folder:
            with get_context("spawn").Pool(1) as pool:
                lists = pool.apply(write_lists, (Path(folder), rows, "typical", seed))
            ours = whole_process("-m", "saan.cli", "link", *map(str, lists), "--out", f"{folder}/people.csv")
            theirs = of_splink_process(lists, Path(folder)) if peers and rows in SECONDS else None
        found.append(Figure("from files to people", rows, ours["seconds"], "s", SECONDS.get(rows, "")))
        found.append(Figure("from files to people, processor", rows, ours["cpu"], "s"))
        found.append(Figure("from files to people, memory", rows, ours["peak_gb"], "GB", GIGABYTES.get(rows, "")))
        if theirs:
            found.append(Figure("from files to people", rows, theirs, "s", peer="Splink"))
            found.append(Figure("time from files, of Splink's", rows, ours["seconds"] / theirs, "times", "≤ 1.2"))
        cpu.append((rows, ours["cpu"]))
    return [*found, Figure("growth of processor time: exponent", 0, growth(cpu), aim="≤ 1.2")]


def of_splink_process(lists: list[Path], folder: Path) -> float:
    """Seconds: reading and normalising are ours, in a process of their own, the rest is Splink's."""
    rows, people, pairs = (str(folder / name) for name in ("rows.parquet", "splinked.csv", "pairs.parquet"))
    before = whole_process("-m", "bench.from_files", rows, *map(str, lists))
    linking = whole_process(str(SPLINKED), rows, people, pairs, python=peers.python())
    return before["seconds"] + linking["seconds"]


_CHILD = """
import json, os, resource, subprocess, sys, time
started = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = time.perf_counter() - started
print(json.dumps([code, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20]))
"""


def whole_process(*arguments: str, python: str = sys.executable) -> dict[str, float]:
    """Seconds by the clock, of processors, and the peak memory of one run of Python."""
    command = [sys.executable, "-c", _CHILD, python, *arguments]
    told = json.loads(subprocess.check_output(command, env=os.environ | {"PYTHONPATH": os.getcwd()}))
    if told[0]:
        raise SystemExit(f"{' '.join(arguments)}: exit code {told[0]}")
    return dict(zip(("seconds", "cpu", "peak_gb"), told[1:], strict=True))


def for_splink(norm: pl.DataFrame) -> pl.DataFrame:
    """Normalised rows with the columns that bench/splinked.py compares."""
    names = [f"{name}_{form}" for name in ("given", "family") for form in ("fold", "skeleton")]
    date, is_day = pl.col("birth_date"), pl.col("birth_precision") == "DAY"
    return norm.with_row_index("row").select(
        *("row", "cid", "place", "moo", "sex"),
        *(pl.col(name).str.replace_many(BYTES) for name in names),
        phone="phone_key",
        home=pl.concat_str("place", "moo", "house_no", separator="/"),
        birth=pl.when(is_day).then(date.cast(pl.String)),
        year="birth_year",
        month=pl.when(is_day).then(date.dt.month()),
        day=pl.when(is_day).then(date.dt.day()),
    )


def main() -> None:
    """python -m bench.from_files ROWS.parquet FILES…: read and normalised, for Splink."""
    from saan.commands.link import Progress, read_all

    rows = pl.concat(read_all([Path(name) for name in sys.argv[2:]], Progress()), how="diagonal")
    persons = rows.filter(pl.col("kind") == "PERSON")
    for_splink(normalise(persons.with_columns(source=pl.col("file")))).write_parquet(sys.argv[1])


if __name__ == "__main__":
    main()

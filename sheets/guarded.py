"""Reading behind a wall: a parser that runs wild takes its own process with it, never the server."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from os import PathLike
from pathlib import Path

import polars as pl

from .book import Book, Problem, Sheet
from .limits import DEFAULT, Limits
from .refusals import Unreadable

_ROOT = Path(__file__).resolve().parent.parent
# Times the patience by the clock, for other work may share the machine; the processor's time is the child's own.
BUSY = 3
# One thread, and one place to take memory from that gives it back: the parse is serial, and each more would only widen
# what has to be allowed.
FRUGAL = {"POLARS_MAX_THREADS": "1", "_RJEM_MALLOC_CONF": "narenas:1,retain:false"}


def read_guarded(source: str | PathLike | bytes, filename: str = "", limits: Limits = DEFAULT) -> Book:
    """`read` in a process of its own with bounded memory and time; the same Book, the same refusals.

    A sheet of 100,000 × 17 costs about 0.3 s more than `read`. Use it for whatever a stranger sent.
    """
    with tempfile.TemporaryDirectory(prefix="sheets-") as folder:
        if isinstance(source, bytes):
            path = Path(folder, "source")
            path.write_bytes(source)
        else:
            path, filename = Path(source).resolve(), filename or Path(source).name
        _run(path, filename, folder, limits)
        return _collect(Path(folder))


def _run(path: Path, filename: str, folder: str, limits: Limits) -> None:
    task = json.dumps({"path": str(path), "filename": filename, "folder": folder, "limits": asdict(limits)})
    environment = os.environ | FRUGAL | {"PYTHONPATH": _search_path()}
    command = [sys.executable, "-m", "sheets.child"]
    seconds = limits.patience(path.stat().st_size)
    try:
        done = subprocess.run(
            command, input=task.encode(), env=environment, cwd=folder, timeout=seconds * BUSY, capture_output=True
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("TOO_SLOW", seconds=seconds) from error
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Unreadable("TOO_SLOW", seconds=seconds)
    # How Rust dies when memory is refused; a thread that could not even begin leaves a code of its own.
    if done.returncode == -signal.SIGABRT or (done.returncode and b"allocat" in done.stderr):
        raise Unreadable("TOO_MUCH_MEMORY")
    if done.returncode < 0:
        raise Unreadable("BROKEN")
    if done.returncode > 0:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])


def _search_path() -> str:
    return os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))


def _collect(folder: Path) -> Book:
    result = json.loads((folder / "result.json").read_text("utf-8"))
    if "code" in result:
        raise Unreadable(result["code"], **result["facts"])
    return Book(**result["book"], sheets=[_sheet(folder, i, about) for i, about in enumerate(result["sheets"])])


def _sheet(folder: Path, number: int, about: dict) -> Sheet:
    grid, dates = (pl.read_ipc(folder / f"{kind}{number}.arrow") for kind in ("grid", "dates"))
    return Sheet(
        about["name"],
        grid,
        {name: dates[name] for name in dates.columns},
        [tuple(merge) for merge in about["merges"]],
        about["top"],
        about["left"],
        about["hidden"],
        [Problem(**problem) for problem in about["problems"]],
    )

"""Steps of setting up: each tells how long it takes, and is left out when what it depends on has not changed."""

import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "build" / "setup.log"
BEGAN = time.monotonic()


class Failed(Exception):
    """A step that went wrong; the sentence says what to do."""


def step(title, stamp, sources, action, product=None):
    """Run the action unless the stamp file says that it ran on just these sources and the product is still there."""
    wanted = _hash(sources)
    if stamp.exists() and stamp.read_text() == wanted and (product is None or product.exists()):
        return
    with _shown(title):
        action()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


def run(*command, cwd=ROOT, env=None, optional=False):
    """Run a program with its output kept for the case that it fails."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with open(LOG, "a+b") as log:
        begin = log.seek(0, os.SEEK_END)
        command = [str(part) for part in command]
        code = subprocess.call(command, cwd=cwd, env=os.environ | (env or {}), stdout=log, stderr=subprocess.STDOUT)
        if code and not optional:
            log.seek(begin)
            print("\n" + log.read().decode(errors="replace")[-3000:])
            raise Failed(f"This failed: {' '.join(command)}\nThe whole story is in {LOG}")
    return code == 0


def say(line):
    print(f"[{time.monotonic() - BEGAN:5.1f} s] {line}", flush=True)


class _shown:
    """The title while a step runs, with a sign of life now and then, and its seconds at the end."""

    def __init__(self, title):
        self.title = title
        self.is_over = threading.Event()

    def __enter__(self):
        self.began = time.monotonic()
        say(f"{self.title} …")
        threading.Thread(target=self._tick, daemon=True).start()

    def __exit__(self, kind, *_):
        self.is_over.set()
        took = time.monotonic() - self.began
        self._rewrite(f"{self.title}: {'failed after' if kind else 'done in'} {took:.1f} s")

    def _tick(self):
        pause = 1 if sys.stdout.isatty() else 15
        while not self.is_over.wait(pause):
            self._rewrite(f"{self.title} … {time.monotonic() - self.began:.0f} s")

    def _rewrite(self, line):
        if sys.stdout.isatty():
            print("\x1b[1A\x1b[2K", end="")
        say(line)


def _hash(sources):
    hashed = hashlib.sha256(str(ROOT).encode())
    for source in sources:
        files = [source] if source.is_file() else sorted(path for path in source.rglob("*") if path.is_file())
        for path in files:
            hashed.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return hashed.hexdigest()

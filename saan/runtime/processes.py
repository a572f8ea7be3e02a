"""Child processes under one parent: started, started again when they die, stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time

from .lifeline import on_parent_death

LONGEST_PAUSE = 10
_print_lock = threading.Lock()


class Child:
    """One process that ought to run, and what is known about the one that does."""

    def __init__(self, name, command):
        self.name = name
        self.command = command
        self.process = None
        self.failures = 0
        self.start_at = 0.0
        self.started_at = 0.0

    def tend(self):
        """Start it when it is due; notice when it died, and wait longer the more often it does."""
        if self.process is None and time.monotonic() >= self.start_at:
            self._start()
        elif self.process and self.process.poll() is not None:
            self._note_death()

    def ask_to_stop(self):
        self.start_at = float("inf")
        if self.process:
            self.process.terminate()

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        # Its own children too: it leads a process group.
        if self.is_running():
            os.killpg(self.process.pid, signal.SIGKILL)

    def _start(self):
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            process_group=0,  # a terminal's Ctrl-C is for the parent, who stops everybody in order
            preexec_fn=on_parent_death,
        )
        threading.Thread(target=self._pass_on, args=[self.process.stdout], daemon=True).start()

    def _pass_on(self, output):
        for line in output:
            say(line.rstrip(), self.name)

    def _note_death(self):
        lived_long = time.monotonic() - self.started_at > 30
        self.failures = 1 if lived_long else self.failures + 1
        pause = min(0.25 * 2**self.failures, LONGEST_PAUSE)
        say(f"{self.name} stopped ({self.process.returncode}); starts again in {pause:.1f} s")
        self.process, self.start_at = None, time.monotonic() + pause


def say(line, name="saan"):
    with _print_lock:
        print(f"{name:<6} | {line}", file=sys.stdout, flush=True)


def tend_until(stopping, children, every=0.2, also=lambda: None):
    """Tend the children until the event is set, then stop them all within five seconds."""
    while not stopping.is_set():
        for child in children:
            child.tend()
        also()
        stopping.wait(every)
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + 4
    while any(child.is_running() for child in children) and time.monotonic() < deadline:
        time.sleep(0.02)
    for child in children:
        child.kill()


def event_on_signal():
    """An event that Ctrl-C, a polite kill or a closed terminal sets."""
    stopping = threading.Event()
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, lambda *_: stopping.set())
    return stopping

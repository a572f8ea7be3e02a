"""Web and worker under one parent, on the embedded database or on one's own."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException

from .environment import SOURCES, database
from .errors import CannotRun
from .processes import Child, event_on_signal, say, tend_until


def serve(options):
    """Run until told to stop; everything started here has stopped when this returns."""
    if not options.worker_only:
        _check_port(options.host, options.port)
    stopping = event_on_signal()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "saan.settings", "PYTHONPATH": str(SOURCES)}
    os.environ["SAAN_THREADS"] = str(getattr(options, "threads", 8))
    began = time.monotonic()
    with database():
        if not options.no_migrate:
            _prepare(options)
        children = []
        if not options.worker_only:
            children.append(Child("web", web(options.host, options.port, options.processes)))
        if not options.web_only:
            children.append(Child("worker", _worker(options)))
        tend_until(stopping, children, also=_Announcement(options, began))
    say("stopped")


def _prepare(options):
    # In a process of its own: this one stays small.
    command = [sys.executable, "-m", "saan.cli", "prepare", *(["--demo"] if options.demo else [])]
    if subprocess.run(command, check=False).returncode:
        raise CannotRun("The database could not be brought up to date; the lines above say why.")


def web(host, port, processes=1):
    """The command that serves the pages."""
    return [
        *(sys.executable, "-m", "granian", "saan.front:application", "--interface", "rsgi"),
        *("--host", host, "--port", str(port), "--workers", str(processes)),
        # Requests that trickle in are held by the hundred and cost little; few threads work on those that are whole.
        *(
            "--backlog",
            "2048",
            "--backpressure",
            "2048",
            "--no-ws",
            "--respawn-failed-workers",
            "--workers-kill-timeout",
            "3",
            "--log-level",
            "error",
        ),
    ]


def _worker(options):
    return [
        *(sys.executable, "-m", "django", "procrastinate", "worker"),
        *("--concurrency", str(options.jobs), "--shutdown-graceful-timeout", "3", "--delete-jobs", "never"),
    ]


class _Announcement:
    """Says once that the web answers."""

    def __init__(self, options, began):
        self.options = options
        self.began = began
        self.is_made = options.worker_only

    def __call__(self):
        if self.is_made or not self._answers():
            return
        self.is_made = True
        say(f"ready after {time.monotonic() - self.began:.1f} s: http://localhost:{self.options.port}")
        say("Ctrl-C stops it")

    def _answers(self):
        host = "localhost" if self.options.host in ("0.0.0.0", "::") else self.options.host
        try:
            connection = HTTPConnection(host, self.options.port, timeout=1)
            connection.request("HEAD", "/", headers={"Host": "localhost"})
            connection.getresponse()
        except (OSError, HTTPException):
            return False
        return True


def _check_port(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotRun(
                f"Port {port} cannot be used ({error.strerror}). Choose another: PORT={port + 1} make run"
            ) from error

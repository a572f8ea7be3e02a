"""A whole house running in processes of its own, for tests and measurements: asked, looked at, and killed in parts."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from saan.runtime import postgres
from saan.runtime.environment import SOURCES

TICKS = os.sysconf("SC_CLK_TCK")


class Served:
    """A running `saan serve`, ready to answer; started by way of another command where one is named."""

    def __init__(self, home, port=None, *options, by_way_of=()):
        self.home, self.port = home, port or free_port()
        options = options or ("--processes", "1")
        command = [*by_way_of, sys.executable, "-m", "saan.cli", "serve", "--port", str(self.port), *options]
        self.process = subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True)
        self.said: deque[str] = deque(maxlen=200)
        for line in self.process.stdout:
            self.said.append(line)
            if "ready after" in line:
                break
        else:
            raise AssertionError("".join(["It did not start.", *self.said]))
        # Somebody must listen, or it stops at a full pipe.
        threading.Thread(target=self.said.extend, args=[self.process.stdout], daemon=True).start()

    def status(self):
        try:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/no-such-page", headers={"Host": "localhost"})
            return connection.getresponse().status
        except (OSError, HTTPException):
            return None

    def pid_of(self, program):
        found = [pid for pid, command in processes_of(self.home).items() if program in command]
        return min(found, default=None)

    def pids_of(self, program):
        return [pid for pid, command in processes_of(self.home).items() if program in command]

    def kill(self, program):
        """kill -9 every process of this program; "postgres" is the server with all its children."""
        pids = postgres_pids(self.home) if program == "postgres" else self.pids_of(program)
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def saan(home, *arguments):
    command = [sys.executable, "-m", "saan.cli", *arguments]
    return subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=600, check=False)


def environment(home):
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    return kept | {"SAAN_HOME": str(home), "PYTHONPATH": str(SOURCES)}


def processes_of(home):
    """pid → command line of every live process that was started for this home."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"SAAN_HOME={home}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().decode()
        except OSError:
            continue
    return found


def server_pid(home):
    return int((postgres.Cluster.at(home).data / "postmaster.pid").read_text().split()[0])


def postgres_pids(home):
    """The database server and its children."""
    try:
        server = server_pid(home)
    except (OSError, ValueError, IndexError):
        return []
    return [server, *(pid for pid, parent in _parents() if parent == server)]


def cpu_seconds(pids):
    """Processor time these processes have used, with that of their children who are gone."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / TICKS


def _parents():
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            yield int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.05)

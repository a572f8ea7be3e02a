"""`saan serve` as a whole: it starts, mends itself, and leaves nothing behind however it ends."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from saan.runtime import postgres
from saan.runtime.environment import SOURCES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home():
    folder = Path(tempfile.mkdtemp(prefix="saan-served-"))
    folder.chmod(0o755)
    yield folder
    wait_for(lambda: not processes_of(folder))
    shutil.rmtree(folder)


@pytest.fixture
def served(home):
    server = Served(home, free_port())
    yield server
    server.process.kill()
    server.process.wait()


def test_ctrl_c_stops_everything_within_five_seconds(served):
    served.process.send_signal(signal.SIGINT)

    assert served.process.wait(timeout=5) == 0
    wait_for(lambda: not processes_of(served.home), seconds=2)


def test_kill_9_leaves_nothing_running(served):
    served.process.kill()

    wait_for(lambda: not processes_of(served.home), seconds=10)


def test_dead_children_and_a_dead_database_come_back(served):
    os.kill(served.pid_of("granian"), signal.SIGKILL)
    os.kill(served.pid_of("procrastinate"), signal.SIGKILL)
    wait_for(lambda: served.pid_of("procrastinate") and served.status() == 404)

    os.kill(server_pid(served.home), signal.SIGKILL)

    wait_for(lambda: served.pid_of("procrastinate") and served.status() == 404)


def test_port_in_use_is_a_sentence(served):
    result = saan(served.home, "serve", "--port", str(served.port))

    assert result.returncode == 1
    assert f"Port {served.port} cannot be used" in result.stderr
    assert "Traceback" not in result.stderr


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """A running `saan serve`, ready to answer."""

    def __init__(self, home, port):
        self.home, self.port = home, port
        command = [sys.executable, "-m", "saan.cli", "serve", "--port", str(port), "--processes", "1"]
        self.process = subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if "ready after" in line:
                return
        raise AssertionError("It did not start.")

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


def saan(home, *arguments):
    command = [sys.executable, "-m", "saan.cli", *arguments]
    return subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=120, check=False)


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


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.05)

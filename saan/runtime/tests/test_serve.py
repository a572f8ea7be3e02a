"""`saan serve` as a whole: it starts, mends itself, and leaves nothing behind however it ends."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from saan.runtime.serving import Served, processes_of, saan, server_pid, wait_for

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
    server = Served(home)
    yield server
    server.process.kill()
    server.process.wait()


def test_ctrl_c_stops_everything_within_five_seconds(served):
    served.process.send_signal(signal.SIGINT)

    assert served.process.wait(timeout=5) == 0
    # The database's keeper goes last: it waits until the disk has everything.
    wait_for(lambda: not processes_of(served.home), seconds=5)


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

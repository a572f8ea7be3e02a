"""How much memory a guarded reader took. A child of a large process is counted as large as its parent was when it was
begun, so a small one stands between."""

import subprocess
import sys

import pytest

BETWEEN = """
import os, resource, subprocess, sys
told, *command = sys.argv[1:]
code = subprocess.run(command).returncode
with open(told, "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024))
if code < 0:
    os.kill(os.getpid(), -code)
sys.exit(code)
"""


def scales(told):
    """A subprocess.run that notes what its child took, and weight(): the bytes of the last; 0 where none was begun."""
    run = subprocess.run

    def weighed(command, **how):
        return run([sys.executable, "-S", "-c", BETWEEN, str(told), *command], **how)

    return weighed, lambda: int(told.read_text()) if told.exists() else 0


@pytest.fixture
def weight(monkeypatch, tmp_path):
    """weight() is what the last reader took at most, in bytes; 0 where none was begun."""
    weighed, last = scales(tmp_path / "weight")
    monkeypatch.setattr(subprocess, "run", weighed)
    return last

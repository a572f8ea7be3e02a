"""A whole house broken on purpose, as `make faults` does for longer."""

import subprocess
import sys

import pytest

from saan.runtime.environment import SOURCES
from saan.runtime.serving import environment

pytestmark = pytest.mark.slow


def test_no_deed_on_the_registry_is_lost_doubled_or_half_done_though_all_are_killed(tmp_path):
    # Four, for each takes ten seconds; a killed job may need more than the minute that `make faults` allows.
    command = [sys.executable, "-m", "bench.faults", "--cycles", "4", "--rows", "20", "--within", "600"]

    done = subprocess.run(command, env=environment(tmp_path), cwd=SOURCES, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 doubled, 0 half" in done.stdout

"""The measurements of the wire in their quickest form: whether all is taken, kept and landed once, not how fast."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from saan.runtime.environment import SOURCES
from saan.runtime.serving import environment, processes_of, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home():
    """One world for all of them; the first founds it."""
    folder = Path(tempfile.mkdtemp(prefix="saan-benches-"))
    folder.chmod(0o755)
    yield folder
    wait_for(lambda: not processes_of(folder))
    shutil.rmtree(folder)


def measured(home, name, *options):
    command = [sys.executable, "-m", f"bench.{name}", *map(str, options), "--home", str(home)]
    done = subprocess.run(command, env=environment(home), cwd=SOURCES, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_ingest_lands_all_that_it_sends(home):
    said = measured(home, "ingest", "--posts", 60, "--at-once", 8, "--warm", 8, "--people", 30)

    assert "60 submissions, 8 at once" in said
    assert "landed with them: 68 Receipt, 68 Submission, 68 Visit" in said


def test_stuck_uploads_are_held_and_the_others_answered(home):
    said = measured(home, "stuck", "--lines", 40, "--others", 2, "--seconds", 1.5)

    assert "40 of 40 are still held" in said


def test_nothing_acknowledged_is_lost_under_kills_and_bad_lines(home):
    said = measured(home, "faults_ingest", "--cycles", 2, "--posts", 60)

    assert "60 acknowledged" in said
    assert "0 lost, 0 doubled" in said

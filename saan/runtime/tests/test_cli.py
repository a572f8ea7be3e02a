import os
import re
import subprocess
import sys

import pytest

from saan import cli
from saan.runtime.environment import SOURCES


def names():
    return sorted(path.stem.rstrip("_").replace("_", "-") for path in cli.COMMANDS.glob("[!_]*.py"))


def saan(*arguments):
    command = [sys.executable, "-m", "saan.cli", *arguments]
    environment = os.environ | {"PYTHONPATH": str(SOURCES)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_help_names_every_command():
    result = saan("--help")

    assert result.returncode == 0
    assert all(re.search(rf"^    {name}\s", result.stdout, re.MULTILINE) for name in names())


@pytest.mark.parametrize("name", names())
def test_every_command_explains_itself_in_full(name):
    result = saan(name, "--help")

    assert result.returncode == 0, result.stderr
    assert len(result.stdout.splitlines()) > 6


def test_unknown_command_is_told_what_there_is():
    result = saan("weave")

    assert result.returncode == 2
    assert "serve" in result.stderr


def test_command_line_itself_needs_no_django():
    program = "import sys, saan.cli; sys.exit('django' in sys.modules or 'psycopg' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(SOURCES)}

    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0

"""Homes for tests and measurements: one is founded for each state of the migrations, and copied from then on."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path

from .environment import SOURCES
from .locks import locked
from .serving import processes_of, saan, wait_for

FOUNDING = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
"""


@contextmanager
def a_home(named=None):
    """A folder with keys and a migrated database, gone with the block; where one is named, that one, which stays."""
    if named:
        Path(named).mkdir(parents=True, exist_ok=True)
    with nullcontext(Path(named)) if named else an_empty_home() as folder:
        if any(folder.iterdir()):
            _migrate(folder)
        else:
            _copy_to(folder)
        yield folder


@contextmanager
def an_empty_home():
    """A folder that is gone with the block, once whoever ran there has left."""
    folder = Path(tempfile.mkdtemp(prefix="saan-home-"))
    folder.chmod(0o755)  # the account of the database goes through it
    try:
        yield folder
    finally:
        _wait_until_left(folder)
        shutil.rmtree(folder, ignore_errors=True)


def hash_of_migrations():
    hashed = hashlib.sha256()
    for path in [*sorted(SOURCES.glob("saan/**/migrations/*.py")), SOURCES / "requirements" / "runtime.txt"]:
        hashed.update(str(path.relative_to(SOURCES)).encode() + path.read_bytes())
    return hashed.hexdigest()[:16]


def key_of_checkout():
    """What sets the passing folders of this checkout and this user apart from those of others."""
    return f"{os.geteuid()}-{hashlib.sha256(os.fsencode(SOURCES)).hexdigest()[:8]}"


def _copy_to(folder):
    kept = Path(tempfile.gettempdir()) / f"saan-homes-{key_of_checkout()}"
    kept.mkdir(mode=0o755, exist_ok=True)
    with locked(kept / "lock", fcntl.LOCK_EX):
        founded = kept / hash_of_migrations()
        if not founded.exists():
            for old in kept.glob("*/"):
                shutil.rmtree(old)
            _found(founded)
        # Not shutil: it gives the database's files to whoever copies.
        subprocess.run(["cp", "-a", f"{founded}/.", folder], check=True)


def _found(founded):
    unfinished = founded.with_name("unfinished")
    unfinished.mkdir(mode=0o755)
    _migrate(unfinished)
    _wait_until_left(unfinished)
    unfinished.rename(founded)


def _migrate(folder):
    done = saan(folder, "manage", "shell", "--no-imports", "-c", FOUNDING)
    assert done.returncode == 0, done.stderr


def _wait_until_left(folder):
    wait_for(lambda: not processes_of(folder), 120)

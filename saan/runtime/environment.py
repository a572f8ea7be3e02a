"""Where this installation lives, and how a command gets into the house."""

import os
from contextlib import contextmanager
from pathlib import Path

from . import postgres

SOURCES = Path(__file__).resolve().parents[2]


def home():
    """The folder with what must outlive the program: keys, uploads and, where it is ours, the database."""
    return Path(os.environ.get("SAAN_HOME") or SOURCES / "var").resolve()


@contextmanager
def database():
    """The address of the database for the block: DATABASE_URL, or the PostgreSQL that comes with the program."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with postgres.running(home()) as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield url
        finally:
            os.environ.pop("DATABASE_URL", None)


@contextmanager
def house():
    """Inside, Django is set up on the database."""
    with database() as url:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saan.settings")
        import django

        django.setup()
        yield url


@contextmanager
def inside(folder):
    """The house of this home, whatever the environment says."""
    os.environ["SAAN_HOME"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    with house() as url:
        yield url

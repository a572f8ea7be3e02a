"""Using a cluster: start it if need be, know its address, let go."""

import fcntl
import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import errors, sql

from ..errors import CannotRun
from .cluster import Cluster

OWNER = DATABASE = "saan"
SOURCES = Path(__file__).resolve().parents[3]
START_SECONDS = 90

_keepers: list[
    subprocess.Popen
] = []  # they outlive us; held so that Python does not complain that nobody waits for them


@contextmanager
def running(home, *, binaries=None, settings=None):
    """The address of this home's database, for as long as the block lasts."""
    cluster = Cluster.at(home, binaries=binaries, settings=settings)
    with cluster.locked("use.lock", fcntl.LOCK_SH):
        ensure(cluster)
        yield url_of(cluster)


def url_of(cluster, database=DATABASE, user=OWNER):
    """postgresql://… by the unix socket, which only this user (or root) can reach: there is no password."""
    return f"postgresql://{user}@/{database}?host={quote(str(cluster.socket_folder), safe='')}"


def ensure(cluster):
    """Have the server answer, with our role and database in it."""
    deadline = time.monotonic() + START_SECONDS
    keeper = None
    while True:
        # Looked at each time round: the keeper we saw may just have been leaving.
        if (keeper is None or keeper.poll() == 0) and not _has_keeper(cluster):
            keeper = _start_keeper(cluster)
        try:
            with psycopg.connect(url_of(cluster, "postgres", "postgres"), autocommit=True) as connection:
                return _prepare(cluster, connection)
        except psycopg.OperationalError as error:
            if (keeper and keeper.poll()) or time.monotonic() > deadline:
                raise CannotRun(f"PostgreSQL did not start; {cluster.log} says:\n{_tail(cluster.log)}") from error
            time.sleep(0.05)


def _has_keeper(cluster):
    try:
        with cluster.locked("keeper.lock", fcntl.LOCK_SH | fcntl.LOCK_NB):
            return False
    except BlockingIOError:
        return True


def _start_keeper(cluster):
    with open(cluster.log, "ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "saan.runtime.postgres.keeper", cluster.as_json()],
            env=os.environ | {"PYTHONPATH": str(SOURCES)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _keepers.append(keeper)
    return keeper


def _prepare(cluster, connection):
    """The owner is no superuser, just as on a server of one's own: what works here works there."""
    if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
        owner, database = sql.Identifier(OWNER), sql.Identifier(DATABASE)
        # It may ask for a checkpoint: see runtime/prepare.py.
        _once(connection, sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE IN ROLE pg_checkpoint").format(owner))
        _once(connection, sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
    with psycopg.connect(url_of(cluster), autocommit=True) as ours:
        _once(ours, sql.SQL("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
        # In a database of the wrong locale Thai letters are not letters, and search would find nothing.
        if not ours.execute("SELECT show_trgm('สมชาย')").fetchone()[0]:
            raise CannotRun("This PostgreSQL does not know Thai letters: its locale has to be C.UTF-8.")


def _once(connection, statement):
    # Two starters at once: one of them makes it, the other finds it made, in one of these ways.
    with suppress(errors.DuplicateObject, errors.DuplicateDatabase, errors.UniqueViolation):
        connection.execute(statement)


def _tail(log, lines=15):
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])

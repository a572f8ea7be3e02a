"""Bringing the tables up to date while others read and write them.

Whoever waits for the lock of a table makes everybody wait who comes after. So a migration waits half a second at once:
then it lets the others pass and tries again. Half a second, because PostgreSQL looks for a deadlock after a whole one:
where a migration and a request wait for each other, the migration gives way, and no request fails.
"""

import random
import time
from contextlib import contextmanager

from django.core.management import call_command
from django.db import OperationalError, connection
from psycopg.errors import DeadlockDetected, LockNotAvailable

from saan.runtime.errors import CannotRun
from saan.runtime.words import gettext as _

LOCK_TIMEOUT = "500ms"
PATIENCE = 900


def migrate(say):
    """Apply what is missing, each migration as soon as its tables let it."""
    patiently(lambda: call_command("migrate", verbosity=0, interactive=False), say)


def patiently(change, say, patience=PATIENCE):
    """Do `change` again until no lock is in its way. What it did before it was refused must be undone or kept whole."""
    deadline = time.monotonic() + patience
    while not _is_done(change):
        if time.monotonic() > deadline:
            sentence = _(
                "The tables were in use for {seconds} s without a pause, so they could not be brought up to date. "
                "Nothing is half done. Look for what holds them (a backup, a long export, a forgotten session: "
                "SELECT * FROM pg_stat_activity) and start again."
            )
            raise CannotRun(sentence.format(seconds=patience))
        say(_("The tables are in use; trying again in a moment …"))
        time.sleep(random.uniform(0.5, 1.5))


def _is_done(change):
    try:
        with _short_waits():
            change()
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
            return False
        raise
    return True


@contextmanager
def _short_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")

"""pytest plugin: one careless PostgreSQL per checkout, one migrated template in it, a clone for each worker.

The clone replaces pytest-django's own database set-up. A test that commits (transaction=True, live_server) gets a new
clone afterwards instead of a flush: what migrations put in stays, and append-only tables need no exception for tests.

SAAN_TEST_POSTGRES: `embedded` (default), `system` (the distribution's), or the postgresql:// address of a server.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from saan.runtime import postgres
from saan.runtime.database import database_from_url
from saan.runtime.homes import hash_of_migrations, key_of_checkout

CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}
KEPT_TEMPLATES = 3
ASK_THE_SERVER = {"django_db_setup", "test_server_url"}
APART = {"tests/bench/test_benches.py"}


def prepare_environment():
    """Settings for a test run; called by conftest.py before anything imports Django."""
    home = tempfile.mkdtemp(prefix="saan-test-home-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ |= {"SAAN_HOME": home, "DJANGO_SETTINGS_MODULE": "saan.settings"}
    # A test that finds the developer's own database is a test that empties it.
    os.environ.pop("DATABASE_URL", None)

    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT = Path(home) / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = {**settings.STORAGES, "staticfiles": static}
    django.setup()


@contextmanager
def test_server():
    """The address of the PostgreSQL that this run of the tests uses."""
    wanted = os.environ.get("SAAN_TEST_POSTGRES", "embedded")
    if wanted.startswith("postgres"):
        yield wanted
        return
    binaries = postgres.Binaries.system() if wanted == "system" else None
    home = Path(tempfile.gettempdir()) / f"saan-tests-{key_of_checkout()}" / wanted
    with postgres.running(home, binaries=binaries, settings=CARELESS) as url:
        yield url


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes():
    """Each worker reads the settings itself, after it has made a home of its own."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file's tests go to one worker, which makes their world once; those with a world each go to whoever is free."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            return nodeid if file in APART else file

    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_itemcollected(item):
    if item.get_closest_marker("django_db") or ASK_THE_SERVER & set(getattr(item, "fixturenames", ())):
        item.add_marker("database")


@pytest.fixture(scope="session")
def test_server_url():
    with test_server() as url:
        yield url


@pytest.fixture(scope="session")
def django_db_setup(test_server_url, django_test_environment, django_db_blocker):
    from django.db import connection
    from django.test import TransactionTestCase

    server = Server(test_server_url)
    with django_db_blocker.unblock():
        connection.settings_dict.update({**connection.settings_dict, **database_from_url(test_server_url)})
        connection.settings_dict["ATOMIC_REQUESTS"] = True
        template = server.template()
        name = f"test_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        server.clone(template, name)
        connection.settings_dict["NAME"] = name

    def clone_again(test_case):
        connection.close()
        server.clone(template, name)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", clone_again)
    yield
    patch.undo()
    with django_db_blocker.unblock():
        connection.close()
        server.drop(name)


@pytest.fixture
def empty_database(test_server_url):
    """The address of a database with nothing in it, gone after the test."""
    server = Server(test_server_url)
    name = f"test_{os.getpid()}_empty"
    server.drop(name)
    server.execute("CREATE DATABASE {}", name)
    yield server.address(name)
    server.drop(name)


class Server:
    """The databases of one PostgreSQL server, seen by a test run."""

    def __init__(self, url):
        self.url = url

    def address(self, name):
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def execute(self, statement, *names):
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            return self._on(connection, statement, *names)

    def clone(self, template, name):
        self.drop(name)
        self.execute("CREATE DATABASE {} TEMPLATE {}", name, template)

    def drop(self, name):
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            self._drop(connection, name)

    def template(self):
        """The name of a database migrated to this checkout's migrations; whoever comes first makes it."""
        name = f"template_{hash_of_migrations()}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(20697)")
            databases = [row[0] for row in connection.execute("SELECT datname FROM pg_database ORDER BY oid")]
            if name not in databases:
                self._remove_leftovers(connection, databases)
                self._migrate("template_unfinished", connection)
                self._on(connection, "ALTER DATABASE {} RENAME TO {}", "template_unfinished", name)
        return name

    def _migrate(self, name, admin):
        from django.core.management import call_command
        from django.db import connection

        self._drop(admin, name)
        self._on(admin, "CREATE DATABASE {}", name)
        connection.settings_dict["NAME"] = name
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()

    def _remove_leftovers(self, connection, databases):
        """Old templates, and the clones of runs that were killed."""
        templates = [name for name in databases if name.startswith("template_") and len(name) > len("template_x")]
        killed = [name for name in databases if name.startswith("test_") and not _is_running(name.split("_")[1])]
        for name in [*templates[: -KEPT_TEMPLATES + 1], *killed]:
            self._drop(connection, name)

    def _drop(self, connection, name):
        # Not WITH (FORCE): that is refused where autovacuum, which is not ours, happens to be at work.
        ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
        connection.execute(ours, [name])
        self._on(connection, "DROP DATABASE IF EXISTS {}", name)

    def _on(self, connection, statement, *names):
        return connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _is_running(pid):
    return pid.isdigit() and Path(f"/proc/{pid}").exists()

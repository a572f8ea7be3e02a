"""Bringing a database up to date before it is served.

A room that needs rows to be of any use (the areas of Thailand) says so in its AppConfig:

    def prepare(self, say): ...   # quick when there is nothing to do; say("one line of progress")
"""

from pathlib import Path
from threading import Thread

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from saan.contexts import CONTEXTS
from saan.runtime.migrating import migrate

# Any number, the same in every program that prepares: two servers started at once take turns.
LOCK = 20698


def prepare(say):
    """Migrate, collect the static files if nobody has, and let every room load what it needs, the lowest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            _migrate(say)
            _collect(say)
            for name in reversed(CONTEXTS):
                if prepare_room := getattr(apps.get_app_config(name), "prepare", None):
                    prepare_room(say)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _migrate(say):
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say(f"Migrating the database ({len(plan)} steps) …")
        migrate(say)
        # The thousand files of the new tables are put safely on the disk while the rooms load; a server that is told to
        # stop soon after would do it then, and Ctrl-C would take seconds.
        Thread(target=_checkpoint, name="checkpoint").start()


def _checkpoint():
    try:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
    except Error:
        pass  # somebody else's server, where we may not ask for it
    finally:
        connection.close()


def _collect(say):
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        say("Collecting and compressing the static files …")
        call_command("collectstatic", verbosity=0, interactive=False)

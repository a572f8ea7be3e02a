"""Checks of the database, by Django's connection."""

import datetime
from functools import partial

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from saan.runtime.words import gettext as _
from saan.shared.access import EVERYWHERE_ROLE, WEB_ROLE

from .findings import Finding

SEALED_COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND data_type = 'bytea' AND (column_name LIKE '%%sealed' OR column_name LIKE 'sealed%%')
"""


def examine_database():
    yield _version()
    yield _thai()
    if careless := _careless():
        yield careless
    yield _clock()
    yield _migrations()
    if not _has_tables():
        return
    yield from _walls()
    yield _keys()
    yield from _jobs()


def _has_tables():
    return "django_migrations" in connection.introspection.table_names()


def _one(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _all(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _version():
    version = connection.pg_version // 10000
    encoding = _one("SHOW server_encoding")[0]
    if version < 15:
        return Finding.problem(
            _("PostgreSQL {version} is too old").format(version=version), _("Use PostgreSQL 15 or newer.")
        )
    if encoding != "UTF8":
        return Finding.problem(
            _("The database keeps text as {encoding}").format(encoding=encoding),
            "CREATE DATABASE saan ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0",
        )
    return Finding.fine(_("PostgreSQL {version} answers").format(version=version))


def _thai():
    if not _one("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")[0]:
        return Finding.problem(_("The extension pg_trgm is missing"), _("Run `saan prepare`."))
    if not _one("SELECT show_trgm('สมชาย')")[0]:
        return Finding.problem(
            _("This database does not know Thai letters, so that search finds nothing"),
            _("Make the database with LOCALE 'C.UTF-8' and restore a backup into it."),
        )
    return Finding.fine(_("Thai words can be searched"))


def _careless():
    off = [name for name in ("fsync", "full_page_writes") if _one(f"SHOW {name}")[0] == "off"]
    if off:
        return Finding.problem(
            _("PostgreSQL would lose data in a power cut: {settings} is off").format(settings=", ".join(off)),
            "ALTER SYSTEM RESET fsync; ALTER SYSTEM RESET full_page_writes; SELECT pg_reload_conf();",
        )
    return None


def _clock():
    seconds = abs((_one("SELECT clock_timestamp()")[0] - datetime.datetime.now(datetime.UTC)).total_seconds())
    what = _("The clocks of program and database differ by {seconds:.1f} s").format(seconds=seconds)
    return Finding.warning(what, _("Let both machines keep time by NTP.")) if seconds > 5 else Finding.fine(what)


def _migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unknown = [node for node in executor.loader.applied_migrations if node not in executor.loader.disk_migrations]
    if unknown:
        return Finding.problem(
            _("The database is newer than the program (it has {migration})").format(migration=".".join(unknown[0])),
            _("Install the version of Saan that the database was used with."),
        )
    if waiting:
        return Finding.problem(_("{count} migrations are waiting").format(count=len(waiting)), _("Run `saan prepare`."))
    return Finding.fine(_("The database is up to date"))


def _walls():
    """The roles and policies that stand behind the program's own filters."""
    for role in (WEB_ROLE, EVERYWHERE_ROLE):
        found = _one("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", role)
        if found is None or not _one("SELECT pg_has_role(%s, 'MEMBER')", role)[0]:
            yield Finding.problem(
                _("The database role {role} is missing or not ours to take").format(role=role),
                f"GRANT {role} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE",
            )
        elif found[0]:
            yield Finding.problem(
                _("The database role {role} passes every wall").format(role=role),
                f"ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS",
            )
    open_tables = _all(
        "SELECT DISTINCT p.polrelid::regclass::text FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
        " WHERE NOT c.relrowsecurity"
    )
    for (table,) in open_tables:
        yield Finding.problem(
            _("Row-level security of {table} is switched off").format(table=table),
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        )
    if not open_tables:
        yield Finding.fine(_("Row-level security stands"))


def _keys():
    """Whether the sealed values we look at name keys that we have (a byte of format, then four of key number)."""
    numbers = set()
    for table, column in _all(SEALED_COLUMNS):
        quoted, of = map(connection.ops.quote_name, (column, table))
        some = f"SELECT {quoted} AS value FROM {of} WHERE {quoted} IS NOT NULL LIMIT 5000"
        rows = _all(f"SELECT DISTINCT substring(value FROM 2 FOR 4) FROM ({some}) sample")
        numbers |= {int.from_bytes(bytes(number), "big") for (number,) in rows}
    if lost := numbers - set(settings.SECRETS.data_keys):
        return Finding.problem(
            _("Values are sealed with keys that are not here: {numbers}").format(numbers=sorted(lost)),
            _("Put the secrets.json of the installation that sealed them into SAAN_HOME."),
        )
    return Finding.fine(_("Sealed values can be opened"))


def _jobs():
    count = partial(_one, "SELECT count(*) FROM procrastinate_jobs WHERE status = %s::procrastinate_job_status")
    workers = _one("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'")[0]
    waiting, failed = count("todo")[0], count("failed")[0]
    stalled = _one(
        "SELECT count(*) FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id"
        " WHERE j.status = 'doing' AND coalesce(w.last_heartbeat < now() - interval '2 minutes', true)"
    )[0]
    if stalled or (waiting and not workers):
        yield Finding.warning(
            _("{waiting} jobs wait and {stalled} lost their worker").format(waiting=waiting, stalled=stalled),
            _("Start a worker: `saan serve` or `saan serve --worker-only`. It takes them up again by itself."),
        )
    else:
        yield Finding.fine(
            _("{waiting} jobs wait, {workers} workers are at work").format(waiting=waiting, workers=workers)
        )
    if failed:
        yield Finding.warning(
            _("{failed} jobs have failed").format(failed=failed),
            'saan manage shell -c "from procrastinate.contrib.django.models import ProcrastinateJob as J;'
            " print(*J.objects.filter(status='failed').values('id', 'task_name', 'args'), sep='\\n')\"",
        )

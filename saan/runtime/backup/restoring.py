import os
import shutil
from pathlib import PurePosixPath

import psycopg
from psycopg import sql

from saan.runtime.environment import house
from saan.runtime.errors import CannotRun
from saan.runtime.secrets import load_secrets, secrets_path
from saan.runtime.words import gettext as _

from .archive import Reader
from .keys import opens
from .making import make_backup
from .tables import STEADY, Digest, all_tables


def restore_backup(path, *, url, home, force=False, say=print):
    """Put a backup in place of what is here, and prove that it is; answers (tables, rows, files)."""
    backup = Reader(path)
    say("Reading the whole backup …")
    backup.verify()
    _check_emptiness(url, home, force, say)
    _put_secrets(backup, home)
    _make_schema(backup, url, say)
    with psycopg.connect(url) as connection:
        connection.execute(STEADY)
        tables = _matching_tables(backup, connection)
        say(f"Loading {len(tables)} tables …")
        _load(backup, connection, tables)
        connection.commit()
        say("Comparing every table with the backup …")
        _prove(backup, connection, tables)
    _put_uploads(backup, home)
    _migrate_onward(url)
    rows = sum(backup.entries[f"tables/{table.name}"].rows for table in tables)
    return len(tables), rows, len(backup.uploads())


def _check_emptiness(url, home, force, say):
    with psycopg.connect(url) as connection:
        has_rows = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchone()[0]
    has_files = any((home / "uploads").rglob("*"))
    if not has_rows and not has_files:
        return
    if not force:
        raise CannotRun(
            _(
                "This installation is not empty. Restore into a new one (SAAN_HOME, DATABASE_URL), "
                "or use --force: what is here is then kept as a backup beside and replaced."
            )
        )
    if has_rows:
        kept = home / "before-restore.saan"
        say(f"Keeping what is here in {kept} …")
        make_backup(kept, url=url, home=home, with_secrets=True)


def _put_secrets(backup, home):
    """The keys that the rows were sealed with; before Django starts, which would make new ones."""
    kept = secrets_path(home)
    if kept.exists() and opens(load_secrets(home), backup.facts["keys"]):
        return
    if "secrets.json" not in backup.entries:
        sentence = _(
            "The backup was sealed with other keys than those in {path}. Put the secrets.json of the installation "
            "that made it there (or use a backup made --with-secrets) and restore again."
        )
        raise CannotRun(sentence.format(path=kept))
    kept.parent.mkdir(parents=True, exist_ok=True)
    if kept.exists():
        kept.rename(kept.with_name("secrets.before-restore.json"))
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.writelines(backup.blocks("secrets.json"))


def _make_schema(backup, url, say):
    """An empty database with just the tables that the backup's rows came from."""
    with house():
        from django.db import connection
        from django.db.migrations.executor import MigrationExecutor

        wanted = [tuple(migration) for migration in backup.facts["migrations"]]
        known = MigrationExecutor(connection).loader.disk_migrations
        if unknown := [node for node in wanted if node not in known]:
            sentence = _("The backup is of a newer Saan (migration {migration}). Use that version.")
            raise CannotRun(sentence.format(migration=".".join(unknown[0])))
        say("Making the tables …")
        with psycopg.connect(url, autocommit=True) as plain:
            plain.execute("DROP SCHEMA public CASCADE")
            plain.execute("CREATE SCHEMA public")
        MigrationExecutor(connection).migrate(wanted)
        connection.close()


def _matching_tables(backup, connection):
    tables = all_tables(connection)
    named = {f"tables/{table.name}" for table in tables}
    if named != {name for name in backup.entries if name.startswith("tables/")}:
        raise CannotRun(
            _("The backup's tables are not those that its migrations make: it was made by another program.")
        )
    return tables


def _load(backup, connection, tables):
    """All rows in one transaction: the house has everything or nothing."""
    names = sql.SQL(", ").join(sql.Identifier(table.name) for table in tables)
    triggers = sql.SQL("ALTER TABLE {} {} TRIGGER USER")
    for table in tables:
        # A trigger would write again what its first time wrote already, or refuse (the audit trail).
        connection.execute(triggers.format(sql.Identifier(table.name), sql.SQL("DISABLE")))
    connection.execute(sql.SQL("TRUNCATE {}").format(names))
    connection.execute("SET CONSTRAINTS ALL DEFERRED")
    for table in tables:
        table.read_from(connection, backup.blocks(f"tables/{table.name}"))
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        connection.execute(triggers.format(sql.Identifier(table.name), sql.SQL("ENABLE")))
    for name, (last, is_called) in backup.facts["sequences"].items():
        connection.execute("SELECT setval(%s::regclass, %s, %s)", [f'public."{name}"', last, is_called])


def _prove(backup, connection, tables):
    for table in tables:
        found = table.write_to(connection, lambda block: None)
        expected: Digest = backup.entries[f"tables/{table.name}"]
        if found != expected:
            sentence = _(
                "Table {table} is not what was backed up ({found} rows, expected {expected}). "
                "Do not use this installation; report this."
            )
            raise CannotRun(sentence.format(table=table.name, found=found.rows, expected=expected.rows))


def _put_uploads(backup, home):
    """The files, in a folder that takes its place when all are there; what stood there is kept beside it."""
    place, draft, kept = home / "uploads", home / "uploads.unfinished", home / "uploads.before-restore"
    shutil.rmtree(draft, ignore_errors=True)
    for name in backup.uploads():
        parts = PurePosixPath(name).parts[1:]
        if ".." in parts or not parts:
            raise CannotRun(_("The backup has a file with an impossible name: {name}").format(name=name))
        target = draft.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(target, "wb") as file:
            file.writelines(backup.blocks(name))
    draft.mkdir(parents=True, exist_ok=True)
    if place.exists():
        shutil.rmtree(kept, ignore_errors=True)
        place.rename(kept)
    draft.rename(place)


def _migrate_onward(url):
    """To today's migrations, where the backup is older than the program."""
    with house():
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
    with psycopg.connect(url, autocommit=True) as plain:
        plain.execute("ANALYZE")

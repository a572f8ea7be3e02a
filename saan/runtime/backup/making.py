import time
from importlib.metadata import PackageNotFoundError, version

import psycopg

from saan.runtime.secrets import load_secrets, secrets_path

from .archive import writing
from .keys import key_check
from .tables import STEADY, all_tables, migrations, sequences


def make_backup(path, *, url, home, with_secrets=False):
    """Write everything of one moment into one file; answers its manifest's entries. The program may go on running."""
    with psycopg.connect(url) as connection, writing(path) as writer:
        connection.execute(STEADY)
        connection.commit()
        # One snapshot for all tables: what was committed when it began, and nothing else.
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        for table in all_tables(connection):
            writer.add_table(table, connection)
        for upload in uploads_in(home):
            writer.add_file(f"uploads/{upload.relative_to(home / 'uploads').as_posix()}", upload)
        secrets = load_secrets(home)
        if with_secrets:
            writer.add_file("secrets.json", secrets_path(home))
        writer.close_with(
            {
                "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "saan": _version(),
                "postgres": connection.info.server_version,
                "migrations": migrations(connection),
                "sequences": sequences(connection),
                "keys": key_check(secrets),
            }
        )
    return writer.entries


def uploads_in(home):
    """Every file that was uploaded. None is ever changed or removed while its row stands, so any moment will do."""
    return sorted(path for path in (home / "uploads").rglob("*") if path.is_file())


def _version():
    try:
        return version("saan")
    except PackageNotFoundError:
        return "unknown"

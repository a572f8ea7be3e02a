"""Write one consistent file of the database and the uploads.

The program may go on running: the file holds what was committed when the backup began. It is written beside and takes
its name only when it is whole. The keys that open sealed values (SAAN_HOME/secrets.json) are NOT in it, so that a
stolen backup shows no citizen ID: keep them in another place, or give --with-secrets and guard the file like the keys.
Names and addresses in it are readable; keep it as you keep the database.
"""


def add_arguments(parser):
    parser.add_argument("file", help="where to write, for example saan-2569-11-22.backup")
    parser.add_argument("--with-secrets", action="store_true", help="put the keys in as well")


def run(args):
    from saan.runtime.backup import make_backup
    from saan.runtime.environment import database, home
    from saan.runtime.secrets import secrets_path

    with database() as url:
        entries = make_backup(args.file, url=url, home=home(), with_secrets=args.with_secrets)
    tables = [digest.rows for name, digest in entries.items() if name.startswith("tables/")]
    files = sum(name.startswith("uploads/") for name in entries)
    print(f"{args.file}: {len(tables)} tables with {sum(tables):,} rows, {files:,} uploaded files.")
    if not args.with_secrets:
        print(f"The keys are not in it: keep a copy of {secrets_path(home())} in another place.")

"""Put a backup into an empty installation, and prove that every row came back.

The whole file is read and checked before anything is touched: a truncated or altered one is refused. Afterwards each
table is read again and compared with the backup by its SHA-256. An older backup is then brought up to date.
"""


def add_arguments(parser):
    parser.add_argument("file", help="a file that `saan backup` wrote")
    parser.add_argument("--force", action="store_true", help="replace what is here; it is kept as a backup beside")


def run(args):
    from saan.runtime.backup import restore_backup
    from saan.runtime.environment import database, home

    with database() as url:
        tables, rows, files = restore_backup(args.file, url=url, home=home(), force=args.force)
    print(
        f"Proved: {tables} tables with {rows:,} rows and {files:,} uploaded files are exactly as they were backed up."
    )

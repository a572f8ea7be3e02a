"""Bring in what a phone could not send, from the file that its user saved with the field app.

The passphrase is asked for, or read from the first line of standard input. What had arrived before is not doubled.
"""

import getpass
import sys
from pathlib import Path


def add_arguments(parser):
    parser.add_argument("file", metavar="FILE", type=Path, help="saan-outbox-….json, from the phone's downloads")


def run(options) -> int:
    from saan.runtime.environment import house
    from saan.runtime.errors import CannotRun

    if not options.file.is_file():
        raise CannotRun(f"There is no file {options.file}.")
    passphrase = getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline()
    with house():
        return _bring_in(options.file.read_bytes(), passphrase)


def _bring_in(text, passphrase):
    from saan.field import outbox_file
    from saan.forms.models import DeviceKey
    from saan.runtime.errors import CannotRun

    try:
        receipts = outbox_file.bring_in(outbox_file.opened(text, passphrase))
    except outbox_file.NotOpened as fault:
        raise CannotRun("The file does not open: another passphrase, or not a file of the field app.") from fault
    except DeviceKey.DoesNotExist as fault:
        raise CannotRun("This phone was never enrolled here. Is it the right house?") from fault
    for receipt in receipts:
        print(f"{receipt.instance_id}: {receipt.state.lower()}")
    return 0

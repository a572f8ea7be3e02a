"""Bring in what a phone could not send, from the file that its user saved with the field app.

The passphrase is asked for, or read from the first line of standard input. What had arrived before is not doubled.
"""

import getpass
import sys
from pathlib import Path

# {user}, {phone}: whose phone the file says it is.
ASK = "Ask them whether this is their work; when it is, run this again with --of {user}."
WHYS = {
    "FORGED": "The file says that it is of the phone {phone} of {user}, which did not write it. It is not taken.",
    "UNSIGNED": f"An older field app wrote this; it cannot prove that it is of the phone {{phone}} of {{user}}. {ASK}",
    "SHUT_OUT": f"The phone {{phone}} of {{user}} was shut out, or they no longer work here. {ASK}",
    "NOT_THEIRS": "The file is of the phone {phone} of {user}, and says that it is somebody else's. It is not taken.",
}


def add_arguments(parser):
    parser.add_argument("file", metavar="FILE", type=Path, help="saan-outbox-….json, from the phone's downloads")
    parser.add_argument(
        "--of", metavar="USER", default="",
        help="whose phone it is, where the file cannot prove it: you have asked them yourself",
    )  # fmt: skip


def run(options) -> int:
    from saan.runtime.environment import house
    from saan.runtime.errors import CannotRun

    if not options.file.is_file():
        raise CannotRun(f"There is no file {options.file}.")
    passphrase = getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline()
    with house():
        return _bring_in(options.file.read_bytes(), passphrase, options.of)


def _bring_in(text, passphrase, of):
    from django.utils import timezone

    from saan.field import outbox_file
    from saan.forms.models import DeviceKey
    from saan.runtime.errors import CannotRun

    try:
        receipts = outbox_file.bring_in(outbox_file.opened(text, passphrase), of=of, at=timezone.now())
    except outbox_file.NotOpened as fault:
        raise CannotRun("The file does not open: another passphrase, or not a file of the field app.") from fault
    except DeviceKey.DoesNotExist as fault:
        raise CannotRun("This phone was never enrolled here. Is it the right house?") from fault
    except outbox_file.NotProven as fault:
        raise CannotRun(WHYS[fault.why].format(user=fault.device.user.username, phone=fault.device.name)) from fault
    for receipt in receipts:
        print(f"{receipt.instance_id}: {receipt.state.lower()}")
    return 0

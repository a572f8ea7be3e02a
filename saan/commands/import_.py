"""Bring a list into the registry from the command line, by the same way as the pages.

Reads the files as they are, recognises the columns (or uses what was once corrected for this list), checks every row
and says what would change. With --commit the rows are brought in; without it the delivery waits on its page for a word.
Several files of one list, such as PERSON, HOME, ADDRESS and DISABILITY of the 43 files, are given together, or in the
zip that a hospital hands out.
"""

import sys
from datetime import date
from pathlib import Path

STOPPED = 2


def add_arguments(parser):
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="the files of one list")
    parser.add_argument("--organisation", required=True, metavar="CODE", help="whose list it is")
    parser.add_argument("--list", required=True, metavar="NAME", dest="list_name", help="the name of the list")
    parser.add_argument("--by", required=True, metavar="USER", help="the user who answers for it")
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", type=date.fromisoformat, help="the day it speaks of; today")
    parser.add_argument("--group", action="append", default=[], metavar="GROUP", help="what being on it means")
    parser.add_argument("--partial", action="store_true", help="it is not the whole list: nobody is gone from it")
    parser.add_argument("--commit", action="store_true", help="bring it into the registry")


def run(options) -> int:
    from saan.runtime.environment import house
    from saan.runtime.errors import CannotRun

    missing = next((path for path in options.files if not path.is_file()), None)
    if missing:
        raise CannotRun(f"There is no file {missing}.")
    with house():
        return _bring_in(options)


def _bring_in(options):
    from saan.intake import importing

    sender = importing.sender(options.by, options.organisation)
    batch, is_new = importing.receive(options.files, options.list_name, sender)
    if not is_new:
        print(f"This very file was brought in before as delivery {batch.pk}; nothing was changed.")
        return 0
    steps = importing.steps(
        batch, sender, as_of=options.as_of, groups=options.group, is_complete=not options.partial, commit=options.commit
    )
    for line in steps:
        print(line, flush=True)
    batch.refresh_from_db()
    if batch.state == "FAILED":
        print(importing.why_stopped(batch), file=sys.stderr)
        return STOPPED
    return 0

"""The far side: read one workbook under hard limits and lay the answer down as JSON."""

import json
import resource
import sys
from pathlib import Path

MEMORY = 600 << 20
CPU_SECONDS = 40


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    try:
        answer = _answer(Path("workbook"), sys.argv[1])
    except MemoryError:
        answer = {"refusal": "TOO_MUCH_MEMORY", "facts": {}}
    Path("answer.json").write_text(json.dumps(answer), "utf-8")
    return 0


def _answer(path, name):
    from sheets.checking import checked, opened
    from sheets.limits import Limits
    from sheets.refusals import Unreadable

    # A form is small: what unpacks to more than this is not one.
    limits = Limits(file_bytes=10 << 20, unpacked_bytes=150 << 20, seconds=CPU_SECONDS)
    content = path.read_bytes()
    if content[:2] == b"PK":
        try:
            with opened(path) as file:
                checked(file, limits)
        except Unreadable as error:
            return {"refusal": "UNREADABLE", "facts": {"why": error.code, **error.facts}}
    from saan.forms.xlsform.converting import convert

    return convert(content, name)


if __name__ == "__main__":
    sys.exit(main())

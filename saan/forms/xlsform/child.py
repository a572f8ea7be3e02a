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
        answer = _answer(Path("workbook"), *sys.argv[1:])
    except MemoryError:
        answer = {"refusal": "TOO_MUCH_MEMORY", "facts": {}}
    Path("answer.json").write_text(json.dumps(answer), "utf-8")
    return 0


def _answer(path, name, version):
    from sheets.checking import checked, opened
    from sheets.limits import AT_ONCE
    from sheets.refusals import Unreadable
    from sheets.sniff import HTML, XML

    try:
        with opened(path) as file:
            kind = checked(file, AT_ONCE).kind
            if kind in (HTML, XML):
                raise Unreadable(f"IS_{kind}")
    except Unreadable as error:
        return {"refusal": "UNREADABLE", "facts": {"why": error.code, **error.facts}}
    # Imported late: most hostile files are refused above, without the weight of pyxform.
    from saan.forms.xlsform.converting import convert

    return convert(path.read_bytes(), name, version)


if __name__ == "__main__":
    sys.exit(main())

"""The far side of `guarded`: read one file under hard limits and lay the result down as Arrow."""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from .archive import FILES43
from .checking import checked, opened
from .limits import Limits
from .refusals import Unreadable
from .sniff import TEXT


def main() -> int:
    task = json.load(sys.stdin)
    folder, limits = Path(task["folder"]), Limits(**task["limits"])
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        result = _read(task["path"], task["filename"], folder, limits)
    except Unreadable as refusal:
        result = {"code": refusal.code, "facts": refusal.facts}
    except MemoryError:
        result = {"code": "TOO_MUCH_MEMORY", "facts": {}}
    (folder / "result.json").write_text(json.dumps(result), "utf-8")
    return 0


def _read(path: str, filename: str, folder: Path, limits: Limits) -> dict:
    with opened(path) as file:
        about = checked(file, limits)
        # Imported late: most hostile files are refused above, without the weight of the parsers.
        from .reading import name_of, read_checked

        per_byte = limits.memory_per_byte_of_text if about.kind in (TEXT, FILES43) else limits.memory_per_byte
        _allow_memory(limits.memory_bytes + about.unpacked * per_byte)
        return _lay_down(read_checked(file, about, name_of(path, filename), limits), folder)


def _allow_memory(more: int) -> None:
    """From here on this process may take so many bytes beyond what it has."""
    with open("/proc/self/status") as status:
        has = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData"))
    resource.setrlimit(resource.RLIMIT_DATA, (has + more, has + more))


def _lay_down(book, folder: Path) -> dict:
    import polars as pl

    for number, sheet in enumerate(book.sheets):
        sheet.grid.write_ipc(folder / f"grid{number}.arrow")
        pl.DataFrame(sheet.dates).write_ipc(folder / f"dates{number}.arrow")
    facts = {"filename": book.filename, "format": book.format, "encoding": book.encoding, "delimiter": book.delimiter}
    return {"book": facts, "sheets": [_about(sheet) for sheet in book.sheets]}


def _about(sheet) -> dict:
    return {
        "name": sheet.name,
        "merges": sheet.merges,
        "top": sheet.top,
        "left": sheet.left,
        "hidden": sheet.hidden,
        "problems": [asdict(problem) for problem in sheet.problems],
    }


if __name__ == "__main__":
    sys.exit(main())

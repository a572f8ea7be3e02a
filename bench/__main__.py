"""Every bench from nothing, one table, growth curves, docs/benchmarks.md: `python -m bench [--quick]`."""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

from bench import figures, peers

# Modules that write figures and know --quick.
BENCHES = (
    *("linkage", "known", "field_app", "sync", "registry", "upload"),
    *("audit", "hostile", "ingest", "stuck", "migrating", "faults", "faults_ingest"),
)
ROOT = Path(__file__).resolve().parent.parent
PAGE, CURVES = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "benchmarks"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="small: do the benches themselves work?")
    arguments.add_argument("--only", nargs="+", choices=BENCHES, default=BENCHES)
    arguments.add_argument("--written", action="store_true", help="measure nothing: the page from the last figures")
    chosen = arguments.parse_args()
    broken = [] if chosen.written else [name for name in chosen.only if not _ran(name, chosen.quick)]
    found = figures.read(quick=chosen.quick)
    print(f"\n{table(found)}")
    if not chosen.quick:
        draw(found)
        PAGE.write_text(page(found))
    if broken:
        print(f"broke down: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


def _ran(name: str, quick: bool) -> bool:
    print(f"\n{name}", flush=True)
    return not subprocess.call([sys.executable, "-m", f"bench.{name}", *(["--quick"] if quick else [])], cwd=ROOT)


def table(found: dict[str, list[figures.Figure]]) -> str:
    """In Markdown, which is read as easily in a terminal."""
    lines = ["| | figure | size | value | aim | met |", "|---|---|--:|--:|--:|---|"]
    for group, several in found.items():
        for one in several:
            met = {True: "yes", False: "**no**", None: ""}[one.met]
            name = f"{one.peer}: {one.name}" if one.peer else one.name
            size = f"{one.size:,}" if one.size else ""
            lines.append(f"| {group} | {name} | {size} | {figures.shown(one.value)} {one.unit} | {one.aim} | {met} |")
    return "\n".join(lines)


def grown(found: dict[str, list[figures.Figure]]) -> dict[str, dict[str, list]]:
    """Group → figure → [size, value] at each size, of those measured at three sizes or more."""
    curves = {}
    for group, several in found.items():
        points = {}
        for one in several:
            if one.unit in ("s", "ms", "GB"):
                points.setdefault(f"{one.name}, {one.unit}", []).append([one.size, one.value])
        if lines := {name: sorted(each) for name, each in points.items() if len(each) >= 3}:
            curves[group] = lines
    return curves


def draw(found: dict[str, list[figures.Figure]]) -> None:
    told = figures.FOLDER / "curves.json"
    told.write_text(json.dumps(grown(found)))
    subprocess.check_call([peers.python(), ROOT / "bench" / "curves.py", told, CURVES])


def page(found: dict[str, list[figures.Figure]]) -> str:
    curves = "\n".join(f"![Growth: {group}](benchmarks/{group}.svg)" for group in grown(found))
    return (
        f"# Benchmarks\n\nWritten by `make bench` on {date.today()}: {machine()}. Everything is measured anew by it, "
        f"from nothing.\nInvented data; a quick version of each runs with the tests.\n\n{table(found)}\n\n{curves}\n"
    )


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    said = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    names = {line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("model name")}
    processor = ", ".join(sorted(names)) or platform.machine()
    return f"{os.cpu_count()} cores ({processor}), {memory:.0f} GB, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())

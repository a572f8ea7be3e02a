"""What a bench found, in one shape: each bench writes its own lines, `python -m bench` puts all in one table.

figures.write("registry", [Figure("known, full row, p95", 1_000_000, 3.2, "ms", "≤ 5"), …], quick=chosen.quick)
"""

import json
import math
import operator
import os
import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path(os.environ.get("SAAN_BENCH") or Path(__file__).resolve().parent.parent / "build" / "bench")
_RULES = {"≤": operator.le, "≥": operator.ge}


@dataclass(frozen=True)
class Figure:
    """`size`: how many rows, persons or users it was measured at (0: it does not grow with anything). `aim`: "≤ 5" or
    "≥ .996", in `unit`; empty where a figure is only told. `peer`: whose figure it is, when it is not ours."""

    name: str
    size: int
    value: float
    unit: str = ""
    aim: str = ""
    peer: str = ""

    @property
    def met(self) -> bool | None:
        """None where nothing was aimed at."""
        if not self.aim:
            return None
        rule, limit = self.aim.split()
        return not math.isnan(self.value) and _RULES[rule](self.value, float(limit))


def write(group: str, found: Iterable[Figure], *, quick: bool = False) -> None:
    """Keep the figures of one bench in place of those of its last run, and print them."""
    found = list(found)
    file = _folder(quick) / f"{group}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in found))
    for one in found:
        print(line(one), flush=True)


def read(*, quick: bool = False) -> dict[str, list[Figure]]:
    """Group → its figures."""
    return {
        file.stem: [Figure(**json.loads(said)) for said in file.read_text().splitlines()]
        for file in sorted(_folder(quick).glob("*.jsonl"))
    }


def line(figure: Figure) -> str:
    size = f"{figure.size:,}" if figure.size else ""
    verdict = {True: "met", False: "MISSED", None: ""}[figure.met]
    name = f"{figure.peer}: {figure.name}" if figure.peer else figure.name
    return f"{name:58} {size:>10} {shown(figure.value):>10} {figure.unit:5} {figure.aim:8} {verdict}".rstrip()


def shown(value: float) -> str:
    """Four digits of a share, three significant ones of anything else."""
    if 0 < abs(value) < 1:
        return f"{value:.4f}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


@dataclass
class Spent:
    """Seconds by the clock and of processors (children that ended included), and the process' peak memory so far."""

    seconds: float = 0.0
    cpu: float = 0.0
    peak_gb: float = 0.0


@contextmanager
def spent() -> Iterator[Spent]:
    found, clock, cpu = Spent(), time.perf_counter(), _processor()
    yield found
    found.seconds, found.cpu = time.perf_counter() - clock, _processor() - cpu
    found.peak_gb = _peak_kb() / 2**20


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of them do not exceed: percentile(seconds, 0.95)."""
    ranked = sorted(values)
    return ranked[min(math.ceil(len(ranked) * share), len(ranked)) - 1]


def growth(figures: Iterable[tuple[int, float]]) -> float:
    """The exponent k of value ~ size^k: the slope of the line through (log size, log value)."""
    points = [(math.log(size), math.log(value)) for size, value in figures]
    across, up = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    spread = sum((x - across) ** 2 for x, _ in points)
    return sum((x - across) * (y - up) for x, y in points) / spread


def _folder(quick: bool) -> Path:
    return FOLDER / "quick" if quick else FOLDER


def _peak_kb() -> int:
    """Where Linux tells it, without what the process that started this one had: getrusage counts that in."""
    status = Path("/proc/self/status")
    said = dict(line.split(":", 1) for line in status.read_text().splitlines()) if status.exists() else {}
    return int(said["VmHWM"].split()[0]) if said else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system

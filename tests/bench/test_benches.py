import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import __main__ as runner
from bench.figures import Figure

ROOT = Path(__file__).resolve().parents[2]


# Those that fill one registry share it; each of the others is at home by itself, and so may be tested beside them.
ON_ONE_REGISTRY = [name for name in runner.BENCHES if name in ("known", "registry", "upload")]
# The longest are the last of them: begun first, they do not keep the whole run waiting for one worker.
APART = [[name] for name in reversed(runner.BENCHES) if name not in ON_ONE_REGISTRY]


@pytest.mark.slow
@pytest.mark.parametrize("names", [*APART, ON_ONE_REGISTRY], ids=" ".join)
def test_a_bench_works_on_little(names, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SAAN_BENCH": str(tmp_path)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--only", *names],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert {file.stem for file in (tmp_path / "quick").glob("*.jsonl")} == set(names)


def test_the_page_says_what_was_missed_and_draws_what_grew():
    found = {
        "linkage": [Figure("files to people", size, size / 1e4, "s", "≤ 20") for size in (10_000, 100_000, 1_000_000)],
        "known": [Figure("one row", 1_000_000, 3.0, "ms", "≤ 5", peer="Splink")],
    }

    page = runner.page(found)

    assert "| linkage | files to people | 1,000,000 | 100 s | ≤ 20 | **no** |" in page
    assert "| known | Splink: one row | 1,000,000 | 3 ms | ≤ 5 | yes |" in page
    assert "benchmarks/linkage.svg" in page
    assert "benchmarks/known.svg" not in page

"""docs/asvs.md and docs/proofs.md name no test that is not there, and leave nothing without a test or a reason."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = [
    [cell.strip() for cell in line.strip("| ").split(" | ")]
    for line in (ROOT / "docs/asvs.md").read_text().splitlines()
    if re.match(r"\| \d", line)
]
A_TEST = re.compile(r"`([\w/]+\.py(?:::\w+)?)`")
NAMED = sorted({name for page in ("asvs", "proofs") for name in A_TEST.findall((ROOT / f"docs/{page}.md").read_text())})


@pytest.mark.parametrize("name", NAMED)
def test_every_test_that_is_named_exists(name):
    path, _, test = name.partition("::")

    assert re.search(rf"def {test or 'test_'}", (ROOT / path).read_text())


def test_every_line_has_a_test_or_a_reason():
    assert len(LINES) > 200
    assert [line[0] for line in LINES if len(line) != 4 or not line[3]] == []
    assert [line[0] for line in LINES if (line[2] == "met") != bool(A_TEST.search(line[3]))] == []


def test_no_requirement_stands_twice():
    numbers = [line[0] for line in LINES]

    assert len(numbers) == len(set(numbers))

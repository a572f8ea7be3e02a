"""The near side: hand the workbook to a child with hard limits, and read what it found."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MB = 1 << 20
LARGEST = 10 * MB
SECONDS = 40


class Refusal(Exception):
    """The workbook was not opened at all; `code` is a key of forms.sentences."""

    def __init__(self, code, **facts):
        super().__init__(code, facts)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Conversion:
    """What came of it. `problems` and `warnings`: {code, sheet, row, column, facts, words}; without problems there is
    an XForm. `itemsets`: the CSV of choices kept outside the form, where there are such."""

    problems: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    xform: str = ""
    definition: dict = field(default_factory=dict)
    code: str = ""
    version: str = ""
    title_th: str = ""
    title_en: str = ""
    source: str = ""
    itemsets: str = ""


def converted(content: bytes, name: str = "", version: str = "") -> Conversion:
    """The workbook as an XForm with its definition, or its problems. `name` and `version`: for a form that says no
    form_id, or no version, of its own."""
    if not content:
        raise Refusal("EMPTY")
    if len(content) > LARGEST:
        raise Refusal("TOO_BIG", megabytes=LARGEST // MB)
    with tempfile.TemporaryDirectory(prefix="xlsform-") as folder:
        Path(folder, "workbook").write_bytes(content)
        _run(folder, name, version)
        answer = json.loads(Path(folder, "answer.json").read_text("utf-8"))
    if "refusal" in answer:
        raise Refusal(answer["refusal"], **answer["facts"])
    return Conversion(**answer)


def converted_here(content: bytes, name: str = "", version: str = "") -> Conversion:
    """The same for a workbook we made ourselves: in this process, which has pyxform from then on."""
    from .converting import convert

    return Conversion(**convert(content, name, version))


def _run(folder, *said):
    command = [sys.executable, "-m", "saan.forms.xlsform.child", *said]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    try:
        done = subprocess.run(command, env=environment, cwd=folder, timeout=SECONDS * 3, capture_output=True)
    except subprocess.TimeoutExpired as error:
        raise Refusal("TOO_SLOW") from error
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Refusal("TOO_SLOW")
    if done.returncode < 0:
        raise Refusal("BROKEN")
    if done.returncode > 0:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])

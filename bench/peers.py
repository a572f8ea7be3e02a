"""An environment of its own for what only the benches need: peers to compare with, and what draws curves."""

import subprocess
import sys
from pathlib import Path

from bench.figures import FOLDER

ENVIRONMENT = FOLDER / "environment"
LOCK = Path(__file__).resolve().parent.parent / "requirements" / "bench.txt"


def python() -> str:
    """The interpreter of that environment, which is made if it is not there or its packages have changed."""
    interpreter, stamp = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "lock.txt"
    if not stamp.exists() or stamp.read_text() != LOCK.read_text():
        print("Installing what only the benches need …", flush=True)
        subprocess.check_call([sys.executable, "-m", "venv", "--clear", ENVIRONMENT])
        subprocess.check_call([interpreter, "-m", "pip", "install", "-q", "--require-hashes", "-r", LOCK])
        stamp.write_text(LOCK.read_text())
    return str(interpreter)

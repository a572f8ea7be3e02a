"""ODK's own form engine under Node: what a phone makes of a form and of answers."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class Engine:
    """Opens one form at a time and fills it in, over and over, in one process."""

    def __init__(self):
        node = shutil.which("node") or Path(sys.executable).with_name("node")
        self.process = subprocess.Popen(
            [node, ROOT / "frontend" / "xforms.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def open(self, xform, files):
        reply = self._ask({"open": xform, "files": files})
        assert (reply.get("status"), reply.get("error")) == ("success", None), reply

    def fill(self, answers):
        """{path: value} of everything relevant, after these (path, value) were answered one after the other."""
        reply = self._ask({"fill": list(answers)})
        assert "error" not in reply, reply
        return reply

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def _ask(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the engine ended"
        return json.loads(line)

"""The form engines of ODK Web Forms (under Node) and of ODK Collect (under Java), without a screen."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class _Engine:
    """Opens one form at a time and fills it in, over and over, in one process that answers line by line."""

    def __init__(self, *command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        )

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def _ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        reply = self.process.stdout.readline()
        assert reply, "the engine ended"
        return reply.removesuffix("\n")


class WebForms(_Engine):
    def __init__(self):
        super().__init__(
            shutil.which("node") or Path(sys.executable).with_name("node"), ROOT / "frontend" / "xforms.mjs"
        )

    def open(self, xform, files):
        reply = self._json({"open": xform, "files": files})
        assert (reply.get("status"), reply.get("error")) == ("success", None), reply

    def fill(self, answers):
        """{path: value} of everything relevant, after these (path, value) were answered one after the other."""
        reply = self._json({"fill": list(answers)})
        assert "error" not in reply, reply
        return reply

    def _json(self, message):
        return json.loads(self._ask(json.dumps(message)))


class Collect(_Engine):
    """JavaRosa, as pyxform brings it along in ODK Validate."""

    def __init__(self):
        import pyxform

        jar = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
        super().__init__(self.java(), "-cp", jar, Path(__file__).with_name("JavaRosa.java"))
        self.folder = tempfile.TemporaryDirectory(prefix="javarosa-")

    @staticmethod
    def java():
        """Where Java with its compiler is; None where there is none."""
        return shutil.which("java") if shutil.which("javac") else None

    def open(self, xform, files):
        for name, text in {"form.xml": xform, **files}.items():
            Path(self.folder.name, name).write_text(text, "utf-8")
        assert self._ask(f"OPEN\t{self.folder.name}/form.xml") == "OK"

    def fill(self, answers):
        """The same as WebForms.fill."""
        parts = self._ask("\t".join(["FILL", *(part for answer in answers for part in answer)])).split("\t")
        assert parts[0] != "ERROR", parts
        return dict(zip(parts[::2], parts[1::2], strict=True))

    def close(self):
        super().close()
        self.folder.cleanup()

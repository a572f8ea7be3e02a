"""From a machine with nothing but Python to a checkout that runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from steps import ROOT, Failed, run, say, step

VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
COLLECTED = ROOT / "build" / "collected"
OLDEST_NODE = 20


def set_up(*, dev=False):
    """Everything that `saan serve` needs; with dev, what tests and lint need besides."""
    _make_environment()
    _install_packages("dev" if dev or (VENV / ".stamp-dev").exists() else "runtime")
    _install_ourselves()
    _build_frontend()
    _compile_messages()
    _collect_static()


def _make_environment():
    def make():
        shutil.rmtree(VENV, ignore_errors=True)
        if not run(sys.executable, "-m", "venv", VENV, optional=True):
            # Debian keeps ensurepip in a package of its own, yet pip may be there.
            run(sys.executable, "-m", "venv", "--without-pip", "--clear", VENV)
            pip = [sys.executable, "-m", "pip", "--python", PYTHON]
            if not run(*pip, "install", "pip", optional=True):
                shutil.rmtree(VENV, ignore_errors=True)
                raise Failed("Python cannot make an environment here. On Debian or Ubuntu: apt install python3-venv")
        run(PYTHON, "-m", "pip", "install", "--require-hashes", "-r", REQUIREMENTS / "bootstrap.txt")

    step("Making the environment .venv", VENV / ".stamp", [REQUIREMENTS / "bootstrap.txt"], make, product=PYTHON)


def _install_packages(kind):
    lock = REQUIREMENTS / f"{kind}.txt"

    def install():
        if not run(
            BIN / "uv", "pip", "sync", "-p", PYTHON, "--require-hashes", *_locks(kind), env=_as_pip(), optional=True
        ):
            say("uv could not; trying with pip")
            run(PYTHON, "-m", "pip", "install", "--require-hashes", "-r", lock)

    step(f"Installing Python packages ({kind})", VENV / f".stamp-{kind}", [lock], install)


def _locks(kind):
    # Sync removes what it is not told of: the installer itself, and a Node that came as a package.
    node = [REQUIREMENTS / "node.txt"] if (BIN / "node").exists() else []
    return [REQUIREMENTS / "bootstrap.txt", REQUIREMENTS / f"{kind}.txt", *node]


def _as_pip():
    """What pip is told of indexes on this machine, told to uv as well; uv reads no pip.conf."""
    told = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
    pairs = dict(re.findall(r"^(?:global|:env:|install)\.([\w-]+)='(.*)'$", told, re.MULTILINE))
    names = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
    environment = {ours: pairs[theirs] for theirs, ours in names.items() if theirs in pairs and ours not in os.environ}
    return {"UV_HTTP_TIMEOUT": "120"} | environment


def _install_ourselves():
    def install():
        run(BIN / "uv", "pip", "install", "-p", PYTHON, "--no-deps", "--no-build-isolation", "--offline", "-e", ROOT)

    step("Installing the command saan", VENV / ".stamp-saan", [ROOT / "pyproject.toml"], install, product=BIN / "saan")


def _build_frontend():
    lock = FRONTEND / "package-lock.json"
    install_stamp = FRONTEND / "node_modules" / ".stamp"
    built = ROOT / "build" / "static"
    # Icons and class names are gathered from templates.
    sources = [FRONTEND / "src", *FRONTEND.glob("*.*"), *sorted((ROOT / "saan").glob("*/templates"))]
    step("Installing front-end packages", install_stamp, [lock], lambda: npm("ci", "--no-audit", "--no-fund"))
    step("Building the front end", ROOT / "build" / ".stamp-front", sources, lambda: npm("run", "build"), product=built)


def npm(*arguments):
    """Run npm in the front end's folder, with a Node that is new enough."""
    folder = _node_folder()
    run(folder / "npm", *arguments, cwd=FRONTEND, env={"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"})


def _node_folder():
    found = shutil.which("node")
    if found and shutil.which("npm") and _node_version(found) >= OLDEST_NODE:
        return Path(shutil.which("npm")).parent
    lock = REQUIREMENTS / "node.txt"
    pip = [PYTHON, "-m", "pip", "install", "--require-hashes", "-r", lock]
    step("Installing Node.js", VENV / ".stamp-node", [lock], lambda: run(*pip), product=BIN / "node")
    return BIN


def _node_version(node):
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(said.strip().lstrip("v").split(".")[0] or 0)


def _compile_messages():
    catalogues = sorted(path for room in ("saan", "sheets") for path in (ROOT / room).rglob("*.po"))

    def compile_all():
        run(PYTHON, ROOT / "tools" / "messages.py", "compile")

    newest = catalogues[-1].with_suffix(".mo") if catalogues else None
    step("Compiling the Thai catalogues", ROOT / "build" / ".stamp-messages", catalogues, compile_all, product=newest)


def _collect_static():
    def collect():
        shutil.rmtree(COLLECTED, ignore_errors=True)
        settings = {"DJANGO_SETTINGS_MODULE": "saan.settings"}
        run(PYTHON, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0", env=settings)

    sources = [ROOT / "build" / "static", *sorted((ROOT / "saan").glob("*/static")), REQUIREMENTS / "runtime.txt"]
    stamp = ROOT / "build" / ".stamp-static"
    step("Collecting and compressing static files", stamp, sources, collect, product=COLLECTED / "staticfiles.json")

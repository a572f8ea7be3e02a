#!/usr/bin/env python3
"""The work around the program, for machines with and without make: python3 tools/dev.py COMMAND

Needs Python ≥ 3.11 and nothing else; what it installs goes into .venv, frontend/node_modules and build.
"""

import os
import subprocess
import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"Saan needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

from installing import BIN, PYTHON, npm, set_up
from steps import ROOT, Failed, say


def setup(arguments):
    """make .venv with the command saan, build the front end"""
    set_up(dev="--dev" in arguments)
    say("Ready: .venv/bin/saan --help")


def run(arguments):
    """set up, load the demo world if the database is new, and serve"""
    set_up()
    say("Starting …")
    saan = BIN / "saan"
    demo = ["--demo"] if (ROOT / "saan" / "commands" / "demo.py").exists() else []
    os.execv(saan, [str(saan), "serve", *demo, *arguments])


def test(arguments):
    """run all tests, browser tests included; what follows goes to pytest"""
    set_up(dev=True)
    if not arguments:
        say("Front-end tests …")
        npm("test")
    return _call(PYTHON, "-m", "pytest", *(arguments or SIDE_BY_SIDE))


def lint(arguments):
    """format, types, import contract, catalogues, generated docs"""
    set_up(dev=True)
    if failed := [title for title, command in CHECKS.items() if _checked(title, command)]:
        raise Failed(f"Not in order: {', '.join(failed)}")


def check(arguments):
    """lint, then the tests"""
    lint([])
    if code := test(arguments):
        return code
    say("All in order.")


# Two at once: many of these tests wait for processes to start and to die. In the order of their collection, for else
# the files of a single test come last, and those are the longest.
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
CHECKS = {
    "lint": (BIN / "ruff", "check", "."),
    "format": (BIN / "ruff", "format", "--check", "."),
    "types": (BIN / "mypy",),
    "import contract": (BIN / "lint-imports",),
    "catalogues": (PYTHON, "tools/messages.py", "check"),
    "generated docs": (PYTHON, "tools/docs.py", "--check"),
}


def _checked(title, command):
    say(f"{title} …")
    return _call(*command)


def bench(arguments):
    """measure everything and write docs/benchmarks.md; `bench registry`: one bench alone; --quick: does it work?"""
    set_up(dev=True)
    what = f"bench.{arguments.pop(0)}" if arguments and not arguments[0].startswith("-") else "bench"
    return _call(PYTHON, "-m", what, *arguments)


def faults(arguments):
    """kill web, worker and PostgreSQL a hundred times in the middle of everything; nothing may be lost (an hour)"""
    set_up(dev=True)
    cycles = ("--cycles", "100", *arguments)
    ingest = ("bench.faults_ingest", *cycles, "--posts", "20000")
    return _call(PYTHON, "-m", "bench.faults", *cycles) or _call(PYTHON, "-m", *ingest)


def docs(arguments):
    """write docs/reference from the program itself"""
    set_up(dev=True)
    return _call(PYTHON, "tools/docs.py", *arguments)


def messages(arguments):
    """bring the Thai catalogues up to date with the strings in the program"""
    set_up(dev=True)
    return _call(PYTHON, "tools/messages.py", *(arguments or ["extract"]))


def screens(arguments):
    """take the pictures in docs/screens from the demo world"""
    set_up(dev=True)
    return _call(PYTHON, "tools/screens.py", *arguments)


def lock(arguments):
    """pin and hash all dependencies anew from pyproject.toml"""
    set_up()
    # What the tests run on is what the program runs on.
    dev = ["pyproject.toml", "--group", "dev", "--constraint", "requirements/runtime.txt"]
    groups = {"runtime": ["pyproject.toml"], "dev": dev}
    groups |= {name: ["--group", f"pyproject.toml:{name}"] for name in ("bench", "bootstrap", "node")}
    for name, sources in groups.items():
        say(f"requirements/{name}.txt …")
        options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--quiet"]
        options += ["--custom-compile-command", "python3 tools/dev.py lock", "-o", f"requirements/{name}.txt"]
        if _call(BIN / "uv", "pip", "compile", *options, *sources, *arguments):
            return 1


COMMANDS = (run, test, lint, check, setup, bench, faults, screens, messages, docs, lock)


def main():
    commands = {command.__name__: command for command in COMMANDS}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        print(__doc__)
        for name, command in commands.items():
            print(f"  {name:<9} {command.__doc__}")
        return 2
    try:
        return commands[sys.argv[1]](sys.argv[2:])
    except Failed as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _call(*command):
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=environment)


if __name__ == "__main__":
    sys.exit(main())

"""The command `saan`: finds its subcommands in saan/commands and runs one."""

import argparse
import ast
import sys
from importlib import import_module
from pathlib import Path

from saan.runtime.errors import CannotRun

COMMANDS = Path(__file__).parent / "commands"


def main(arguments=None):
    """Run one subcommand and exit with its code; what a person can mend is one sentence, not a traceback."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        sys.exit(_run(arguments))
    except CannotRun as problem:
        print(f"saan: {problem}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _run(arguments):
    modules = {path.stem.rstrip("_").replace("_", "-"): path for path in sorted(COMMANDS.glob("[!_]*.py"))}
    parser = argparse.ArgumentParser(prog="saan", description="One platform for the people who look after a place.")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    called = next((word for word in arguments if not word.startswith("-")), None)
    for name, path in modules.items():
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        shape = argparse.RawDescriptionHelpFormatter
        subparser = subparsers.add_parser(name, help=text.split("\n")[0], description=text, formatter_class=shape)
        if name == called:
            module = import_module(f"saan.commands.{path.stem}")
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    return options.run(options)


if __name__ == "__main__":
    main()

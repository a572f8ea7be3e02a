#!/usr/bin/env python3
"""The pages of docs/reference, written from the program itself.

docs.py           write them
docs.py --check   fail when one of them no longer says what the program does
"""

import argparse
import ast
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
COMMANDS = ROOT / "saan" / "commands"
MADE = "Written by `tools/docs.py`; do not edit."


def main(arguments: list[str]) -> int:
    pages = {"access.md": access, "commands.md": commands}
    with tempfile.TemporaryDirectory() as home:
        _start_django(home)
        texts = {REFERENCE / name: page() for name, page in pages.items()}
    if arguments == ["--check"]:
        return _complain(path for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text)
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return 0


def _start_django(home: str) -> None:
    sys.path.insert(0, str(ROOT))
    # A home of its own: the keys of this installation are no business of its documentation.
    os.environ |= {"SAAN_HOME": home, "DJANGO_SETTINGS_MODULE": "saan.settings"}
    import django
    from django.utils import translation

    django.setup()
    translation.activate("en")


def _complain(stale) -> int:
    names = [str(path.relative_to(ROOT)) for path in stale]
    print(f"Out of date: {', '.join(names)}. Run: make docs" if names else "The reference says what the program does.")
    return 1 if names else 0


def access() -> str:
    """Which role may do what, and what each address asks for."""
    from saan.roles import ROLES

    asked = sorted({permission for role in ROLES.values() for permission in role.permissions})
    roles = _table(
        ["permission", *(str(role.name) for role in ROLES.values())],
        [[f"`{permission}`", *(_held(role, permission) for role in ROLES.values())] for permission in asked],
    )
    addresses = _table(["address", "name", "needs"], list(_address_rows()))
    told = (
        "● held, in the areas and for the organisation of the role · ◐ reaches further while emergency access is open"
    )
    return f"# Who may open what\n\n{MADE}\n\n## Roles\n\n{told}\n\n{roles}\n## Addresses\n\n{addresses}"


def _held(role, permission: str) -> str:
    return "◐" if permission in role.in_emergency else "●" if permission in role.permissions else ""


def _address_rows():
    from tests.addresses import addresses

    for address in sorted(addresses(), key=lambda one: one.route):
        needs = str(address.access or "")
        yield [f"`/{address.route}`", address.name, f"`{needs}`" if "." in needs.split(" ")[0] else needs]


def commands() -> str:
    """What `saan COMMAND --help` says, on one page."""
    paths = sorted(COMMANDS.glob("[!_]*.py"))
    return f"# The command `saan`\n\n{MADE}\n\n" + "\n".join(_command(path) for path in paths)


def _command(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    parser = argparse.ArgumentParser(add_help=False)
    import_module(f"saan.commands.{path.stem}").add_arguments(parser)
    # What argparse prints differs from one Python to the next; what was declared does not.
    rows = [[f"`{_written(action)}`", (action.help or "") % vars(action)] for action in parser._actions]
    return f"## saan {path.stem.rstrip('_')}\n\n{text}\n" + (f"\n{_table(['argument', 'is'], rows)}" if rows else "")


def _written(action: argparse.Action) -> str:
    value = str(action.metavar or (action.dest.upper() if action.nargs != 0 else ""))
    again = " …" if action.nargs in ("+", "*") else ""
    return f"{', '.join(action.option_strings)} {value}{again}".strip()


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""world.toml, read."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def world() -> dict:
    """The demo world as plain lists and dicts, by the names of its tables."""
    return tomllib.loads((Path(__file__).parent / "world.toml").read_text(encoding="utf-8"))

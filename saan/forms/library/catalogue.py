"""What `measures.toml` says, row by row as the tables want it."""

import tomllib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
FILE = HERE / "measures.toml"


@cache
def measures() -> list[dict]:
    """Fields of every Measure, single items of a score right after it."""
    rows = [row for entry in _entries() for row in _rows(entry)]
    return [{**row, "position": position} for position, row in enumerate(rows, start=1)]


@cache
def bands() -> list[dict]:
    """Fields of every Band, with the code of its `measure`."""
    return [_band(entry, band) for entry in _entries() for band in entry.get("bands", [])]


@cache
def _entries():
    return tomllib.loads(FILE.read_text("utf-8"))["measure"]


def _rows(entry):
    plain = {
        key: entry[key] for key in ("code", "unit", "decimals", "lowest", "highest", "change_alert") if key in entry
    }
    yield {
        **plain,
        "name_th": entry["th"],
        "name_en": entry["en"],
        "formula": _formula(entry),
        "is_shown": entry.get("is_shown", True),
        "source": entry.get("source", ""),
    }
    for code, name_th, name_en, highest in entry.get("items", []):
        item = {"code": code, "name_th": name_th, "name_en": name_en, "lowest": 0, "highest": highest}
        yield {**item, "formula": {}, "is_shown": False, "source": entry.get("source", "")}


def _formula(entry):
    """`{ sum = "items" }` means the items listed below it."""
    codes = [code for code, *_rest in entry.get("items", [])]
    return {kind: codes if what == "items" else what for kind, what in entry.get("formula", {}).items()}


def _band(entry, band):
    return {
        "measure": entry["code"],
        "code": band["code"],
        "label_th": band["th"],
        "label_en": band["en"],
        "low": band.get("low"),
        "high": band.get("high"),
        "severity": band["severity"],
        "valid_from": entry["valid_from"],
        "source": entry.get("source", ""),
    }

"""The files and code sets of the standard, out of their catalogues."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `codes`: the code set it is of. `digits` and `decimals`: before and after the point of a number.

    `is_optional`: older versions of the standard do not have the column at all.
    """

    name: str
    kind: str
    width: int = 0
    codes: str = ""
    digits: int = 0
    decimals: int = 0
    low: float | None = None
    high: float | None = None
    is_required: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    name: str
    title_th: str
    title_en: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    @property
    def columns(self):
        return tuple(field.name for field in self.fields)


def _catalogue(name):
    return tomllib.loads((HERE / f"{name}.toml").read_text())


def _field(about):
    about = dict(about)
    return Field(is_required=about.pop("required", False), is_optional=about.pop("optional", False), **about)


def _layout(name, about):
    fields = tuple(_field(each) for each in about["fields"])
    return Layout(name, about["th"], about["en"], fields, tuple(about["key"]))


LAYOUTS = MappingProxyType({name: _layout(name, about) for name, about in _catalogue("layouts").items()})


@cache
def codes(name):
    """The codes of a set."""
    return frozenset(words(name)) or frozenset(_catalogue("codes")["many"][name].split())


@cache
def words(name):
    """Code → its Thai words, for the small sets."""
    return _catalogue("codes").get(name, {})

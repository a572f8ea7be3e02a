"""Whom a row is about: the linkage library at work on the registry.

`propose` for a whole delivery, `known` for one row.
"""

from importlib import import_module

_HOME = {
    "discard": "proposing",
    "known": "knowing",
    "learn": "calibrating",
    "model": "frames",
    "propose": "proposing",
    "read_row": "knowing",
    "reasons_between": "frames",
    "renew_edition": "keys",
    "renew_keys": "keys",
    "spelt_alike": "sounding",
    "untitled": "sounding",
}
__all__ = list(_HOME)


def __getattr__(name):
    """Names are fetched when asked for: no process waits for polars and the model until it links somebody."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f".{_HOME[name]}", __name__), name)

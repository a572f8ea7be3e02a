"""Any list an agency really has → named columns of text, or a clear refusal.

No Django, no database.
"""

from importlib import import_module

_HOME = {
    "AT_ONCE": "limits",
    "COMMAND_LINE": "limits",
    "DEFAULT": "limits",
    "SENTENCES": "refusals",
    "Book": "book",
    "FIELDS": "fields",
    "Headings": "header",
    "Limits": "limits",
    "Mapping": "mapping",
    "Problem": "book",
    "RowKind": "header",
    "Sheet": "book",
    "Table": "header",
    "Unreadable": "refusals",
    "check_size": "checking",
    "find_table": "header",
    "first_rows": "header",
    "frame": "framing",
    "join43": "files43",
    "kind43": "files43",
    "read": "reading",
    "read_guarded": "guarded",
    "recognise": "recognising",
    "signature": "recognising",
    "tables": "header",
}
__all__ = list(_HOME)


def __getattr__(name: str):
    """Names are fetched when asked for: the checks of a hostile file must not wait for polars."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f".{_HOME[name]}", __name__), name)

"""Values that wait for themselves: pyxform lets them pass, and ODK Collect refuses to open such a form."""

import re
from graphlib import CycleError, TopologicalSorter
from posixpath import normpath

QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
PREDICATE = re.compile(r"\[([^\[\]]*)\]")
# A path of the form itself: not one of a list or of the answers of the last time, which begin with instance(…).
PATH = re.compile(r"(?<![)\w])(?:current\(\)/)?((?:\.\./)+|/)([^\s/\[\](),=<>!|+*]+(?:/[^\s/\[\](),=<>!|+*]+)*)")
ITSELF = re.compile(r"(?<![\w.\])/])\.(?![\w./])")


def cycles(expressions):
    """[paths that wait for each other, the first one again at the end] of {path: {column: expression}}."""
    waits = {path: {ref for one in said.values() for ref in refs(path, one)} for path, said in expressions.items()}
    for path in [*waits, *(ref for found in waits.values() for ref in found)]:
        waits.setdefault(path, set()).update(_around(path))  # what is not relevant as a whole has no values inside
    found = []
    while cycle := _cycle(waits):
        found.append(cycle)
        waits[cycle[0]] -= set(cycle)
    return found


def refs(path, expression):
    """The paths that this expression at `path` reads."""
    pieces, text = [], QUOTED.sub("''", expression)
    while inner := PREDICATE.search(text):
        pieces.append(inner[1])
        text = text[: inner.start()] + text[inner.end() :]
    found = {normpath(f"{path}/{up}{name}" if up != "/" else up + name) for up, name in PATH.findall(text)}
    found |= {ref for piece in pieces for ref in refs(path, piece) if ref != path}
    return found | ({path} if ITSELF.search(text) else set())


def _around(path):
    """The groups and repeats around it, the form itself left out."""
    parts = path.split("/")
    return {"/".join(parts[:length]) for length in range(3, len(parts))}


def _cycle(waits):
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        return error.args[1][::-1]
    return None

"""The 43 files as hospitals hand them out: one zip, each file a table of text in it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from .archive import is_of_43, members
from .delimited import Delimited, read_delimited
from .limits import Limits
from .refusals import Unreadable


def read_zipped43(file: BinaryIO, limits: Limits) -> list[Delimited]:
    """The tables of those that are read, in the order of the zip; raises NO_DATA where all of them are empty."""
    found = list(_read(file, limits))
    if not found:
        raise Unreadable("NO_DATA")
    return found


def _read(file: BinaryIO, limits: Limits) -> Iterator[Delimited]:
    contents = {name: content for name, content in members(file, limits, is_of_43) if content}
    often = Counter(PurePosixPath(name).stem for name in contents)
    for name, content in contents.items():
        path = PurePosixPath(name)
        yield read_delimited(content, path.stem if often[path.stem] == 1 else str(path.with_suffix("")), limits)

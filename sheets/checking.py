"""What can be known of a file before any parser sees it; needs the standard library alone, so it starts at once."""

import io
from dataclasses import dataclass
from os import PathLike
from typing import BinaryIO

from .archive import check_archive
from .compound import XLS, check_compound
from .limits import MB, Limits
from .refusals import Unreadable
from .sniff import OLE, ZIP, sniff


@dataclass(frozen=True)
class Checked:
    kind: str  # XLSX, ODS, XLS, HTML, XML, TEXT or FILES43
    unpacked: int  # bytes
    with_errors: tuple[str, ...] = ()  # parts of an XLSX in which a formula had failed


def opened(source: str | PathLike | bytes) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else open(source, "rb")


def checked(file: BinaryIO, limits: Limits) -> Checked:
    """The kind and true size of a file that may be parsed, or a refusal; leaves the file at its start."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    check_size(size, limits)
    found = _look_inside(file, sniff(file.read(4096)), size, limits)
    file.seek(0)
    return found


def check_size(size: int, limits: Limits) -> None:
    """Refuses a file of so many bytes: before it is in memory as a whole, if asked so early."""
    if size > limits.file_bytes:
        raise Unreadable("TOO_BIG", megabytes=-(-size // MB), limit=limits.file_bytes // MB)


def _look_inside(file: BinaryIO, kind: str, size: int, limits: Limits) -> Checked:
    file.seek(0)
    if kind == ZIP:
        return Checked(*check_archive(file, limits))
    if kind == OLE:
        check_compound(file.read())
        return Checked(XLS, size)
    return Checked(kind, size)

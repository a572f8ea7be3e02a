"""Somebody's own 43 files, checked: opened with care, for they may come from anywhere."""

from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext

from saan.shared import vault
from saan.visits.files43.checking import Checked, check
from saan.visits.files43.reading import layout_of
from sheets import DEFAULT, SENTENCES, Unreadable
from sheets.archive import members

MB = 1 << 20
# A file is checked while somebody waits: some 10 s for so much text.
LIMITS = replace(DEFAULT, file_bytes=30 * MB, unpacked_bytes=30 * MB, entries=500)
ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True)
class Refusal:
    """A file that could not be opened, and why, in the reader's language."""

    file: str
    sentence: str


def check_kept(files, today):
    """(what was checked, what was refused) of kept files: (path, name)."""
    checked: list[Checked] = []
    refused: list[Refusal] = []
    for path, name in files:
        try:
            with vault.opened(path, name) as plain:
                checked += check_all(plain, name, today)
        except Unreadable as error:
            refused.append(Refusal(name, error.sentence(gettext(SENTENCES[error.code]))))
    return checked, refused


def check_all(path, name, today):
    """Each file in a ZIP, or the one text."""
    return [_check(each, content, today) for each, content in _texts(Path(path), name)]


def _texts(path, name):
    size = path.stat().st_size
    if size > LIMITS.file_bytes:
        raise Unreadable("TOO_BIG", megabytes=size // MB, limit=LIMITS.file_bytes // MB)
    with path.open("rb") as file:
        if file.read(4) in ZIPPED:
            yield from members(file, LIMITS, layout_of)
            return
    if layout_of(name) is None:
        yield name, None
        return
    yield name, path.read_bytes()


def _check(name, content, today):
    if content is None:
        return check(name, "", today=today)
    from sheets.delimited import decode  # brings polars with it, for which no start should wait

    text, encoding = decode(content)
    return check(name, text, today=today, is_utf8=encoding.startswith("utf-8"))

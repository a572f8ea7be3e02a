"""What must hold before a zipped workbook (XLSX, ODS), or a zip of the 43 files, is handed to its parser."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

from .limits import Limits
from .refusals import Unreadable

XLSX, ODS, FILES43 = "XLSX", "ODS", "FILES43"

_MEMBERS_READ = re.compile(r"(xl/(workbook|styles|sharedStrings|worksheets/[^/]+)\.xml|content\.xml|.*\.rels)$")
_READ_OF_43 = re.compile(r"(.*/)?(person|home|address|disability)\.(txt|csv)", re.IGNORECASE)
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"<\x00!\x00D\x00O\x00C\x00T\x00Y\x00P\x00E")
_CHUNK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
# Below this an archive may be as tightly packed as it likes.
_HARMLESS = 16 << 20


def check_archive(source, limits: Limits) -> tuple[str, int, tuple[str, ...]]:
    """What a zip is, its unpacked size and the parts of a workbook with failed formulas, or a refusal.

    Nothing is held in memory.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            _check_directory(entries, source, limits)
            kind = _kind(archive, {entry.filename for entry in entries})
            if kind == FILES43:
                return kind, sum(_lengths(archive, entries, limits)), ()
            return kind, *_check_content(archive, entries, limits)
    except _DAMAGED as error:
        raise Unreadable("BROKEN") from error


def members(source, limits: Limits, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes | None]]:
    """The files in a zip, one after the other: (name, content), None of those that are not wanted; or a refusal."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_count(entries, limits)
            asked = [entry for entry in entries if wanted(entry.filename)]
            _check_directory(asked, source, limits)
            left = limits.unpacked_bytes
            for entry in entries:
                content = b"".join(_within(archive, entry, left, limits)) if entry in asked else None
                left -= len(content or b"")
                yield entry.filename, content
    except _DAMAGED as error:
        raise Unreadable("BROKEN") from error


def is_of_43(name: str) -> bool:
    """Whether a file in a zip is one of the 43 that are read, as the programs of hospitals hand them out."""
    return bool(_READ_OF_43.fullmatch(name))


def _lengths(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> Iterator[int]:
    left = limits.unpacked_bytes
    for entry in entries:
        if is_of_43(entry.filename):
            length = sum(map(len, _within(archive, entry, left, limits)))
            left -= length
            yield length


def _within(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, limits: Limits) -> Iterator[bytes]:
    """A member that does not grow beyond what is left, whatever its header says."""
    unpacked = 0
    for chunk in _chunks(archive, entry):
        unpacked += len(chunk)
        if unpacked > left:
            raise Unreadable("BOMB")
        _check_growth(unpacked, entry.compress_size, limits)
        yield chunk


def _check_count(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise Unreadable("BOMB")


def _check_directory(entries: list[zipfile.ZipInfo], source, limits: Limits) -> None:
    _check_count(entries, limits)
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(map(_is_unsafe_name, names)):
        raise Unreadable("UNSAFE")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("PASSWORD")
    # Entries that together are longer than the file overlap: one body counted many times.
    packed = sum(entry.compress_size for entry in entries)
    if packed > _length(source):
        raise Unreadable("BOMB")
    _check_growth(sum(entry.file_size for entry in entries), packed, limits)


def _is_unsafe_name(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or any(ord(c) < 32 for c in name)


def _length(source) -> int:
    place = source.tell()
    length = source.seek(0, 2)
    source.seek(place)
    return length


def _check_growth(unpacked: int, packed: int, limits: Limits) -> None:
    too_tight = unpacked > _HARMLESS and unpacked > limits.unpack_ratio * max(packed, 1)
    if unpacked > limits.unpacked_bytes or too_tight:
        raise Unreadable("BOMB")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return XLSX
    if "xl/workbook.bin" in names:
        raise Unreadable("OLD_FORMAT", format="XLSB")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Unreadable("IS_DOCUMENT")
    if "content.xml" in names and "mimetype" in names:
        with archive.open("mimetype") as member:
            mimetype = member.read(200)
        if b"opendocument.spreadsheet" not in mimetype:
            raise Unreadable("IS_DOCUMENT")
        if b"manifest:encryption-data" in _start_of(archive, "META-INF/manifest.xml", names):
            raise Unreadable("PASSWORD")
        return ODS
    if any(map(is_of_43, names)):
        return FILES43
    raise Unreadable("IS_ARCHIVE")


def _start_of(archive: zipfile.ZipFile, name: str, names: set[str]) -> bytes:
    if name not in names:
        return b""
    with archive.open(name) as member:
        return member.read(_CHUNK)


def _check_content(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> tuple:
    """Unpack what the parser will unpack, throwing it away: a header may lie about sizes, the content cannot."""
    total, with_errors = 0, []
    for entry in entries:
        if _MEMBERS_READ.match(entry.filename):
            unpacked, has_errors = _check_member(archive, entry, limits)
            total += unpacked
            with_errors += [entry.filename] * has_errors
    return total, tuple(with_errors)


def _check_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> tuple[int, bool]:
    unpacked, before, has_errors = 0, b"", False
    for chunk in _chunks(archive, entry):
        unpacked += len(chunk)
        _check_growth(unpacked, entry.compress_size, limits)
        seen = before + chunk
        if any(word in seen for word in _FORBIDDEN):
            raise Unreadable("UNSAFE")
        has_errors = has_errors or b't="e"' in seen
        before = chunk[-32:]
    return unpacked, has_errors


def _check_prologue(start: bytes) -> None:
    """A document type can stand only before the first element, so that must come early and without one."""
    if any(word in start for word in _FORBIDDEN) or not re.search(rb"<\0?[A-Za-z]", start):
        raise Unreadable("UNSAFE" if start.strip() else "BROKEN")


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as member:
        while chunk := member.read(_CHUNK):
            yield chunk

"""Files as they came, sealed piece by piece, so that one of any size passes through little memory.

A kept file is a row of frames: four bytes of length, then a sealed piece. Each piece is bound to its file and its
place, and a last empty one says that this is the end: a file that was cut, reordered or mixed with another does not
open.
"""

import hashlib
import os
import secrets
import tempfile
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from saan.shared.crypto import SealBroken, key_number, seal, unseal_bytes

PIECE = 1 << 20


class SealedFile:
    """A file on its way in: `write` what arrives, `close` at the end, then `keep` it or `drop` it.

    `folder` is where kept ones of its kind stand; it is sealed into each piece.
    """

    def __init__(self, name, folder, token=""):
        self.name, self.folder, self.size = name, folder, 0
        self.token = token or secrets.token_hex(16)
        self._hash, self._pieces, self._waiting = hashlib.sha256(), 0, b""
        self._file = tempfile.NamedTemporaryFile(dir=_arrivals(), delete=False)  # noqa: SIM115 closed by close()

    @property
    def sha256(self):
        return self._hash.digest()

    def write(self, data):
        self.size += len(data)
        self._hash.update(data)
        self._waiting += data
        while len(self._waiting) >= PIECE:
            self._write_piece(self._waiting[:PIECE])
            self._waiting = self._waiting[PIECE:]

    def close(self):
        if self._waiting:
            self._write_piece(self._waiting)
        self._write_piece(b"", "end")
        # What we acknowledge must be on the disk, not only on its way there.
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def keep(self):
        """Move it to where kept files stand; gives the path there."""
        with open(self._file.name, "rb") as sealed:
            return default_storage.save(f"{self.folder}/{self.token[:2]}/{self.token}", _Movable(sealed))

    def take_the_place_of(self, path):
        """At once for whoever opens it from now on; who has the former open reads that to its end."""
        os.replace(self._file.name, default_storage.path(path))

    def drop(self):
        self._file.close()
        Path(self._file.name).unlink(missing_ok=True)

    def _write_piece(self, data, place=None):
        frame = seal(data, _context(self.folder, self.token, place or self._pieces))
        self._file.write(len(frame).to_bytes(4, "big") + frame)
        self._pieces += 1


class _Movable(File):
    """Tells a storage on this disk that it may move the file instead of copying it."""

    def temporary_file_path(self):
        return self.file.name


def pieces(path):
    """What a kept file holds, piece by piece. Raises SealBroken when it is not whole."""
    folder, _two, token = path.rsplit("/", 2)
    with default_storage.open(path) as sealed:
        for number, (frame, is_last) in enumerate(_frames(sealed)):
            piece = unseal_bytes(frame, _context(folder, token, "end" if is_last else number))
            if not is_last:
                yield piece


@contextmanager
def opened(path, name):
    """The path of a plain copy that lives only inside this block, in a folder nobody else may enter."""
    with tempfile.TemporaryDirectory(dir=_arrivals()) as folder:
        plain = Path(folder, f"file{Path(name).suffix[:12]}")
        with plain.open("wb") as file:
            for piece in pieces(path):
                file.write(piece)
        yield plain


def key_numbers(path):
    """The numbers of the keys under which a kept file is sealed; none where there is no file."""
    with suppress(FileNotFoundError), default_storage.open(path) as sealed:
        return {key_number(frame) for frame in _all_frames(sealed)}
    return set()


def reseal(path):
    """Seal a kept file under the newest key if it is under an older one; whether it was."""
    if not key_numbers(path) - {settings.SECRETS.newest_key}:
        return False
    folder, _two, token = path.rsplit("/", 2)
    anew = SealedFile("", folder, token)
    try:
        for piece in pieces(path):
            anew.write(piece)
        anew.close()
        anew.take_the_place_of(path)
    except (SealBroken, FileNotFoundError):  # broken before, which `saan doctor` tells, or removed meanwhile
        anew.drop()
        return False
    return True


def is_kept(path):
    return default_storage.exists(path)


def remove(path):
    default_storage.delete(path)


def remove_unknown(folder, known):
    """Away with files older than a day: kept ones of this folder that are not `known`, and those that never arrived."""
    yesterday = timezone.now() - timedelta(days=1)
    shelves = default_storage.listdir(folder)[0] if default_storage.exists(folder) else []
    paths = [f"{folder}/{each}/{name}" for each in shelves for name in default_storage.listdir(f"{folder}/{each}")[1]]
    for path in set(paths) - known:
        if default_storage.get_modified_time(path) < yesterday:
            default_storage.delete(path)
    for leftover in _arrivals().iterdir():
        if leftover.is_file() and leftover.stat().st_mtime < yesterday.timestamp():
            leftover.unlink(missing_ok=True)


def _all_frames(sealed):
    while (frame := _next_frame(sealed)) is not None:
        yield frame


def _frames(sealed):
    frame = _next_frame(sealed)
    while frame is not None:
        following = _next_frame(sealed)
        yield frame, following is None
        frame = following


def _next_frame(sealed):
    head = sealed.read(4)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    frame = sealed.read(length) if length <= 2 * PIECE else b""
    if len(frame) != length:
        raise SealBroken("file")
    return frame


def _context(folder, token, place):
    return f"{folder}.file|{token}|{place}"


def _arrivals():
    folder = Path(settings.MEDIA_ROOT, "arriving")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder

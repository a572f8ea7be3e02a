"""The backup's file: written whole or not at all, read only when nothing in it was altered."""

import hashlib
import json
import os
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from saan.runtime.errors import CannotRun
from saan.runtime.words import gettext as _

from .tables import Digest, Digester

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1024 * 1024
SEAL = b"saan "
UNSEALED = SEAL + b"0" * 64
DAMAGE = (OSError, EOFError, KeyError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error)


@contextmanager
def writing(path):
    """A Writer whose file takes its place only when the block ends well."""
    path = Path(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    opener = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opener, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                yield Writer(archive)
            _seal(file)
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


class Writer:
    """Entries going in, and the digest of each."""

    def __init__(self, archive):
        self.archive = archive
        self.entries = {}

    def add_file(self, name, path):
        digester = Digester()
        with open(path, "rb") as source, self._entry(name) as entry:
            while block := source.read(BLOCK):
                digester.add(block)
                entry.write(block)
        self.entries[name] = digester.digest()

    def add_table(self, table, connection):
        name = f"tables/{table.name}"
        with self._entry(name) as entry:
            self.entries[name] = table.write_to(connection, entry.write)

    def close_with(self, facts):
        """Write the manifest, which vouches for every entry."""
        entries = {name: asdict(digest) for name, digest in self.entries.items()}
        manifest = json.dumps({"format": FORMAT, **facts, "entries": entries}, ensure_ascii=False, indent=1).encode()
        with self._entry(MANIFEST) as entry:
            entry.write(manifest)
        self.archive.comment = UNSEALED

    def _entry(self, name):
        return self.archive.open(name, "w", force_zip64=True)


class Reader:
    """A backup that has been read through once and is whole."""

    def __init__(self, path):
        self.path = path
        try:
            self.archive = zipfile.ZipFile(path)
            self.facts = json.loads(self.archive.read(MANIFEST))
        except FileNotFoundError as error:
            raise CannotRun(_("There is no file {path}.").format(path=path)) from error
        except DAMAGE as error:
            sentence = _("{path} is not a whole backup of Saan ({error}). Nothing was changed. Use another copy of it.")
            raise CannotRun(sentence.format(path=path, error=error)) from error
        if self.facts["format"] != FORMAT:
            sentence = _("{path} is of a newer Saan (format {format}). Use that version.")
            raise CannotRun(sentence.format(path=path, format=self.facts["format"]))
        self.entries = {name: Digest(**digest) for name, digest in self.facts["entries"].items()}

    def verify(self):
        """Read everything; raises CannotRun when a single byte is missing, added or altered."""
        with open(self.path, "rb") as file:
            if self.archive.comment != _seal_of(file, os.path.getsize(self.path) - len(UNSEALED)):
                raise self._altered(_("it does not match its seal"))
        if sorted([*self.entries, MANIFEST]) != sorted(self.archive.namelist()):
            raise self._altered(_("its contents are not those it lists"))
        for name in self.entries:
            for _block in self.blocks(name):
                pass

    def blocks(self, name):
        """The content of an entry; raises CannotRun at its end if it is not what was written."""
        digester = Digester()
        try:
            with self.archive.open(name) as entry:
                while block := entry.read(BLOCK):
                    digester.add(block)
                    yield block
        except DAMAGE as error:
            raise self._altered(f"{name}, {error}") from error
        expected = self.entries[name]
        if digester.digest() != Digest(0, expected.bytes, expected.sha256):
            raise self._altered(_("{name} is not what was written").format(name=name))

    def _altered(self, where):
        sentence = _("{path} was altered or damaged after it was made: {where}. Do not use it; use another copy.")
        return CannotRun(sentence.format(path=self.path, where=where))

    def uploads(self):
        return [name for name in self.entries if name.startswith("uploads/")]


def _seal(file):
    """Write the hash of all bytes before the comment into the comment, which is the end of a ZIP file."""
    size = file.seek(0, os.SEEK_END) - len(UNSEALED)
    seal = _seal_of(file, size)
    file.seek(size)
    file.write(seal)
    file.flush()


def _seal_of(file, size):
    file.seek(0)
    hashed = hashlib.sha256()
    while size > 0 and (block := file.read(min(BLOCK, size))):
        hashed.update(block)
        size -= len(block)
    return SEAL + hashed.hexdigest().encode()

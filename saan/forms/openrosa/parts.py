"""The parts of a POST: the document into memory, up to its limit; every file sealed onto the disk as it comes."""

from dataclasses import dataclass, field

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.translation import gettext as _

from saan.forms.openrosa.envelope import LARGEST
from saan.forms.openrosa.media import media_type
from saan.forms.openrosa.replies import LARGEST_BODY, No
from saan.forms.receiving import FOLDER, KeptFile
from saan.shared.vault import SealedFile

DOCUMENT = "xml_submission_file"
INCOMPLETE = "*isIncomplete*"
MOST_FILES = 60
TAIL = 80


@dataclass
class Parts:
    """What came: the document, whether more files follow, whether the end was there, and the files."""

    document: bytes | None = None
    is_incomplete: bool = False
    is_whole: bool = True
    files: list = field(default_factory=list)  # (name, SealedFile, first bytes)

    def keep(self):
        """The files, where kept files stand."""
        kept = tuple(
            KeptFile(name[:255], file.keep(), file.sha256, file.size, media_type(head))
            for name, file, head in self.files
        )
        self.files = []
        return kept

    def drop(self):
        for _name, file, _head in self.files:
            file.drop()


def read(meta, stream):
    """The parts of this request's body. Raises No; then nothing of it stays on the disk."""
    _check(meta)
    tail, parts = _Tail(stream), Parts()
    try:
        fields, _files = MultiPartParser(meta, tail, [_Keeper(parts)], "utf-8").parse()
        for _name, file, _head in parts.files:
            file.close()
    except BaseException as error:
        parts.drop()
        raise _no(error) from error
    if parts.document is None and DOCUMENT in fields:
        parts.document = fields[DOCUMENT].encode()
    parts.is_incomplete = fields.get(INCOMPLETE, "").lower() in ("yes", "true")
    parts.is_whole = tail.ends_with_boundary
    return parts


def _check(meta):
    if int(meta.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        raise _no(_TooLarge())
    if not meta.get("CONTENT_TYPE", "").startswith("multipart/form-data"):
        raise _no(MultiPartParserError())


def _no(error):
    if isinstance(error, RequestDataTooBig | _TooLarge):
        return No(413, _("This is too large to be sent. Nothing was taken; what you recorded is still on the phone."))
    if isinstance(error, MultiPartParserError | SuspiciousOperation):
        return No(400, _("What was sent could not be read. What you recorded is still on the phone; send it again."))
    return error


class _TooLarge(ValueError):
    pass


class _Tail:
    """A stream that remembers how it ended: a body that lost its end may have lost part of a photo."""

    def __init__(self, stream):
        self.stream, self.end = stream, b""

    def read(self, size=-1):
        piece = self.stream.read(size)
        if piece:
            self.end = (self.end + piece[-TAIL:])[-TAIL:]
        return piece

    @property
    def ends_with_boundary(self):
        return self.end.rstrip(b"\r\n").endswith(b"--")


class _Keeper(FileUploadHandler):
    def __init__(self, parts):
        super().__init__()
        self.parts, self.is_document = parts, False

    def new_file(self, field_name, file_name, *args, **kwargs):
        super().new_file(field_name, file_name, *args, **kwargs)
        self.is_document = field_name == DOCUMENT
        if self.is_document:
            self.parts.document = b""
            return
        if len(self.parts.files) >= MOST_FILES:
            raise _TooLarge
        # Clients name the part after the file; where the two differ, the document speaks of the part.
        name = (field_name or file_name).replace("\\", "/").rpartition("/")[2]
        self.parts.files.append((name, SealedFile(name, FOLDER), bytearray()))

    def receive_data_chunk(self, raw_data, start):
        if self.is_document:
            self._add_to_document(raw_data)
            return
        _name, file, head = self.parts.files[-1]
        head += raw_data[: max(0, 64 - len(head))]
        file.write(raw_data)

    def _add_to_document(self, raw_data):
        if len(self.parts.document) + len(raw_data) > LARGEST:
            raise _TooLarge
        self.parts.document += raw_data

    def file_complete(self, file_size):
        return None

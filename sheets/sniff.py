"""What a file is, by its content: the name on it promises nothing."""

from .refusals import Unreadable

ZIP, OLE, TEXT, HTML, XML = "ZIP", "OLE", "TEXT", "HTML", "XML"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF", "IS_PDF"),
    (b"{\\rtf", "IS_DOCUMENT"),
    (b"\x89PNG", "IS_PICTURE"),
    (b"\xff\xd8\xff", "IS_PICTURE"),
    (b"GIF8", "IS_PICTURE"),
    (b"II*\x00", "IS_PICTURE"),
    (b"MM\x00*", "IS_PICTURE"),
    (b"BM", "IS_PICTURE"),
    (b"Rar!", "IS_ARCHIVE"),
    (b"7z\xbc\xaf\x27\x1c", "IS_ARCHIVE"),
    (b"\x1f\x8b", "IS_ARCHIVE"),
    (b"BZh", "IS_ARCHIVE"),
    (b"\xfd7zXZ", "IS_ARCHIVE"),
    (b"MZ", "IS_PROGRAM"),
    (b"\x7fELF", "IS_PROGRAM"),
    (b"#!", "IS_PROGRAM"),
    (b"SQLite format 3", "IS_BINARY"),
)
_TEXT_SIGNATURES = (
    (b"mime-version:", "IS_HTML"),
    (b"<", "IS_XML"),
    (b"{", "IS_JSON"),
    (b'[{"', "IS_JSON"),
    (b"begin:vcard", "IS_DOCUMENT"),
)


def sniff(head: bytes) -> str:
    """ZIP, OLE, HTML, XML or TEXT from the first kilobytes; anything else is refused with the name of what it is."""
    if not head:
        raise Unreadable("EMPTY_FILE")
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    if head.startswith(b"PK"):
        raise Unreadable("IS_ARCHIVE")
    if head.startswith(_OLE):
        return OLE
    _refuse_by_signature(head)
    text = _plain(head)
    if b"<workbook" in text and b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return XML
    if any(word in text for word in (b"<!doctype html", b"<html", b"<table")):
        return HTML
    _refuse_by_word(text)
    return TEXT


def _refuse_by_signature(head: bytes) -> None:
    for signature, code in _SIGNATURES:
        # "BM" and "MZ" could start a text; a binary file shows itself by its zero bytes.
        if head.startswith(signature) and (len(signature) > 2 or b"\x00" in head or signature == b"#!"):
            raise Unreadable(code)
    if not head.strip(b"\x00"):
        raise Unreadable("IS_BINARY")


def _plain(head: bytes) -> bytes:
    """The first kilobytes without mark and case; of UTF-16 every other byte is enough."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()


def _refuse_by_word(text: bytes) -> None:
    if not text:
        raise Unreadable("EMPTY_FILE")
    for signature, code in _TEXT_SIGNATURES:
        if text.startswith(signature):
            raise Unreadable(code)

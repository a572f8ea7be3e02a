"""What a file is, by its content: the name on it promises nothing."""

from .refusals import Unreadable

ZIP, OLE, TEXT = "ZIP", "OLE", "TEXT"

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
    (b"<!doctype html", "IS_HTML"),
    (b"<html", "IS_HTML"),
    (b"<table", "IS_HTML"),
    (b"mime-version:", "IS_HTML"),
    (b"<", "IS_XML"),
    (b"{", "IS_JSON"),
    (b'[{"', "IS_JSON"),
    (b"begin:vcard", "IS_DOCUMENT"),
)


def sniff(head: bytes) -> str:
    """ZIP, OLE or TEXT from the first kilobytes; anything else is refused with the name of what it is."""
    if not head:
        raise Unreadable("EMPTY_FILE")
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    if head.startswith(b"PK"):
        raise Unreadable("IS_ARCHIVE")
    if head.startswith(_OLE):
        return OLE
    _refuse_by_signature(head)
    return TEXT


def _refuse_by_signature(head: bytes) -> None:
    for signature, code in _SIGNATURES:
        # "BM" and "MZ" could start a text; a binary file shows itself by its zero bytes.
        if head.startswith(signature) and (len(signature) > 2 or b"\x00" in head or signature == b"#!"):
            raise Unreadable(code)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not text.strip(b"\x00"):
        raise Unreadable("EMPTY_FILE" if not text else "IS_BINARY")
    if b"<html" in text[:2048] or b"<table" in text[:2048]:
        raise Unreadable("IS_HTML")
    for signature, code in _TEXT_SIGNATURES:
        if text.startswith(signature):
            raise Unreadable(code)

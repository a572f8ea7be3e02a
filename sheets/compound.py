"""What an OLE file (the container of XLS, of old Word, of locked XLSX) holds."""

from .refusals import Unreadable

XLS = "XLS"

_NAMES = (
    ("EncryptedPackage", "PASSWORD"),
    ("WordDocument", "IS_DOCUMENT"),
    ("PowerPoint Document", "IS_DOCUMENT"),
    ("__properties_version1.0", "IS_DOCUMENT"),  # an Outlook message
)


def check_compound(content: bytes) -> None:
    """Refuse an OLE file that is not an open workbook; the stream names stand in it as UTF-16."""
    for name, code in _NAMES:
        if name.encode("utf-16-le") in content:
            raise Unreadable(code)
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Unreadable("IS_BINARY")

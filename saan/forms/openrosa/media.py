"""What a file is, by its own first bytes: names and headers say what the sender likes."""

SIGNATURES = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftyp3gp", "video/3gpp"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"%PDF-", "application/pdf"),
)
UNKNOWN = "application/octet-stream"


def media_type(head):
    """The media type of a file that begins so; what is not known is only ever offered for download."""
    head = bytes(head)
    return next((kind for at, mark, kind in SIGNATURES if head[at : at + len(mark)] == mark), UNKNOWN)

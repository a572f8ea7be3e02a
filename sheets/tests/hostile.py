"""Files that mean harm, or are not what they say; each with the refusals that are right for it.

An empty set of codes means the file is strange but harmless, and must read.
"""

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from .making import ods, raw_xlsx, text, xls, xlsx

ROWS = [["ชื่อ", "นามสกุล", "เลขบัตรประชาชน"]] + [[f"สมชาย{i}", "ใจดี", f"{1101700203451 + i}"] for i in range(300)]
_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>ชื่อ</t></is></c></row>'


@dataclass(frozen=True)
class Hostile:
    name: str
    filename: str
    content: bytes
    codes: frozenset[str]


def hostile_files() -> Iterator[Hostile]:
    for maker in (_wrong_kinds, _web_pages, _broken, _archives, _sheets, _texts, _harmless):
        for name, filename, content, codes in maker():
            yield Hostile(name, filename, content, frozenset(codes.split()))


def _wrong_kinds():
    yield "empty file", "a.xlsx", b"", "EMPTY_FILE"
    yield "only blanks", "a.csv", b" \r\n \r\n", "EMPTY_FILE NO_DATA"
    yield "PDF named xlsx", "a.xlsx", b"%PDF-1.7\n" + bytes(500), "IS_PDF"
    yield "web page named xls", "a.xls", "<html><table><tr><td>ชื่อ</td></tr></table></html>".encode(), "NO_DATA"
    yield "web page with script", "a.csv", b"  <!DOCTYPE html><script>alert(1)</script>", "IS_HTML"
    yield "XML spreadsheet 2003", "a.xls", b'<?xml version="1.0"?><Workbook/>', "IS_XML"
    yield "XML spreadsheet cut in half", "a.xls", _XML2003.encode()[:-60], "BROKEN"
    yield (
        "XML spreadsheet with entities",
        "a.xls",
        ("<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + _XML2003).encode(),
        "UNSAFE",
    )
    yield (
        "XML spreadsheet with a far row",
        "a.xls",
        _XML2003.replace("<Row>", '<Row ss:Index="9000000">').encode(),
        "TOO_MANY_ROWS",
    )
    yield (
        "XML spreadsheet with a far cell",
        "a.xls",
        _XML2003.replace("<Cell>", '<Cell ss:Index="9000000">').encode(),
        "TOO_MANY_COLUMNS",
    )
    yield "SVG with script", "a.csv", b"<svg onload=alert(1)></svg>", "IS_XML"
    yield "JSON", "a.csv", b'{"a": 1}', "IS_JSON"
    yield "PNG named csv", "a.csv", b"\x89PNG\r\n\x1a\n" + bytes(100), "IS_PICTURE"
    yield "GIF that is also script", "a.csv", b"GIF89a/*" + bytes(100) + b"*/=1;alert(1)", "IS_PICTURE"
    yield "program", "a.xlsx", b"MZ\x90\x00" + bytes(500), "IS_PROGRAM"
    yield "shell script", "a.csv", b"#!/bin/sh\nrm -rf /\n", "IS_PROGRAM"
    yield "gzip", "a.csv", b"\x1f\x8b\x08" + bytes(100), "IS_ARCHIVE"
    yield "random bytes", "a.csv", random.Random(1).randbytes(50_000), "IS_BINARY UNKNOWN_ENCODING"
    yield "zero bytes", "a.csv", bytes(10_000), "IS_BINARY"
    yield "Word document", "a.xlsx", _zip(("word/document.xml", "<w/>")), "IS_DOCUMENT"
    yield "plain zip", "a.xlsx", _zip(("list.xlsx", xlsx(ROWS))), "IS_ARCHIVE"
    yield "zip in zip in zip", "a.xlsx", _zip(("a.zip", _zip(("b.zip", _zip(("c.xlsx", "x")))))), "IS_ARCHIVE"
    yield "binary workbook", "a.xlsx", _zip(("xl/workbook.bin", "x")), "OLD_FORMAT"
    yield "locked workbook", "a.xlsx", _ole("EncryptedPackage"), "PASSWORD"
    yield "old Word document", "a.xls", _ole("WordDocument"), "IS_DOCUMENT"
    yield "OLE of nothing", "a.xls", _ole("Nothing"), "IS_BINARY"


def _web_pages():
    start = "<html><body><table><tr><th>ชื่อ</th><th>สกุล</th></tr>"
    wide = "<tr>" + "<td colspan=1000>" * 100_000
    yield "cells that span a hundred million columns", "a.xls", (start + wide).encode(), "TOO_MANY_COLUMNS"
    yield (
        "cells that span a million rows",
        "a.xls",
        (start + "<tr><td rowspan=999999>1<td>2" * 20_000).encode(),
        "TOO_MANY_COLUMNS",
    )
    yield "600,000 rows of a web page", "a.xls", (start + "<tr><td>1<td>2" * 600_000).encode(), "TOO_MANY_ROWS"
    yield "tables in tables in tables", "a.xls", ("<table><tr><td>" * 100_000).encode(), "IS_HTML TOO_MANY_SHEETS"
    yield "ten thousand tables", "a.xls", (start + "</table><table><tr><td>1<td>2" * 10_000).encode(), "TOO_MANY_SHEETS"
    yield "a giant cell of a web page", "a.xls", (start + "<tr><td>" + "ก" * 3_000_000).encode(), "CELL_TOO_LONG"
    yield "a million open tags", "a.xls", (start + "<tr><td>" + "<b>" * 1_000_000).encode(), "NO_DATA TOO_SLOW"


_XML2003 = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>'
    '<Row><Cell><Data ss:Type="String">ชื่อ</Data></Cell></Row></Table></Worksheet></Workbook>'
)


def _broken():
    whole, old = xlsx(ROWS), xls(ROWS)
    yield "XLSX cut in half", "a.xlsx", whole[: len(whole) // 2], "BROKEN"
    yield "XLSX without its end", "a.xlsx", whole[:-30], "BROKEN"
    yield "XLSX with a hole", "a.xlsx", whole[:3000] + bytes(200) + whole[3200:], "BROKEN"
    yield "XLS cut in half", "a.xls", old[: len(old) // 2], "BROKEN IS_BINARY"
    yield "XLS of noise", "a.xls", old[:512] + random.Random(2).randbytes(len(old) - 512), "BROKEN IS_BINARY NO_DATA"
    yield "XLS with a circular chain", "a.xls", _circular(old), "BROKEN TOO_SLOW TOO_MUCH_MEMORY NO_DATA"
    yield "ODS cut", "a.ods", ods(ROWS)[:900], "BROKEN"
    yield "XML that never closes", "a.xlsx", raw_xlsx("<row><c><v>1"), "BROKEN NO_DATA"


def _archives():
    yield "bomb of zeros", "a.xlsx", raw_xlsx(_CELL + " " * 300_000_000), "BOMB"
    yield "bomb in a part nobody reads", "a.xlsx", raw_xlsx(_CELL, extra=[("xl/media/x", bytes(200_000_000))]), "BOMB"
    yield "size in the header lies", "a.xlsx", _lying_size(raw_xlsx(_CELL + " " * 50_000_000)), "BROKEN BOMB"
    yield "ten thousand entries", "a.xlsx", raw_xlsx(_CELL, extra=[(f"x/{i}", "") for i in range(10_000)]), "BOMB"
    yield "path upwards", "a.xlsx", raw_xlsx(_CELL, extra=[("../../etc/cron.d/x", "x")]), "UNSAFE"
    yield "absolute path", "a.xlsx", raw_xlsx(_CELL, extra=[("/etc/passwd", "x")]), "UNSAFE"
    yield "backslash path", "a.xlsx", raw_xlsx(_CELL, extra=[("..\\..\\x", "x")]), "UNSAFE"
    yield "the same entry twice", "a.xlsx", _twice(), "UNSAFE"
    yield "overlapping entries", "a.xlsx", _overlapping(), "BOMB BROKEN"


def _sheets():
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(10))
    yield "billion laughs", "a.xlsx", raw_xlsx(_CELL, before=f"<!DOCTYPE x [{laughs}]>"), "UNSAFE"
    outside = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield "entity from outside", "a.xlsx", raw_xlsx("<row><c><v>&x;</v></c></row>", before=outside), "UNSAFE"
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield "a cell in each far corner", "a.xlsx", raw_xlsx(corners), "TOO_MUCH_MEMORY TOO_MANY_COLUMNS"
    tall = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    yield "a million rows of nothing", "a.xlsx", raw_xlsx(tall), "TOO_MANY_ROWS"
    wide = "".join(f"<c><v>{i}</v></c>" for i in range(16_000))
    yield "sixteen thousand columns", "a.xlsx", raw_xlsx(f"<row>{wide}</row>"), "TOO_MANY_COLUMNS"
    yield "a giant cell", "a.xlsx", raw_xlsx(_CELL.replace("ชื่อ", _noise(3_000_000))), "CELL_TOO_LONG"
    shared = f"<si><t>{_noise(30_000)}</t></si>"
    many = '<row><c t="s"><v>0</v></c></row>' * 200_000
    yield "one long text in 200,000 cells", "a.xlsx", raw_xlsx(many, shared=shared), "TOO_MUCH_MEMORY BOMB"
    yield "a shared text that is not there", "a.xlsx", raw_xlsx('<row><c t="s"><v>99</v></c></row>'), "BROKEN NO_DATA"
    yield "a thousand sheets", "a.xlsx", raw_xlsx(_CELL, sheets=1000), "TOO_MANY_SHEETS"
    yield "deep XML", "a.xlsx", raw_xlsx("<a>" * 200_000 + "</a>" * 200_000), "NO_DATA BROKEN"
    yield "no sheet at all", "a.xlsx", raw_xlsx("", sheets=0), "NO_DATA BROKEN"
    yield "empty sheet", "a.xlsx", xlsx([]), "NO_DATA"
    yield "headings only", "a.xlsx", xlsx(ROWS[:1]), "NO_DATA"


def _texts():
    yield "a million columns", "a.csv", b"," * 1_000_000, "TOO_MANY_COLUMNS"
    yield "a line without end", "a.csv", "ก".encode() * 2_000_000, "CELL_TOO_LONG"
    yield "600,000 rows", "a.csv", b"a,b\n" * 600_000, "TOO_MANY_ROWS"
    yield "bytes of no encoding", "a.csv", b"\xff\xfb\xdb\xfc,\x81\x90\n" * 200, "UNKNOWN_ENCODING IS_BINARY"
    yield "quotes never closed", "a.csv", text(ROWS).replace(b"\n", b'\n"', 1) + b"x" * 140_000, "CELL_TOO_LONG"
    yield "UTF-16 cut in a letter", "a.csv", text(ROWS, encoding="utf-16")[:-1], ""


def _harmless():
    calls = [[*ROWS[0]], ['=cmd|"/C calc"!A0', "@SUM(1)", "+1"], ["=HYPERLINK(1)", "-2", "3"]]
    yield "formulas as text", "a.csv", text(calls), ""
    yield "a name with folders", "../../etc/passwd.csv", text(ROWS), ""
    yield "dimension that lies", "a.xlsx", raw_xlsx(_row("ชื่อ", "เพศ") + _row("ก", "ชาย")), ""
    yield "200 columns", "a.csv", text([[f"h{i}" for i in range(200)]] + [[str(i) for i in range(200)]] * 5), ""
    yield "TIS-620 named xlsx", "a.xlsx", text(ROWS, encoding="cp874"), ""
    yield (
        "external link",
        "a.xlsx",
        raw_xlsx(_row("ชื่อ", "เพศ") + _row("ก", "ชาย"), extra=[("xl/externalLinks/e.xml", "<x/>")]),
        "",
    )


def _row(*cells: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def _noise(length: int) -> str:
    return "".join(random.Random(3).choices("กขคงจฉชซ", k=length))


def _zip(*entries: tuple[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()


def _ole(stream_name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream_name.encode("utf-16-le") + bytes(1000)


def _circular(old: bytes) -> bytes:
    """Every sector of the chain points at the first: a reader that follows it never ends."""
    table = 512 * (1 + struct.unpack("<I", old[76:80])[0])
    return old[:table] + struct.pack("<I", 0) * 128 + old[table + 512 :]


def _lying_size(whole: bytes) -> bytes:
    at = whole.rfind(b"PK\x01\x02", 0, whole.find(b"xl/worksheets/sheet1.xml", whole.find(b"PK\x01\x02")))
    return whole[: at + 24] + struct.pack("<I", 1000) + whole[at + 28 :]


def _twice() -> bytes:
    twin = raw_xlsx(_CELL, extra=[("xl/worksheets/sheet2.xml", "<x/>")])
    return twin.replace(b"sheet2.xml", b"sheet1.xml")


def _overlapping() -> bytes:
    """Every directory entry names the same body, as in the bombs that nest nothing."""
    whole = raw_xlsx(_CELL + " " * 12_000_000, extra=[(f"xl/worksheets/x{i:03}.xml", "y") for i in range(300)])
    start = whole.find(b"PK\x01\x02")
    entries = whole[start:].split(b"PK\x01\x02")[1:]
    body = next(entry for entry in entries if b"xl/worksheets/sheet1.xml" in entry)
    changed = [
        body[:20] + entry[20:] if False else entry[:12] + body[12:24] + entry[24:38] + body[38:42] + entry[42:]
        for entry in entries
    ]
    return whole[:start] + b"".join(b"PK\x01\x02" + entry for entry in changed)

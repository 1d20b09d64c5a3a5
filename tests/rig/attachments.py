"""Files of every kind that may be handed out, as small as they can be, made when a test needs them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n"
TYPES = "[Content_Types].xml"


def sample(suffix: str) -> bytes:
    """A file that is what its ending says."""
    return SAMPLES[suffix.lower().removeprefix(".")]


def archive(members: Mapping[str, bytes | str]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return made.getvalue()


def word(text: str = "", creator: str = "", **more: bytes) -> bytes:
    """A Word document of one paragraph, whose every character is a run of its own, as after an edit."""
    runs = "".join(f"<w:r><w:t>{char}</w:t></w:r>" for char in text)
    core = f"<cp:coreProperties><dc:creator>{creator}</dc:creator></cp:coreProperties>"
    parts: dict[str, bytes | str] = {
        TYPES: "<Types/>",
        "word/document.xml": f"<w:document><w:body><w:p>{runs}</w:p></w:body></w:document>",
        "docProps/core.xml": core,
    }
    return archive(parts | more)


def excel(cells: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> bytes:
    strings = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    shared = "".join(f'<c r="A{n}" t="s"><v>{n}</v></c>' for n in range(len(cells)))
    plain = "".join(f'<c r="B{n}"><v>{number}</v></c>' for n, number in enumerate(numbers))
    return archive(
        {
            TYPES: "<Types/>",
            "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet><row>{shared}{plain}</row></worksheet>",
        }
    )


def pdf(text: str = "", author: str = "", more: str = "") -> bytes:
    """A PDF of one page with one line of text in WinAnsi (no Chinese), and an author in UTF-16."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1")
    packed = zlib.compress(stream)
    name = author.encode("utf-16-be").hex()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + more.encode() + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<</Author<FEFF{name}>>>".encode(),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def exif(artist: str = "", located: bool = False, big: bool = False) -> bytes:
    """An Exif block with a name and, where asked for, a latitude."""
    order = ">" if big else "<"
    text = artist.encode() + b"\0"
    count = 1 + located
    heap = 8 + 2 + 12 * count + 4
    entries = struct.pack(f"{order}HHII", 0x013B, 2, len(text), heap)
    gps = b""
    if located:
        entries += struct.pack(f"{order}HHII", 0x8825, 4, 1, heap + len(text))
        gps = struct.pack(f"{order}HHHII", 1, 2, 5, 3, 0)
    head = (b"MM" if big else b"II") + struct.pack(f"{order}HI", 42, 8) + struct.pack(f"{order}H", count)
    return head + entries + b"\0\0\0\0" + text + gps


def jpeg(block: bytes = b"", comment: bytes = b"") -> bytes:
    segments = b""
    if block:
        segments += b"\xff\xe1" + struct.pack(">H", len(block) + 8) + b"Exif\0\0" + block
    if comment:
        segments += b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment
    return b"\xff\xd8" + segments + b"\xff\xd9"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", bytes(13)), *chunks, (b"IEND", b""))
    )
    return PNG + b"".join(parts)


def webp(block: bytes = b"") -> bytes:
    return b"RIFF\0\0\0\0WEBPEXIF" + struct.pack("<I", len(block)) + block


SAMPLES: Mapping[str, bytes] = {
    "pdf": pdf(),
    "doc": OLE,
    "xls": OLE,
    "ppt": OLE,
    "wps": OLE,
    "et": OLE,
    "docx": word(),
    "xlsx": excel(),
    "pptx": archive({TYPES: "<Types/>", "ppt/slides/slide1.xml": "<a:p/>"}),
    "ofd": archive({"OFD.xml": "<ofd:OFD/>"}),
    "zip": archive({"a.txt": "公告"}),
    "jpg": jpeg(),
    "jpeg": jpeg(),
    "png": png(),
    "gif": b"GIF89a;",
    "webp": webp(),
    "mp3": b"ID3\x04\0\0\0\0\0\0",
    "mp4": b"\0\0\0\x18ftypmp42",
    "txt": "公告\n".encode(),
    "csv": "项目,数量\n路灯,3\n".encode(),
}

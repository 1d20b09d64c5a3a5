"""What a file is, by its first bytes and not by its name, and whether such a file may be handed out.

Only documents, tables, pictures, sound and film are. What a browser would run (HTML, SVG, scripts) is not, under no
name; nor is what an office program would run (macros), or what cannot be looked into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import Enum
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import decompressobj
from zlib import error as DamagedStream

MAX_BYTES = 50_000_000
"""The largest file that GitHub takes without a warning, and more than a phone should be asked to load."""
MAX_UNPACKED = 100_000_000
MAX_MEMBERS = 10_000

_MAX_OBJECTS = 5_000_000

_OFFICE = frozenset({"docx", "xlsx", "pptx"})
_KINDS: Mapping[str, frozenset[str]] = {
    **{ending: frozenset({ending}) for ending in ("pdf", "ofd", "zip", "png", "gif", "webp", "mp3", "mp4")},
    **{ending: frozenset({"ole"}) for ending in ("doc", "xls", "ppt")},
    **{ending: frozenset({"ole", *_OFFICE}) for ending in ("wps", "et")},
    **{ending: frozenset({ending}) for ending in _OFFICE},
    "jpg": frozenset({"jpeg"}),
    "jpeg": frozenset({"jpeg"}),
    "txt": frozenset({"text"}),
    "csv": frozenset({"text"}),
}
"""What a file with an ending may be."""
ALLOWED_ENDINGS = frozenset(_KINDS)

_SIGNATURES = (
    ("pdf", re.compile(rb"\s{0,1024}%PDF-\d")),
    ("ole", re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    ("jpeg", re.compile(rb"\xff\xd8\xff")),
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("mp3", re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")),
    ("mp4", re.compile(rb"....ftyp", re.DOTALL)),
)
_PARTS = (("docx", "word/"), ("xlsx", "xl/"), ("pptx", "ppt/"))
_UNREADABLE = (BadZipFile, DamagedStream, EOFError, OSError, RuntimeError, ValueError)
"""What zipfile raises over an archive that is damaged, or packed in a way that it does not know (a RuntimeError)."""
_MARKUP = re.compile(r"[\s\ufeff\u200b]*<(?:[!?/]|[a-z][\w:-]*[\s/>])", re.IGNORECASE)
_SCRIPT = re.compile(rb"/(?:JavaScript|JS|Launch)(?![A-Za-z])")


class Fault(Enum):
    """Why a file is not handed out."""

    KIND = "its ending is not allowed"
    EMPTY = "it is empty"
    LARGE = "it is too large"
    CONTENT = "its content is not what its ending says"
    UNSAFE = "it holds a program"
    CLOSED = "it cannot be looked into"


def fault(name: str, data: bytes) -> Fault | None:
    """Why a file of this name with these bytes may not be handed out; None where it may."""
    expected = _KINDS.get(PurePosixPath(name).suffix.lower().removeprefix("."))
    if expected is None:
        return Fault.KIND
    if not data or len(data) > MAX_BYTES:
        return Fault.LARGE if data else Fault.EMPTY
    found = kind(data)
    if found not in expected:
        return Fault.CONTENT
    if found == "pdf" and any(map(_SCRIPT.search, _objects(data))):
        return Fault.UNSAFE
    return _inside(data, found) if found in {"zip", "ofd", *_OFFICE} else None


def kind(data: bytes) -> str | None:
    """What the bytes are: an ending, `ole` for the older Office formats, `text`; None for anything else."""
    found = next((name for name, signature in _SIGNATURES if signature.match(data)), None)
    if found is None and data.startswith(b"PK\x03\x04"):
        return _archive(data)
    return found or ("text" if _is_plain_text(data) else None)


def text(data: bytes) -> str | None:
    """Bytes as text in UTF-8, UTF-16 with its mark, or GBK; None where they are none."""
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _is_plain_text(data: bytes) -> bool:
    """Text without control characters that does not begin like a page."""
    decoded = text(data)
    return (
        decoded is not None
        and re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", decoded) is None
        and _MARKUP.match(decoded) is None
    )


def _objects(data: bytes) -> Iterator[bytes]:
    """The objects of a PDF, without the streams between them; those that a stream holds (PDF 1.5) unpacked."""
    here = 0
    while (start := data.find(b"stream", here)) >= 0:
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        head = data[here:start]
        yield head
        if b"/ObjStm" in head[-400:]:
            with suppress(DamagedStream):
                packed = data[start + len(b"stream") : end].lstrip(b"\r\n")
                yield decompressobj().decompress(packed, _MAX_OBJECTS)
        here = end + len(b"endstream")
    yield data[here:]


def _archive(data: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except _UNREADABLE:
        return None
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        return next((found for found, part in _PARTS if any(name.startswith(part) for name in names)), "zip")
    return "zip"


def _inside(data: bytes, found: str) -> Fault | None:
    """What is wrong with the members of an archive."""
    with ZipFile(BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.filename.endswith("/")]
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            return Fault.LARGE
        if any(member.flag_bits & 1 for member in members):
            return Fault.CLOSED
        if any(_is_program(member, found) for member in members):
            return Fault.UNSAFE
        if found != "zip":
            return None
        try:
            faults = (_of_member(member, archive) for member in members)
            return next((one for one in faults if one is not None), None)
        except _UNREADABLE:
            return Fault.CLOSED


def _of_member(member: ZipInfo, archive: ZipFile) -> Fault | None:
    if PurePosixPath(member.filename).suffix.lower() == ".zip":
        return Fault.CLOSED
    inner = fault(member.filename, archive.read(member))
    return None if inner is Fault.EMPTY else inner


def _is_program(member: ZipInfo, found: str) -> bool:
    name = member.filename.lower()
    leaves_its_folder = name.startswith("/") or ".." in name.replace("\\", "/").split("/")
    return leaves_its_folder or (found != "zip" and name.endswith(("vbaproject.bin", ".js", ".vbs", ".exe")))

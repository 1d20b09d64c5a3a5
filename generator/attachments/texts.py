"""All the text that a file carries, seen and unseen: pages, cells, properties, what a camera wrote down."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from io import BytesIO
from itertools import islice
from typing import NamedTuple
from zipfile import ZipFile

from pypdf import PdfReader

from generator.attachments.kinds import kind, text
from generator.attachments.pictures import picture
from generator.problem import Text

MAX_PAGES = 500
MAX_CHARACTERS = 2_000_000
"""Of one passage: beyond it stands no letter, but a table of measurements."""


class Passage(NamedTuple):
    """A text, and where in the file it stands."""

    where: Text
    text: str
    is_author: bool = False
    """a property that holds who wrote the file"""
    is_sure: bool = True
    """false for what was picked out of bytes whose meaning is not known"""


class Unreadable(Exception):
    """The text of a file cannot be got at: it is locked, or damaged."""


def passages(data: bytes) -> Iterator[Passage]:
    """Every text of a file. Raises Unreadable, maybe after some of them."""
    reader = _READERS.get(kind(data) or "")
    if reader is None:
        return
    try:
        for passage in reader(data):
            if passage.text.strip():
                yield passage._replace(text=passage.text[:MAX_CHARACTERS])
    except Unreadable:
        raise
    except Exception as error:
        # The parsers of foreign formats raise whatever a damaged file leads them to.
        raise Unreadable(str(error)) from error


def _plain(data: bytes) -> Iterator[Passage]:
    yield Passage(_BODY, text(data) or "")


def _pdf(data: bytes) -> Iterator[Passage]:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted")
    for name, value in (reader.metadata or {}).items():
        yield Passage(_PROPERTIES, str(value), is_author=name == "/Author")
    for number, page in enumerate(islice(reader.pages, MAX_PAGES), start=1):
        yield Passage(Text(f"第 {number} 页", f"page {number}"), page.extract_text())


def _office(data: bytes) -> Iterator[Passage]:
    """Word, Excel, PowerPoint and OFD: the XML of all parts, and the pictures within."""
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and not name.startswith(("[", "_rels")) and "/theme/" not in name:
                yield from _part(name, archive.read(name))
            elif name.lower().endswith((".jpg", ".jpeg", ".png")):
                yield from _picture(archive.read(name))


def _part(name: str, data: bytes) -> Iterator[Passage]:
    xml = data.decode("utf-8", "replace")
    if name.startswith("docProps/") or name == "OFD.xml":
        for tag, value in re.findall(r"<([\w:]+)(?:\s[^<>]*)?>([^<>]+)</", xml):
            is_author = tag.rpartition(":")[2] in {
                "creator",
                "lastModifiedBy",
                "Author",
                "Creator",
                "Manager",
            }
            yield Passage(_PROPERTIES, unescape(value), is_author=is_author)
        return
    # A cell that points into the table of shared strings holds their number, and nothing that anyone wrote.
    xml = re.sub(r"<c\s[^<>]*t=\"s\"[^<>]*>\s*<v>[^<]*</v>", "", xml)
    xml = _PARAGRAPH_END.sub("\n", xml)
    yield Passage(_BODY, unescape(re.sub(r"<[^<>]*>", "", xml)))


def _archive(data: bytes) -> Iterator[Passage]:
    with ZipFile(BytesIO(data)) as archive:
        for member in archive.infolist():
            yield Passage(Text("压缩包里的文件名", "a file name in the archive"), member.filename)
            inner = archive.read(member)
            if kind(inner) != "zip":
                yield from passages(inner)


def _ole(data: bytes) -> Iterator[Passage]:
    """The older Office formats keep text in runs of UTF-16 or of one code page; these are picked out."""
    wide = "\n".join(run.decode("utf-16-le", "replace") for run in _WIDE.findall(data))
    yield Passage(_BODY, wide, is_sure=False)
    narrow = "\n".join(run.decode("gb18030", "replace") for run in _NARROW.findall(data))
    yield Passage(_BODY, narrow, is_sure=False)


def _picture(data: bytes) -> Iterator[Passage]:
    found = picture(data)
    if found.has_location:
        yield Passage(LOCATION, "GPS")
    for value in found.texts:
        yield Passage(Text("照片信息", "what the camera wrote down"), value)


LOCATION = Text("照片的拍摄地点", "the place where a picture was taken")
_BODY = Text("正文", "its text")
_PROPERTIES = Text("文件属性", "its properties")
_PARAGRAPH_END = re.compile(r"</(?:w:p|a:p|si|v|c|is|row|(?:ofd:)?TextObject)>|<w:(?:br|tab)\b[^<>]*/>")
_WIDE = re.compile(rb"(?:[\x20-\x7e\t\r\n]\x00|[\x00-\xff][\x30\x4e-\x9f\xff]){4,}")
_NARROW = re.compile(rb"(?:[\x20-\x7e\t\r\n]|[\x81-\xfe][\x40-\x7e\x80-\xfe]){6,}")
_READERS: Mapping[str, Callable[[bytes], Iterator[Passage]]] = {
    "text": _plain,
    "pdf": _pdf,
    "docx": _office,
    "xlsx": _office,
    "pptx": _office,
    "ofd": _office,
    "zip": _archive,
    "ole": _ole,
    "jpeg": _picture,
    "png": _picture,
    "webp": _picture,
}

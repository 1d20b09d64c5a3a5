"""All the text that a file carries, seen and unseen: pages, cells, properties, what a camera wrote down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

from generator.attachments.kinds import fault, kind, text
from generator.attachments.office import part, targets
from generator.attachments.passage import BODY, LOCATION, MAX_CHARACTERS, PROPERTIES, Passage, Unreadable
from generator.attachments.pdf import pdf
from generator.attachments.pictures import picture
from generator.problem import Text


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
    yield Passage(BODY, text(data) or "")


def _office(data: bytes, inner: bool = False) -> Iterator[Passage]:
    """Word, Excel, PowerPoint and OFD: the XML of all parts, and the pictures and files within, one deep."""
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                yield from targets(archive.read(name))
            elif name.endswith(".xml"):
                if not name.startswith("[") and "/theme/" not in name:
                    yield from part(name, archive.read(name))
            elif not inner:
                yield from _within(archive.read(name))


def _within(data: bytes) -> Iterator[Passage]:
    """A file that another one holds."""
    found = kind(data)
    if found in _OFFICE:
        if fault(f"inner.{found}", data) is None:
            yield from _office(data, inner=True)
    elif found in {"ole", "jpeg", "png", "webp", "gif", "text"}:
        yield from _READERS[found](data)


def _archive(data: bytes) -> Iterator[Passage]:
    with ZipFile(BytesIO(data)) as archive:
        comments = (archive.comment, *(member.comment for member in archive.infolist()))
        yield Passage(PROPERTIES, "\n".join(text(comment) or "" for comment in comments))
        for member in archive.infolist():
            yield Passage(Text("压缩包里的文件名", "a file name in the archive"), member.filename)
            inner = archive.read(member)
            if kind(inner) != "zip":
                yield from passages(inner)


def _ole(data: bytes) -> Iterator[Passage]:
    """The older Office formats keep text in runs of UTF-16 or of one code page; these are picked out."""
    wide = "\n".join(run.decode("utf-16-le", "replace") for run in _WIDE.findall(data))
    yield Passage(BODY, wide, is_sure=False)
    narrow = "\n".join(run.decode("gb18030", "replace") for run in _NARROW.findall(data))
    yield Passage(BODY, narrow, is_sure=False)


def _picture(data: bytes) -> Iterator[Passage]:
    found = picture(data)
    if found.has_location:
        yield Passage(LOCATION, "GPS")
    for value in found.texts:
        yield Passage(Text("照片信息", "what the camera wrote down"), value)
    yield from _bytes(data, found.texts)


def _bytes(data: bytes, known: tuple[str, ...] = ()) -> Iterator[Passage]:
    """What can be read in the bytes of sound, film and pictures, wherever it stands, but for what is known."""
    if _PLACED.search(data):
        yield Passage(LOCATION, "GPS")
    runs = b"\n".join(_ASCII.findall(data)).decode("ascii")
    for one in known:
        runs = runs.replace(one, "")
    yield Passage(PROPERTIES, runs, is_sure=False)


_OFFICE = frozenset({"docx", "xlsx", "pptx"})
_PLACED = re.compile(rb"\xa9xyz\x00.\x15\xc7[+-]|location\.ISO6709", re.DOTALL)
"""Where QuickTime and MP4 files keep the place of a recording (ISO 6709)."""
_ASCII = re.compile(rb"[\x20-\x7e]{11,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e\t\r\n]\x00|[\x00-\xff][\x30\x4e-\x9f\xff]){4,}")
_NARROW = re.compile(rb"(?:[\x20-\x7e\t\r\n]|[\x81-\xfe][\x40-\x7e\x80-\xfe]){6,}")
_READERS: Mapping[str, Callable[[bytes], Iterator[Passage]]] = {
    "text": _plain,
    "pdf": pdf,
    "docx": _office,
    "xlsx": _office,
    "pptx": _office,
    "ofd": _office,
    "zip": _archive,
    "ole": _ole,
    "jpeg": _picture,
    "png": _picture,
    "webp": _picture,
    "gif": _picture,
    "mp3": _bytes,
    "mp4": _bytes,
}

"""What JPEG, PNG and WebP files carry beside the picture: Exif, XMP, comments.

Exif 2.32 is a TIFF 6.0 structure; PNG 1.2 §4.2.3 keeps text in chunks of its own.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

_ASCII, _UNDEFINED = 2, 7
_EXIF, _GPS = 0x8769, 0x8825
_COMMENT = 0x9286
_WINDOWS = range(0x9C9B, 0x9CA0)
"""Title, comment, author, keywords and subject as Windows writes them, in UTF-16."""
_LATITUDE = 0x0002
_MAX_ENTRIES = 500
_MAX_TEXT = 1_000_000


class Picture(NamedTuple):
    texts: tuple[str, ...]
    has_location: bool


def picture(data: bytes) -> Picture:
    """The hidden texts of a picture, and whether it says where it was taken."""
    texts: list[str] = []
    located = False
    for is_exif, block in _blocks(data):
        if is_exif:
            found = list(_tags(block))
            located = located or any(tag == _LATITUDE and place == _GPS for place, tag, _ in found)
            texts += (value for place, _, value in found if place != _GPS)
        else:
            decoded = block.decode("utf-8", "replace")
            located = located or "GPSLatitude" in decoded
            texts += (
                (
                    match.strip()
                    for match in re.findall(r">([^<>]+)<|=\"([^\"]+)\"|='([^']+)'", decoded)
                    for match in match
                )
                if "<" in decoded
                else (decoded,)
            )
    kept = (re.sub(r"[\x00\s]+", " ", value).strip() for value in texts)
    return Picture(tuple(dict.fromkeys(value for value in kept if value)), located)


def _blocks(data: bytes) -> Iterator[tuple[bool, bytes]]:
    """Every block of metadata, and whether it is Exif."""
    if data.startswith(b"\xff\xd8"):
        yield from _jpeg(data)
    elif data.startswith(b"\x89PNG"):
        yield from _png(data)
    elif data[8:12] == b"WEBP":
        yield from _webp(data)


def _jpeg(data: bytes) -> Iterator[tuple[bool, bytes]]:
    here = 2
    while here + 4 <= len(data) and data[here] == 0xFF and data[here + 1] not in {0xD9, 0xDA}:
        if data[here + 1] == 0xFF:  # fill bytes may stand before any marker
            here += 1
            continue
        marker, length = data[here + 1], int.from_bytes(data[here + 2 : here + 4], "big")
        block = data[here + 4 : here + 2 + length]
        if marker == 0xE1 and block.startswith(b"Exif\0\0"):
            yield True, block[6:]
        elif marker in {0xE1, 0xED, 0xFE}:
            yield False, block.rpartition(b"xap/1.0/\0")[2]
        here += 2 + max(length, 2)


def _png(data: bytes) -> Iterator[tuple[bool, bytes]]:
    here = 8
    while here + 8 <= len(data):
        length, name = int.from_bytes(data[here : here + 4], "big"), data[here + 4 : here + 8]
        block = data[here + 8 : here + 8 + length]
        if name == b"eXIf":
            yield True, block
        elif name == b"tEXt":
            yield False, block.partition(b"\0")[2]
        elif name == b"zTXt":
            yield False, _inflated(block.partition(b"\0")[2][1:])
        elif name == b"iTXt":
            rest = block.partition(b"\0")[2]
            packed, body = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
            yield False, _inflated(body) if packed else body
        here += 12 + length


def _webp(data: bytes) -> Iterator[tuple[bool, bytes]]:
    here = 12
    while here + 8 <= len(data):
        name, length = data[here : here + 4], int.from_bytes(data[here + 4 : here + 8], "little")
        block = data[here + 8 : here + 8 + length]
        if name in {b"EXIF", b"XMP "}:
            yield name == b"EXIF", block.removeprefix(b"Exif\0\0")
        here += 8 + length + length % 2


def _inflated(data: bytes) -> bytes:
    with suppress(zlib.error):
        return zlib.decompressobj().decompress(data, _MAX_TEXT)
    return b""


def _tags(tiff: bytes) -> Iterator[tuple[int, int, str]]:
    """Directory, tag and text of all tags that hold text; latitudes too, whose text is left empty."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return
    todo = [(0, struct.unpack_from(f"{order}I", tiff, 4)[0])]
    seen: set[int] = set()
    while todo:
        place, offset = todo.pop()
        if offset in seen or offset + 2 > len(tiff):
            continue
        seen.add(offset)
        (count,) = struct.unpack_from(f"{order}H", tiff, offset)
        for number in range(min(count, _MAX_ENTRIES)):
            entry = offset + 2 + 12 * number
            if entry + 12 > len(tiff):
                break
            tag, kind, size, value = struct.unpack_from(f"{order}HHII", tiff, entry)
            if tag in {_EXIF, _GPS}:
                todo.append((tag, value))
                continue
            block = (
                tiff[entry + 8 : entry + 8 + size]
                if size <= 4
                else tiff[value : value + min(size, _MAX_TEXT)]
            )
            yield place, tag, _text(tag, kind, block, order)


def _text(tag: int, kind: int, block: bytes, order: str) -> str:
    if tag in _WINDOWS:
        return block.decode("utf-16-le", "replace")
    if tag == _COMMENT and kind == _UNDEFINED:
        wide = "utf-16-be" if order == ">" else "utf-16-le"
        encoding = wide if block.startswith(b"UNICODE") else "utf-8"
        return block[8:].decode(encoding, "replace")
    return block.decode("utf-8", "replace") if kind == _ASCII else ""

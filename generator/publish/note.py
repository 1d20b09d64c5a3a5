"""What a publish notes of each folder of its tree, so that the next one knows the files that nobody touched without reading.

The note lies in one file beside the site. It is only a help: without it, or with a damaged one, every file is read.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

Stamp = tuple[int, int, int, int]
"""Inode, time of the last change of any kind (ns), size, time of its bytes (ns).

Nothing writes to a file and leaves its time of change. The time of its bytes goes with it into an archive and out.
"""
_COLUMNS = "Qqqq"
_VERSION = b"wenzheng-state-3"
_DIGEST = 32


class Seen(NamedTuple):
    """A folder: its files in the order that the system lists them, with packed stamps, and what else is in it."""

    mode: int
    names: bytes
    stamps: bytes
    folders: list[str]
    strays: list[str]


class Shelf(NamedTuple):
    """A folder as noted: names, stamps and digests are parallel; `spare` is the stamp of its twin in the spare."""

    names: bytes
    stamps: bytes
    digests: bytes
    spare: tuple[int, int]


def look(path: str, file_mode: int) -> Seen:
    """Look into a folder by one call a file; most of a publish without changes is spent here."""
    names: list[str] = []
    inodes: list[int] = []
    changed: list[int] = []
    sizes: list[int] = []
    times: list[int] = []
    folders, strays = [], []
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        with os.scandir(handle) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                    continue
                stat = entry.stat(follow_symlinks=False)
                if stat.st_mode != file_mode or "\n" in entry.name:
                    strays.append(entry.name)
                    continue
                names.append(entry.name)
                inodes.append(stat.st_ino)
                changed.append(stat.st_ctime_ns)
                sizes.append(stat.st_size)
                times.append(stat.st_mtime_ns)
        mode = os.fstat(handle).st_mode
    finally:
        os.close(handle)
    return Seen(mode, joined(names), _packed(inodes, changed, sizes, times), folders, strays)


def look_at_all(file_mode: int, paths: Sequence[str]) -> list[Seen | None]:
    """Look into several folders, which may be missing; for a worker."""
    found: list[Seen | None] = []
    for path in paths:
        try:
            found.append(look(path, file_mode))
        except OSError:
            found.append(None)
    return found


def stamp(path: str) -> Stamp:
    """The stamp of a file as it is now."""
    stat = os.lstat(path)
    return stat.st_ino, stat.st_ctime_ns, stat.st_size, stat.st_mtime_ns


def untrusted(stamp: Stamp) -> Stamp:
    """A stamp that no file has, with the inode."""
    return stamp[0], -1, -1, -1


def joined(names: Iterable[str]) -> bytes:
    """Names as one block; those that are no UTF-8 keep their bytes."""
    return "\n".join(names).encode("utf-8", "surrogateescape")


def split(names: bytes) -> list[str]:
    """The names of a block."""
    return names.decode("utf-8", "surrogateescape").split("\n") if names else []


def packed(stamps: Sequence[Stamp]) -> bytes:
    """Stamps as one block, column by column."""
    return _packed(*zip(*stamps, strict=True)) if stamps else b""


def _packed(*columns: Sequence[int]) -> bytes:
    return b"".join([array(kind, column).tobytes() for kind, column in zip(_COLUMNS, columns, strict=True)])


def unpacked(stamps: bytes) -> list[Stamp]:
    """The stamps of a block."""
    return list(zip(*columns(stamps), strict=True))


def columns(stamps: bytes) -> list[array[int]]:
    """Inodes, times of change, sizes and times of the bytes of a block."""
    size = len(stamps) // len(_COLUMNS)
    return [array(kind, stamps[n * size : (n + 1) * size]) for n, kind in enumerate(_COLUMNS)]


def save(state: Path, shelves: Mapping[str, Shelf]) -> None:
    """Write the note; where that fails there is none."""
    index = [
        [folder, len(shelf.names), len(shelf.stamps), len(shelf.digests), *shelf.spare]
        for folder, shelf in shelves.items()
    ]
    blocks = [json.dumps(index).encode() + b"\n"]
    for shelf in shelves.values():
        blocks += shelf[:3]
    body = b"".join(blocks)
    fresh = state.with_name(f"{state.name}~")
    with suppress(OSError):
        state.unlink(missing_ok=True)
        fresh.unlink(missing_ok=True)
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(b"%s %s\n" % (_VERSION, sha256(body).hexdigest().encode()))
            file.write(body)
        fresh.replace(state)


def load(state: Path) -> dict[str, Shelf]:
    """The noted folders; none from a file that is missing, damaged or of another version."""
    try:
        with open(state, "rb") as file:
            head, body = file.readline(), file.read()
    except OSError:
        return {}
    if head != b"%s %s\n" % (_VERSION, sha256(body).hexdigest().encode()):
        return {}
    at = body.index(b"\n") + 1
    shelves = {}
    for folder, *lengths, inode, time in json.loads(body[:at]):
        ends = list(accumulate(lengths, initial=at))
        names, stamps, digests = (body[start:end] for start, end in pairwise(ends))
        shelves[folder] = Shelf(names, stamps, digests, (inode, time))
        at = ends[-1]
    return shelves

"""What files held when they were last read, so that those that nobody touched need not be read again."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from msgspec import DecodeError, msgpack

Stamp = tuple[int, int, int, int]
"""Inode, size, and the times of the last change of the bytes and of any kind, in nanoseconds."""

_MAGIC = b"wenzheng-files-1\n"
_SUM = 32
_SETTLED = 50_000_000
"""Nanoseconds after which a file that changes once more has another stamp."""
_Known = dict[str, tuple[Stamp, bytes]]
_KNOWN = msgpack.Decoder(_Known)


class Files:
    """Digests of files by path, each with the stamp that the file had then."""

    def __init__(self, note: Path | None) -> None:
        self._note, self._known = note, _load(note) if note else {}
        self._now: _Known = {}

    def digest(self, path: str) -> bytes | None:
        """The digest of a file that has not been touched; None for any other."""
        known = self._known.get(path)
        if known is None or stamp_of(path) != known[0]:
            return None
        self._now[path] = known
        return known[1]

    def learn(self, paths: Sequence[str], stamps: Sequence[Stamp | None], digests: Sequence[bytes]) -> None:
        """Take note of files that were read, with the stamps that they had before."""
        settled = time.time_ns() - _SETTLED
        for path, stamp, digest in zip(paths, stamps, digests, strict=True):
            if digest and stamp is not None and stamp[3] < settled:
                self._now[path] = (stamp, digest)

    def save(self) -> None:
        """Write the note; where that fails there is none."""
        if self._note is None or self._now == self._known:
            return
        body = msgpack.encode(self._now)
        fresh = self._note.with_name(f"{self._note.name}.{os.getpid()}~")
        with suppress(OSError):
            self._note.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(_MAGIC + _sum(body) + body)
            fresh.replace(self._note)


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file as it is now; None without one."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _load(note: Path) -> Mapping[str, tuple[Stamp, bytes]]:
    try:
        data = note.read_bytes()
    except OSError:
        return {}
    digest, body = data[len(_MAGIC) : len(_MAGIC) + _SUM], data[len(_MAGIC) + _SUM :]
    if not data.startswith(_MAGIC) or _sum(body) != digest:
        return {}
    with suppress(DecodeError):
        return _KNOWN.decode(body)
    return {}


def _sum(body: bytes) -> bytes:
    return blake2b(body, digest_size=_SUM).digest()

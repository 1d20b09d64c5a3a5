"""What files held when they were last read, so that those that nobody touched need not be read again."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from msgspec import DecodeError, msgpack

from generator.blocks.cache import Cache

Stamp = tuple[int, int, int, int]
"""Inode, size, and the times of the last change of the bytes and of any kind, in nanoseconds."""

_SETTLED = 50_000_000
"""Nanoseconds after which a file that changes once more has another stamp."""
_NOTE = "files"
_Known = dict[str, tuple[Stamp, bytes]]
_KNOWN = msgpack.Decoder(_Known)


class Files:
    """Digests of files by path, each with the stamp that the file had then; kept in a cache, if there is one."""

    def __init__(self, cache: Cache | None) -> None:
        self._cache = cache
        self._known = _recalled(cache) if cache else {}
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
        """Keep what is known now, for the next build."""
        if self._cache is not None and self._now != self._known:
            self._cache.remember(_NOTE, msgpack.encode(self._now))


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file as it is now; None without one."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _recalled(cache: Cache) -> Mapping[str, tuple[Stamp, bytes]]:
    body = cache.recall(_NOTE)
    with suppress(DecodeError):
        return {} if body is None else _KNOWN.decode(body)
    return {}

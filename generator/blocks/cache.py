"""The cache of blocks: what was found out about files that have not changed since, in one small file a block.

A key is a digest of all that a block depends on, so nothing in the cache is ever out of date. It may be deleted at any
time; what is damaged, cut short or of another version is as good as missing, and counted. It holds the blocks of the
last build and no others.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from msgspec import DecodeError, msgpack

_MAGIC = b"wenzheng-block-1\n"
_SIZE = 8
_Spans = dict[str, tuple[int, int, bytes]]
_SPANS = msgpack.Decoder(_Spans)


@dataclass
class Cache:
    """A folder of blocks by their keys, each in named sections with a checksum of their own."""

    folder: Path
    damaged: set[str] = field(default_factory=set)
    """keys of blocks that were there and could not be used"""

    def put(self, key: str, sections: Mapping[str, bytes]) -> None:
        """Keep a block; where that fails it is not kept."""
        spans: _Spans = {}
        at = 0
        for name, body in sections.items():
            spans[name] = (at, len(body), _sum(body))
            at += len(body)
        head = msgpack.encode(spans)
        head = _MAGIC + len(head).to_bytes(_SIZE, "big") + _sum(head) + head
        path = self._path(key)
        fresh = path.with_name(f"{key}.{os.getpid()}~")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as file:
                file.writelines((head, *sections.values()))
            fresh.replace(path)
        except OSError:
            with suppress(OSError):
                fresh.unlink()

    def get(self, key: str, name: str) -> bytes | None:
        """A section of a block; None where it is not there as it was put."""
        try:
            with self._path(key).open("rb") as file:
                body = _section(file.fileno(), name)
        except OSError:
            return None
        if body is None:
            self.damaged.add(key)
        return body

    def sweep(self, keys: Collection[str]) -> None:
        """Keep these blocks and no others."""
        with suppress(OSError):
            for folder in self.folder.iterdir():
                for path in folder.iterdir():
                    if path.name not in keys:
                        path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def _section(file: int, name: str) -> bytes | None:
    start = len(_MAGIC) + _SIZE + _SUM
    opening = os.pread(file, start, 0)
    if len(opening) < start or not opening.startswith(_MAGIC):
        return None
    size = int.from_bytes(opening[len(_MAGIC) : len(_MAGIC) + _SIZE], "big")
    if size > os.fstat(file).st_size:
        return None
    head = os.pread(file, size, start)
    if _sum(head) != opening[-_SUM:]:
        return None
    try:
        offset, length, digest = _SPANS.decode(head)[name]
    except (DecodeError, KeyError):
        return None
    body = os.pread(file, length, start + size + offset)
    return body if _sum(body) == digest else None


_SUM = 16


def _sum(body: bytes) -> bytes:
    return blake2b(body, digest_size=_SUM).digest()

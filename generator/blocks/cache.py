"""The build cache: what was found out about files that have not changed since, in one small file a block.

A key is a digest of all that a block depends on, so nothing in the cache is ever out of date. It may be deleted at any
time; what is damaged, cut short or of another version is as good as missing, and is told. It holds the blocks of the
last build and no others.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from msgspec import DecodeError, msgpack

_MAGIC = b"wenzheng-cache-1\n"
_SIZE, _SUM = 8, 16
_Spans = dict[str, tuple[int, int, bytes]]
_SPANS = msgpack.Decoder(_Spans)
_WHOLE = "whole"


@dataclass
class Cache:
    """A folder of blocks by their keys, each in named sections with checksums of their own; and of notes by name."""

    folder: Path
    unusable: set[str] = field(default_factory=set)
    """blocks and notes that were there and could not be used"""

    def put(self, key: str, sections: Mapping[str, bytes]) -> None:
        """Keep a block; where that fails it is not kept."""
        self._write(self._block(key), sections)

    def get(self, key: str, name: str) -> bytes | None:
        """A section of a block; None where it is not there as it was put."""
        return self._read(self._block(key), name)

    def remember(self, name: str, body: bytes) -> None:
        """Keep a note; where that fails there is none."""
        self._write(self.folder / name, {_WHOLE: body})

    def recall(self, name: str) -> bytes | None:
        """A note; None where it is not there as it was kept."""
        return self._read(self.folder / name, _WHOLE)

    def sweep(self, keys: Collection[str]) -> None:
        """Keep these blocks and no others."""
        with suppress(OSError):
            for folder in (self.folder / "blocks").iterdir():
                for path in folder.iterdir():
                    if path.name not in keys:
                        path.unlink()

    def _block(self, key: str) -> Path:
        return self.folder / "blocks" / key[:2] / key

    def _write(self, path: Path, sections: Mapping[str, bytes]) -> None:
        fresh = path.with_name(f"{path.name}.{os.getpid()}~")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as file:
                file.writelines(_sealed(sections))
            fresh.replace(path)
        except OSError:
            with suppress(OSError):
                fresh.unlink()

    def _read(self, path: Path, name: str) -> bytes | None:
        try:
            with path.open("rb") as file:
                body = _section(file.fileno(), name)
        except OSError:
            return None
        if body is None:
            self.unusable.add(path.name)
        return body


def _sealed(sections: Mapping[str, bytes]) -> Iterable[bytes]:
    """A file of sections: magic, size and checksum of the table, the table, the sections."""
    spans: _Spans = {}
    at = 0
    for name, body in sections.items():
        spans[name] = (at, len(body), _sum(body))
        at += len(body)
    table = msgpack.encode(spans)
    return (_MAGIC, len(table).to_bytes(_SIZE, "big"), _sum(table), table, *sections.values())


def _section(file: int, name: str) -> bytes | None:
    """A section of a file; None where the file is not whole."""
    start = len(_MAGIC) + _SIZE + _SUM
    opening = os.pread(file, start, 0)
    if len(opening) < start or not opening.startswith(_MAGIC):
        return None
    size = int.from_bytes(opening[len(_MAGIC) : len(_MAGIC) + _SIZE], "big")
    if size > os.fstat(file).st_size:
        return None
    table = os.pread(file, size, start)
    if _sum(table) != opening[-_SUM:]:
        return None
    try:
        spans = _SPANS.decode(table)
        offset, length, digest = spans[name]
    except (DecodeError, KeyError):
        return None
    if os.fstat(file).st_size != start + size + sum(length for _, length, _ in spans.values()):
        return None
    body = os.pread(file, length, start + size + offset)
    return body if _sum(body) == digest else None


def _sum(body: bytes) -> bytes:
    return blake2b(body, digest_size=_SUM).digest()

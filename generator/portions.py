"""What the published site was made of, portion by portion, so that the next build makes only what shows a change.

A portion is a page, the pages of a block of records, or another output, by name. Its key is a digest of all that it
depends on; while that stays, so do its files. The note lies in the cache beside the site, and counts only for the very
release that it was written for.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path

from msgspec import DecodeError, Struct, msgpack

_MAGIC = b"wenzheng-portions-1\n"
_SUM = 32

Listed = tuple[str, date | None]
"""An address that crawlers should know of, and the day of the newest fact there."""


class Portion(Struct, frozen=True, array_like=True):
    """What was made under one key."""

    key: bytes
    addresses: list[str]
    listed: list[Listed]


class Release(Struct, frozen=True, array_like=True):
    """One published site: its `SHA256SUMS` by digest, and its portions by name."""

    manifest: str
    epoch: bytes
    portions: dict[str, Portion]


_RELEASE = msgpack.Decoder(Release)


def save(path: Path, release: Release) -> None:
    """Write the note; where that fails there is none."""
    body = msgpack.encode(release)
    fresh = path.with_name(f"{path.name}.{os.getpid()}~")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(_MAGIC + blake2b(body, digest_size=_SUM).digest() + body)
        fresh.replace(path)


def load(path: Path) -> Release | None:
    """The note; None where there is none, or not as it was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, body = data[len(_MAGIC) : len(_MAGIC) + _SUM], data[len(_MAGIC) + _SUM :]
    if not data.startswith(_MAGIC) or blake2b(body, digest_size=_SUM).digest() != digest:
        return None
    try:
        return _RELEASE.decode(body)
    except DecodeError:
        return None

"""What the published site was made of, portion by portion, so that the next build makes only what shows a change.

A portion is a page, the pages of a block of records, or another output, by name. Its key is a digest of all that it
depends on; while that stays, so do its files. The note lies in the cache beside the site, and counts only for the very
release that it was written for.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from msgspec import DecodeError, Struct, msgpack

from generator.blocks import Cache

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
    blocks: list[str]
    """keys of the blocks of records that it was made of"""
    index: str
    """the stamp of its search index"""


_NOTE = "portions"
_RELEASE = msgpack.Decoder(Release)


def save(cache: Cache, release: Release) -> None:
    """Keep the note for the next build."""
    cache.remember(_NOTE, msgpack.encode(release))


def load(cache: Cache) -> Release | None:
    """The note of the last build; None without one."""
    body = cache.recall(_NOTE)
    with suppress(DecodeError):
        return None if body is None else _RELEASE.decode(body)
    return None

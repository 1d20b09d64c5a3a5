"""The index of search: made of all blocks, or of what has changed in some since the index that is published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator.blocks import Library
from generator.blocks.block import STORED
from generator.blocks.ground import RECORDS, document_of
from generator.catalogue import Catalogue
from generator.clock.status import progress
from generator.search import Damage, SearchSettings, Update, build, shard, update
from generator.search import stamp as remembered

Output = tuple[str, bytes]
_STAMP = re.compile(rb'"stamp":"([0-9a-f]+)"')
START = "search/start.js"


@dataclass
class Index:
    """The index of one build; `folder` is what it remembers of itself until the next."""

    library: Library
    empty: Catalogue
    settings: SearchSettings
    folder: Path
    workers: int
    stamp: str = ""
    """which index it is; known when its files were taken"""
    gone: Sequence[str] = ()
    """addresses of the index before that this one has no more"""
    _update: Update | None = field(default=None)

    @property
    def key(self) -> bytes:
        """A digest of what it is made of beside the settings."""
        return blake2b("".join(one.key for one in self.library.shelved).encode(), digest_size=16).digest()

    def whole(self) -> Iterator[Output]:
        """All files."""
        for address, content in build(self.library.shards(), self.settings, self.folder, self.workers):
            self._see(address, content)
            yield address, content

    def changed(self, before: Iterable[str], stamp: str) -> list[Output] | None:
        """The files that differ from the index of this stamp, made of the blocks before; None where that is not known."""
        try:
            differing = self._differing(before)
            if differing is None or remembered(self.folder) != stamp:
                return None
            gone, shards = differing
            self._update = update(self.folder, gone, shards, self.settings, self.workers)
            found = list(self._update.files)
        except Damage:
            self._update = None
            return None
        self.gone = self._update.gone
        for address, content in found:
            self._see(address, content)
        return found

    def keep(self) -> None:
        """Remember the change, now that it is published."""
        if self._update is not None:
            self._update.keep()

    def _see(self, address: str, content: bytes) -> None:
        if address == START and (match := _STAMP.search(content)):
            self.stamp = match[1].decode()

    def _differing(self, before: Iterable[str]) -> tuple[set[str], list[bytes]] | None:
        """The ids of records that are gone, and what search needs of those that came or changed."""
        now = {one.key: number for number, one in enumerate(self.library.shelved)}
        kept, old = set(before), dict[str, Any]()
        for key in kept - now.keys():
            body = self.library.recalled(key, RECORDS)
            if body is None:
                return None
            old |= {stored.value["id"]: stored for stored in STORED.decode(body)}
        fresh = [number for key, number in now.items() if key not in kept]
        new = {stored.value["id"]: stored for number in fresh for stored in self.library.stored(number)}
        other = [stored.record() for id, stored in new.items() if old.get(id) != stored]
        ground = self.library.ground
        assert ground is not None
        found = [document_of(one, progress(one, self.empty, ground.days)) for one in other]
        return old.keys() - new.keys(), [shard(found)] if found else []

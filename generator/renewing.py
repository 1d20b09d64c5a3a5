"""Renewal (更新): which portions of the published site stay as they are, and what comes and goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import chain
from pathlib import Path

from generator.portions import Listed, Portion, Release
from generator.publish import MANIFEST, Site
from generator.searching import Index
from generator.stamping import Stamped

Output = tuple[str, bytes | Path]
_SEARCH = "search"


class Renewal:
    """One build's session with the portions of the site before it.

    The note of that site counts only if it is of the very release that is published, and of the same settings.
    """

    def __init__(self, site: Site, release: Release | None, epoch: bytes) -> None:
        self._site, self._epoch = site, epoch
        self._release = Release("", epoch, {}, [], "")
        if release is not None and release.epoch == epoch and release.manifest == site.release:
            site.keep_all(release.manifest)
            self._release = release
        self._before: Mapping[str, Portion] = self._release.portions
        self._keys: dict[str, bytes] = {}
        self._portions: dict[str, Portion] = {}

    def needs(self, name: str, key: bytes | None) -> bool:
        """Whether a portion has to be made; one with the key that it had stays."""
        before = self._before.get(name)
        if before is not None and before.key == key:
            self._portions[name] = before
            return False
        self._keys[name] = key or b""
        return True

    def take(self, stamped: Stamped) -> None:
        """Take portions that a worker has made and laid."""
        self._site.take(stamped.laid)
        for address, content in stamped.outputs:
            self._site.put(address, content)
        for made in stamped.made:
            self._portions[made.name] = Portion(self._keys[made.name], made.addresses, made.listed)

    def put(self, name: str, outputs: Iterable[Output]) -> None:
        """Make a portion here."""
        addresses = []
        for address, content in outputs:
            self._site.put(address, content)
            addresses.append(address)
        self._portions[name] = Portion(self._keys.get(name, b""), addresses, [])

    def search(self, index: Index) -> None:
        """Make the index of search: what has changed of it, where it is known what there was."""
        if not self.needs(_SEARCH, index.key):
            index.stamp = self._release.index
            return
        before = self._before.get(_SEARCH)
        changed = None
        if before is not None:
            changed = index.changed(self._release.blocks, self._release.index)
        if before is None or changed is None:
            self.put(_SEARCH, index.whole())
            return
        for address, content in changed:
            self._site.put(address, content)
        there = {*before.addresses, *(address for address, _ in changed)}.difference(index.gone)
        self._portions[_SEARCH] = Portion(self._keys[_SEARCH], sorted(there), [])

    @property
    def listed(self) -> list[Listed]:
        """What crawlers should know of, in the order of the addresses."""
        return sorted(chain.from_iterable(portion.listed for portion in self._portions.values()))

    def drop(self) -> None:
        """Leave out what the portions before had, and these have not."""
        gone = (portion for name, portion in self._before.items() if portion is not self._portions.get(name))
        made = {
            address
            for name, portion in self._portions.items()
            if portion is not self._before.get(name)
            for address in portion.addresses
        }
        for address in {address for portion in gone for address in portion.addresses} - made:
            self._site.drop(address)

    def release(self, out: Path, index: Index) -> Release:
        """The note of the site as it is now published."""
        manifest = sha256((out / MANIFEST).read_bytes()).hexdigest()
        blocks = [one.key for one in index.library.shelved]
        return Release(manifest, self._epoch, self._portions, blocks, index.stamp)

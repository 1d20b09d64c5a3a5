"""The library (书库): the blocks of one build together; what is small is at hand, the rest is fetched from the cache."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from generator.blocks.block import BLOCK, STORED, Block, Stored
from generator.blocks.files import Files
from generator.blocks.ground import RECORDS, SHARD, SUMMARY, Ground, Looked, again, look
from generator.blocks.plan import planned
from generator.blocks.sending import elsewhere
from generator.catalogue import Tombstone
from generator.crew import Workers, are_elsewhere, mapped
from generator.model import Brief, Record, Shown
from generator.model.entry import Entry
from generator.problem import Problem, Text
from generator.read import RecordFile
from generator.swap import Unpublished

_OPEN = 256
"""Sections of blocks that are held at a time."""


class Lost(Unpublished):
    """A file was changed while it was built, and the cache no longer has what it was."""

    def __init__(self, key: str) -> None:
        super().__init__(
            Text(
                f"生成的同时内容被改动，缓存里的 {key} 又不见了。原来的网站没有动，请再生成一次。",
                f"Content was changed during the build, and {key} went from the cache. The site stays as it was."
                " Build again.",
            )
        )


@dataclass(frozen=True)
class Shelved:
    """A block in its place."""

    key: str
    block: Block
    files: tuple[RecordFile, ...]


@dataclass(frozen=True)
class Library:
    """All blocks, in the order of their files."""

    shelved: tuple[Shelved, ...]
    ground: Ground | None = None
    """on which blocks are looked at again of which the cache has lost something"""

    @property
    def problems(self) -> Iterator[Problem]:
        return (problem for one in self.shelved for problem in one.block.problems)

    @property
    def leaks(self) -> Iterator[Problem]:
        return (problem for one in self.shelved for problem in one.block.leaks)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for one in self.shelved for entry in one.block.entries)

    @property
    def broken(self) -> frozenset[str]:
        return frozenset(folder for one in self.shelved for folder in one.block.broken)

    @property
    def is_partial(self) -> bool:
        return any(one.block.is_partial for one in self.shelved)

    @cached_property
    def published(self) -> tuple[Shown, ...]:
        """Briefs of the cases that stand, and other records whole."""
        briefs: list[Shown] = [brief for one in self.shelved for brief in one.block.briefs]
        return (*briefs, *(stored.record() for one in self.shelved for stored in one.block.others))

    @cached_property
    def withdrawn(self) -> tuple[Tombstone, ...]:
        return tuple(stone.tombstone() for one in self.shelved for stone in one.block.stones)

    def records(self, number: int) -> Iterator[Record]:
        """The records of a block that stand, whole. Raises Lost."""
        return (stored.record() for stored in self.stored(number))

    def whole(self, shown: Sequence[Shown]) -> list[Record]:
        """Records with all their texts, of what stands in lists."""
        wanted = {one.id for one in shown if isinstance(one, Brief)}
        blocks = {self._places[id][0] for id in wanted}
        found = {
            stored.value["id"]: stored
            for number in sorted(blocks)
            for stored in self.stored(number)
            if stored.value["id"] in wanted
        }
        return [found[one.id].record() if isinstance(one, Brief) else one for one in shown]

    def keys_of(self, shown: Iterable[Shown]) -> set[bytes]:
        """The keys of the blocks that cases lie in."""
        numbers = {self._places[one.id][0] for one in shown if isinstance(one, Brief)}
        return {self.shelved[number].key.encode() for number in numbers}

    def lines(
        self, table: int, name: str, shown: Iterable[Shown], others: Mapping[str, bytes]
    ) -> Iterator[bytes]:
        """The lines of records in a file of `open_data.OF_CASES`; `others` has those of records that are no cases."""
        section = lru_cache(maxsize=_OPEN)(lambda number: self.section(number, name))
        for one in shown:
            if isinstance(one, Brief):
                number, place = self._places[one.id]
                ends = self._ends(number, table)
                yield section(number)[ends[place] : ends[place + 1]]
            else:
                yield others[one.id]

    def stored(self, number: int) -> list[Stored]:
        """The records of a block that stand, as they were written. Raises Lost."""
        return STORED.decode(self.section(number, RECORDS)) if self.shelved[number].block.stands else []

    def shards(self) -> Iterator[bytes]:
        """What search needs of the records of each block. Raises Lost."""
        numbers = (number for number, one in enumerate(self.shelved) if one.block.stands)
        return (self.section(number, SHARD) for number in numbers)

    def recalled(self, key: str, name: str) -> bytes | None:
        """A section of a block of the build before, while the cache has it."""
        cache = self.ground and self.ground.cache
        return cache.get(key, name) if cache else None

    def section(self, number: int, name: str) -> bytes:
        """What the cache has of a block. Raises Lost."""
        one, ground = self.shelved[number], self.ground
        assert ground is not None and ground.cache is not None, "the texts of records are kept in a cache"
        found = ground.cache.get(one.key, name)
        if found is None:
            sections = again(ground, one.files, one.key)
            if name not in sections:
                raise Lost(one.key)
            ground.cache.put(one.key, sections)
            found = sections[name]
        return found

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, int]]:
        """The block of each case, and its place there."""
        return {
            brief.id: (number, place)
            for number, one in enumerate(self.shelved)
            for place, brief in enumerate(one.block.briefs)
        }

    @cached_property
    def _known_ends(self) -> dict[tuple[int, int], Sequence[int]]:
        return {}

    def _ends(self, number: int, table: int) -> Sequence[int]:
        """Where the lines of each case begin, and where the last ends."""
        if (number, table) not in self._known_ends:
            lengths = array("I", self.shelved[number].block.lengths[table])
            self._known_ends[number, table] = list(accumulate(lengths, initial=0))
        return self._known_ends[number, table]


def gathered(ground: Ground, files: Sequence[RecordFile], workers: Workers) -> Library:
    """Look at all blocks; one of which no file was touched, and that the cache has, is taken from there."""
    known = Files(ground.cache)
    blocks = list(planned(files))
    found = [_kept(ground, block, known) for block in blocks]
    missing = [block for block, one in zip(blocks, found, strict=True) if one is None]
    looked = (
        elsewhere(ground, missing, workers) if are_elsewhere(workers) else _here(ground, missing, workers)
    )
    for number, block in enumerate(blocks):
        if found[number] is None:
            one = next(looked)
            if one.is_damaged and ground.cache is not None:
                ground.cache.unusable.add(one.key)
            known.learn([file.path for file in block], one.stamps, one.digests)
            found[number] = Shelved(one.key, BLOCK.decode(one.summary), block)
    known.save()
    return Library(tuple(one for one in found if one is not None), ground)


def _here(ground: Ground, blocks: Sequence[Sequence[RecordFile]], workers: Workers) -> Iterator[Looked]:
    with mapped(look, ground, blocks, workers) as looked:
        yield from looked


def _kept(ground: Ground, files: Sequence[RecordFile], known: Files) -> Shelved | None:
    """A block as the cache has it, if its files are known without reading them."""
    digests = [known.digest(file.path) for file in files]
    if ground.cache is None or None in digests:
        return None
    key = ground.key(files, [digest or b"" for digest in digests])
    summary = ground.cache.get(key, SUMMARY)
    return None if summary is None else Shelved(key, BLOCK.decode(summary), tuple(files))

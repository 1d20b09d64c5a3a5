"""Blocks looked at by workers who see neither the files nor the cache: bytes go there, and what was found comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.blocks.block import BLOCK
from generator.blocks.ground import SUMMARY, Ground, Looked, Read, looked_at, read
from generator.crew import Workers, mapped
from generator.privacy.words import NAMES
from generator.read import RecordFile


def elsewhere(ground: Ground, blocks: Sequence[Sequence[RecordFile]], workers: Workers) -> Iterator[Looked]:
    """As `look`, of some blocks by the workers of an executor."""
    away = replace(ground, cache=None)
    sent = _Sent(blocks)
    with mapped(looked_at, away, sent, workers) as results:
        for number, sections in enumerate(results):
            yield _taken(ground, sent.read.pop(number), sections)


def _taken(ground: Ground, block: Read, found: Mapping[str, bytes]) -> Looked:
    """What a worker found, put into the cache. The place of personal data in a file is looked up where the file is."""
    problems = BLOCK.decode(found[SUMMARY]).problems
    sections = looked_at(ground, block) if any(one.code in NAMES for one in problems) else found
    key = ground.key(block.files, block.digests)
    if ground.cache is not None:
        ground.cache.put(key, sections)
    return Looked(key, block.digests, block.stamps, sections[SUMMARY], False)


class _Sent(Sequence[Read]):
    """The blocks, each read when it is sent, and known until what was found of it is taken."""

    def __init__(self, blocks: Sequence[Sequence[RecordFile]]) -> None:
        self._blocks = blocks
        self.read: dict[int, Read] = {}

    def __len__(self) -> int:
        return len(self._blocks)

    def __getitem__(self, number: Any) -> Any:
        if number >= len(self):
            raise IndexError(number)
        self.read[number] = read(self._blocks[number])
        return self.read[number]

"""Update: the files that some records change, from what the build before has left in its memory."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np

from generator.search import files
from generator.search.builder import Draft, Ledger, live, made, opening, shelved
from generator.search.change import Change, change_of
from generator.search.document import SearchSettings
from generator.search.files import File
from generator.search.lists import Held, relisted
from generator.search.memory import Extent, Memory, State
from generator.search.mending import Fields, Mended, Mending
from generator.search.shards import Damage, Shard, opened
from generator.search.shelves import Boxes, Chunks, Ints, Keys, Shelves, list_name, name_of
from generator.search.table import Bytes

_WASTE = 2
"""As many times what is in use may the memory hold before it is begun anew."""
_SMALL = 1 << 20
"""Bytes that do not matter."""


@dataclass
class Update:
    """What changes. `files` is to be taken to its end; only then the rest is known."""

    files: Iterator[tuple[str, bytes]]
    """path and content of each file that is new or other than before"""
    gone: list[str] = field(default_factory=list)
    """paths of files that are no more"""
    _memory: Memory | None = None
    _state: State | None = None

    def keep(self) -> None:
        """Let the memory know of the change, once it has been published."""
        if self._memory is None or self._state is None:
            raise ValueError("the files have not been taken yet")
        self._memory.save(self._state)
        self._memory.settle()
        self._memory = None

    def finish(self, memory: Memory, state: State, before: Iterable[str]) -> None:
        """Know what has become of the files."""
        self.gone = [files.address(name) for name in before if name not in state.files]
        self._memory, self._state = memory, state


def stamp(folder: Path) -> str | None:
    """The stamp of the index that a memory stands for; None where there is no memory that can be trusted."""
    try:
        return Memory(folder).load().extent.stamp
    except Damage:
        return None


def update(
    folder: Path,
    removed: Collection[str],
    shards: Iterable[bytes],
    settings: SearchSettings,
    workers: int = 2,
) -> Update:
    """The index without the documents of some ids, and with those of some shards in place of any of the same id.

    What comes out is, byte for byte, what `build` gives for all documents. Raises Damage, at once or while the files
    are taken, where the memory in the folder or a shard is not as it was written: then `build` anew.
    """
    memory = Memory(folder)
    found = Update(iter(()))
    work = _Work(memory, memory.load(), settings, workers, found)
    found.files = work.files(set(removed), [opened(one) for one in shards])
    return found


@dataclass(frozen=True)
class _Work:
    """What an update is made with."""

    memory: Memory
    state: State
    settings: SearchSettings
    workers: int
    told: Update

    def files(self, removed: set[str], shards: list[Shard]) -> Iterator[tuple[str, bytes]]:
        change = change_of(self.memory, self.state, removed, shards)
        is_wasteful = self.memory.held(self.state) > _WASTE * max(self.state.extent.live, _SMALL)
        yield from self._remade(change) if change.is_large or is_wasteful else self._mended(change)

    def _remade(self, change: Change) -> Iterator[tuple[str, bytes]]:
        """All files anew, from the texts that the memory has."""
        kept = len(change.new) - (len(change.come) - change.moved)
        change.new.checked(np.arange(kept), change.text.old, change.digits[0])
        units = np.concatenate((change.text.old, change.text.new))
        draft = Draft(change.new, units, np.concatenate(change.digits))
        del units
        ledger = Ledger(self.memory.beside(), self.workers)
        before = self.state.files
        for path, content in made(draft, self.settings, ledger):
            if path == files.address("start") or before.get(files.name(path)) != files.digest(content):
                yield path, content
        self.told.finish(self.memory.beside(), ledger.state, before)

    def _mended(self, change: Change) -> Iterator[tuple[str, bytes]]:
        """The files that the change touches."""
        memory, state = self.memory, self.state
        new, months, span = change.new, change.months, change.months.span
        fields = Fields.of(new, new.numbers(months), span)
        away, come, still = change.gone(), change.came(), change.still()
        gone, fresh = len(away.keys) - still, len(come.keys) - still
        mending = Mending(memory, state, change.text, fields, span)
        mended = mending.mended(away.between(0, gone), come.between(0, fresh), come.keys[fresh:])
        before, after = shelved(state.boxes), shelved(mended.boxes)
        stay = np.intersect1d(before.lists, after.lists)
        begun = [
            (name, _numbers(memory, state, mended, fields, name))
            for name in np.setdiff1d(after.lists, stay).tolist()
        ]
        held = Held(memory.maps(state), state.sizes["maps"], state.sizes["digits"] + len(mended.digits), span)
        lists = relisted(state.chunks, held, stay, (away, come), begun)
        digits = Kept(memory.digits(state), mended.digits + lists.digits)
        was, will = _names(before, state.boxes), _names(after, mended.boxes)
        dropped = map(list_name, np.setdiff1d(before.lists, stay).tolist())
        known = dict(state.files)
        for name in (*(was.keys() - will.keys()), *dropped, *change.records_gone()):
            known.pop(name, None)
        changed = (
            change.record_files(),
            _shelf_files((was, state.boxes), (will, mended.boxes), digits),
            _list_files(lists.chunks, lists.changed, digits),
        )
        for name, content in chain.from_iterable(changed):
            digest = files.digest(content)
            if known.get(name) != digest:
                known[name] = digest
                yield files.address(name), content
        sizes = memory.grown(
            state,
            units=change.text.new,
            texts=change.digits[1],
            places=mended.places,
            digits=digits.new,
            maps=lists.maps,
        )
        extent = Extent(sizes, live(new, mended.boxes, lists.chunks))
        characters = change.characters(state.characters)
        result = State(new, months, mended.boxes, lists.chunks, characters, known, extent)
        result, start = opening(result, self.settings)
        yield start
        self.told.finish(memory, result, state.files)


@dataclass(frozen=True)
class Kept:
    """Digits that were kept, and behind them the added ones."""

    old: Bytes
    new: bytes

    def at(self, starts: list[int], sizes: list[int], checks: list[int]) -> bytes:
        """Some runs of digits, joined. Raises Damage."""
        parts = []
        for start, size, crc in zip(starts, sizes, checks, strict=True):
            base = start - len(self.old)
            part = self.new[base : base + size] if base >= 0 else self.old[start : start + size].tobytes()
            if zlib.crc32(part) != crc:
                raise Damage("digits")
            parts.append(part)
        return b"".join(parts)


def _numbers(memory: Memory, state: State, mended: Mended, fields: Fields, name: bytes) -> Ints:
    """All numbers of a string, from the places of the boxes below it. Raises Damage."""
    boxes = mended.boxes
    full = (name + b"\0" * (len(name) % 2)).ljust(16, b"\xff")
    first, last = np.searchsorted(boxes.keys, [name, full], side="right")
    first = max(int(first) - 1, 0)
    kept, base = memory.places(state), state.sizes["places"]
    found = []
    for row in range(first, int(last)):
        start, size = int(boxes.places[row]), int(boxes.counts[row])
        part = (
            kept[start : start + size] if start < base else mended.places[start - base : start - base + size]
        )
        if zlib.crc32(part.tobytes()) != boxes.place_checks[row]:
            raise Damage("places")
        found.append(part)
    return np.unique(fields.of_places(np.concatenate(found))[0]).astype(np.uint32)


def _names(shelves: Shelves, boxes: Boxes) -> dict[str, tuple[int, int]]:
    """The first and, without, the last box of each file of leaves."""
    spans = zip(
        shelves.firsts[:-1].tolist(), shelves.firsts[1:].tolist(), shelves.is_kept.tolist(), strict=True
    )
    keys = boxes.keys[shelves.firsts[:-1]].tolist()
    return {
        name_of(key): (first, last)
        for key, (first, last, is_kept) in zip(keys, spans, strict=True)
        if is_kept
    }


def _shelf_files(
    old: tuple[dict[str, tuple[int, int]], Boxes], new: tuple[dict[str, tuple[int, int]], Boxes], kept: Kept
) -> Iterator[File]:
    """The files of leaves that do not consist of the same boxes as before."""
    mended = new[1]
    starts, sizes, checks = mended.digits.tolist(), mended.sizes.tolist(), mended.checks.tolist()
    before = old[1].digits.tolist()
    for name, (first, last) in new[0].items():
        was = old[0].get(name)
        if was is None or before[was[0] : was[1]] != starts[first:last]:
            content = kept.at(starts[first:last], sizes[first:last], checks[first:last])
            yield files.digits(name, content)


def _list_files(chunks: Chunks, changed: Keys, kept: Kept) -> Iterator[File]:
    """The lists that changed."""
    starts, sizes, checks = chunks.digits.tolist(), chunks.sizes.tolist(), chunks.checks.tolist()
    firsts = np.searchsorted(chunks.keys, changed).tolist()
    lasts = np.searchsorted(chunks.keys, changed, side="right").tolist()
    for name, first, last in zip(changed.tolist(), firsts, lasts, strict=True):
        if first < last:
            yield files.digits(
                list_name(name), kept.at(starts[first:last], sizes[first:last], checks[first:last])
            )

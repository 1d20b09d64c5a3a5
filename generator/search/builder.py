"""Builder: documents → the files below `search/`. Their format is the docstring of `generator.search`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from generator import crew
from generator.search import files
from generator.search.bits import Sizes
from generator.search.document import Document, SearchSettings
from generator.search.files import File
from generator.search.memory import Extent, Memory, State
from generator.search.shards import opened, shard
from generator.search.shelves import MAP, Boxes, Chunks, Keys, Shelves, file_cuts, list_name, name_of, room
from generator.search.slots import Months
from generator.search.start import start
from generator.search.strings import FieldNumbers, Made, counted, part, whole_of
from generator.search.table import Bytes, Table, laid, read
from generator.search.words import Units

BLOCK = 250
"""Documents in a shard, where nobody else has made them."""
_WORKERS = 2


@dataclass
class Ledger:
    """What is to be remembered of files as they are made."""

    memory: Memory | None
    workers: int
    state: State = field(init=False)
    digests: dict[str, bytes] = field(default_factory=dict)
    boxes: list[Boxes] = field(default_factory=list)
    chunks: list[Chunks] = field(default_factory=list)
    digits: int = 0
    maps: int = 0

    def noted(self, file: File) -> tuple[str, bytes]:
        name, content = file
        self.digests[name] = files.digest(content)
        return files.address(name), content

    def kept(self, made: Made) -> None:
        """Remember a part, and put it with what stands in the folder."""
        chunk_start = self.digits + len(made.digits)
        maps = len(made.maps) // MAP
        self.boxes.append(replace(made.boxes, digits=made.boxes.digits + np.uint64(self.digits)))
        if len(made.chunks.keys):
            chunks = made.chunks
            digits = chunks.digits + np.uint64(chunk_start)
            self.chunks.append(replace(chunks, digits=digits, maps=chunks.maps + np.uint32(self.maps)))
        if self.memory:
            self.memory.added("digits", self.digits, made.digits + made.chunk_digits)
            self.memory.added("maps", self.maps, made.maps)
        self.digits = chunk_start + len(made.chunk_digits)
        self.maps += maps


def search(documents: Iterable[Document], settings: SearchSettings) -> Iterator[tuple[str, bytes]]:
    """The files of the index, as (path below the site's root, content). Documents may come in any order.

    Time and memory grow with the text; the same set of documents and the same settings give the same bytes.
    """
    return build(_shards(documents), settings)


def _shards(documents: Iterable[Document]) -> Iterator[bytes]:
    source = iter(documents)
    while batch := list(islice(source, BLOCK)):
        yield shard(batch)


def build(
    shards: Iterable[bytes], settings: SearchSettings, folder: Path | None = None, workers: int = _WORKERS
) -> Iterator[tuple[str, bytes]]:
    """All files of the index for the documents of some shards, as (path, content).

    With a folder, `update` can go on from there once all files have been taken. Raises Damage for a bad shard.
    """
    memory = Memory(folder) if folder else None
    ledger = Ledger(memory, workers)
    yield from made(Draft(*read(map(opened, shards), [])), settings, ledger)
    if memory:
        memory.save(ledger.state)


@dataclass
class Draft:
    """A table with the units and the digits of its rows; what is large is let go as soon as it is used up."""

    table: Table
    units: Units
    digits: Bytes

    def laid(self) -> Months:
        """Give the rows their slots, and let all stand in the order of the numbers."""
        if len(np.unique(self.table.keys)) < len(self.table):
            raise ValueError("two documents have one id")
        months = Months.of(self.table.months)
        table = self.table.placed(months, months.numbers.tolist())
        self.table, self.units, self.digits = laid(table, months, self.units, self.digits)
        return months


def made(draft: Draft, settings: SearchSettings, ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """All files for a draft, which is used up; then the ledger has the state."""
    months = draft.laid()
    table = draft.table
    if ledger.memory:
        ledger.memory.begin()
        ledger.memory.added("units", 0, draft.units)
        ledger.memory.added("texts", 0, draft.digits)
    sizes = {"units": len(draft.units), "texts": len(draft.digits)}
    for file in _by_record(table, months, draft.digits):
        yield ledger.noted(file)
    draft.digits = draft.digits[:0].copy()
    characters = counted(draft.units)
    sizes["places"] = int(characters.sum())
    for file in _by_string(draft, months, characters, ledger):
        yield ledger.noted(file)
    boxes = Boxes.joined([Boxes.empty(), *ledger.boxes])
    chunks = Chunks.joined([Chunks.empty(), *ledger.chunks])
    sizes.update(digits=ledger.digits, maps=ledger.maps)
    extent = Extent(sizes, live(table, boxes, chunks))
    state = State(table, months, boxes, chunks, characters, ledger.digests, extent)
    ledger.state, start = opening(state, settings)
    yield start


def live(table: Table, boxes: Boxes, chunks: Chunks) -> int:
    """Bytes of the growing files that are in use."""
    parts = (2 * table.sizes, table.lengths, 4 * boxes.counts, boxes.sizes, chunks.sizes)
    return sum(int(part.sum(dtype=np.int64)) for part in parts) + MAP * len(chunks.keys)


def opening(state: State, settings: SearchSettings) -> tuple[State, tuple[str, bytes]]:
    """The state with its stamp, which follows from the contents of all files, and the file `start`."""
    told = start(len(state.table), state.months, entries(state.boxes), state.characters, settings)
    total = sum(int.from_bytes(digest, "big") for digest in state.files.values())
    own = int.from_bytes(files.digest(files.as_json(told)), "big")
    stamp = f"{(total + own) % (1 << 64):016x}"
    name, content = files.script("start", files.as_json({**told, "stamp": stamp}))
    return replace(state, extent=replace(state.extent, stamp=stamp)), (files.address(name), content)


def entries(boxes: Boxes) -> Keys:
    """The strings that files begin with."""
    shelves = shelved(boxes)
    return boxes.keys[shelves.firsts[:-1][shelves.is_kept]]


def shelved(boxes: Boxes) -> Shelves:
    """The files that boxes are in."""
    return Shelves.of(boxes, file_cuts(boxes, room(int(boxes.counts.sum(dtype=np.int64)))))


def _by_record(table: Table, months: Months, texts: Bytes) -> Iterator[File]:
    """The files that follow the records one by one."""
    numbers = table.numbers(months)
    yield files.slots_file(np.sort(numbers))
    yield from files.attributes(table, numbers, range(files.parts(months)))
    yield from files.months_files(table, months, months.numbers.tolist())
    yield from files.blocks(table, texts, np.arange(len(table)))


def _by_string(draft: Draft, months: Months, characters: Sizes, ledger: Ledger) -> Iterator[File]:
    """The files of strings."""
    table, places = draft.table, int(characters.sum())
    if not places:
        return
    spaces = np.arange(table.fields.shape[1], dtype=np.int64) * months.span
    numbers = (table.numbers(months)[None, :] + spaces[:, None]).ravel()
    starts = table.fields.T.ravel().astype(np.int64)
    kept = None
    if ledger.memory:
        kept = str(ledger.memory.path("places"))
        with Path(kept).open("r+b") as file:
            file.truncate(4 * places)
    fields = FieldNumbers(starts, numbers.astype(np.uint32))
    whole, parts = whole_of(draft.units, characters, fields, months.span, kept)
    draft.units = draft.units[:0].copy()
    with crew.mapped(part, whole, range(parts), ledger.workers) as found:
        for result in found:
            ledger.kept(result)
            yield from _shelf_files(result)
            yield from _list_files(result)


def _shelf_files(made: Made) -> Iterator[File]:
    """The files of leaves of one part."""
    shelves = Shelves.of(made.boxes, made.file_cut[1:])
    starts = np.append(made.boxes.digits, len(made.digits)).astype(np.int64)
    for first, end, is_kept in zip(shelves.firsts[:-1], shelves.firsts[1:], shelves.is_kept, strict=True):
        if is_kept:
            yield files.digits(
                name_of(bytes(made.boxes.keys[first])), made.digits[starts[first] : starts[end]]
            )


def _list_files(made: Made) -> Iterator[File]:
    """The lists of one part."""
    keys = made.chunks.keys
    if not len(keys):
        return
    edges = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1], [True])))
    starts = np.append(made.chunks.digits, len(made.chunk_digits)).astype(np.int64)
    for first, end in pairwise(edges.tolist()):
        yield files.digits(list_name(bytes(keys[first])), made.chunk_digits[starts[first] : starts[end]])

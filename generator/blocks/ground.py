"""The ground (底本): what every block is looked at on, and how one is looked at. A worker does it, far from all others."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from msgspec import msgpack, structs

from generator.blocks.block import Block, Stone, Stored
from generator.blocks.cache import Cache
from generator.blocks.files import Stamp, stamp_of
from generator.catalogue import Catalogue, publishable, tombstone
from generator.check import check_records
from generator.check.privacy import judged, lines
from generator.check.waivers import waived
from generator.clock.status import Progress, progress, told
from generator.clock.working_days import WorkingDays, calendar_of
from generator.model import Case, Kind, Record
from generator.model.entry import entry
from generator.model.load import Content, Typed, typed
from generator.open_data import OF_CASES, Source
from generator.open_data import lines as lines_of
from generator.privacy.published import Guard
from generator.problem import Problem
from generator.read import Found, RecordFile
from generator.read.files import data_of
from generator.read.folders import found_in
from generator.search import Document, Standing, document, shard
from generator.stats.briefs import brief
from generator.stats.tally import Tally

SUMMARY, RECORDS, SHARD = "summary", "records", "search"
"""Sections of a block: what is known of it, its records, and what search needs of them; others are the files of `OF_CASES`."""


class Looked(NamedTuple):
    """A block as a worker saw it."""

    key: str
    digests: list[bytes]
    """of the files, in their order; empty for one that cannot be read"""
    stamps: list[Stamp | None]
    """of the files before they were read"""
    summary: bytes
    is_damaged: bool
    """whether the cache had it, and could not be used"""


@dataclass(frozen=True)
class Ground:
    """Checked or unchecked settings, a day, and where to keep what was found out; without a cache, nothing is kept."""

    content: Content
    """without records"""
    today: date
    epoch: bytes
    """a digest of all that every block depends on"""
    cache: Cache | None = None
    publishes: bool = True
    """whether what is published of a block is wanted too, and not its problems alone"""

    @cached_property
    def days(self) -> WorkingDays:
        return calendar_of(self.content.county.calendar)

    @cached_property
    def empty(self) -> Catalogue:
        """A catalogue of the county without a record."""
        return Catalogue(self.content.county, self.today, (), (), ())

    def key(self, files: Sequence[RecordFile], digests: Sequence[bytes]) -> str:
        """The key of a block with files of these digests."""
        found = blake2b(self.epoch, digest_size=20)
        for file, digest in zip(files, digests, strict=True):
            found.update(b"%s\0%s\0" % (file.shown.encode("utf-8", "surrogateescape"), digest))
        return found.hexdigest()


class Read(NamedTuple):
    """A block as its files are read."""

    files: tuple[RecordFile, ...]
    data: list[bytes | Problem]
    stamps: list[Stamp | None]
    """of the files before they were read"""

    @property
    def digests(self) -> list[bytes]:
        """Of the files, in their order; empty for one that cannot be read."""
        return [b"" if isinstance(data, Problem) else _digest(data) for data in self.data]


def read(files: Sequence[RecordFile]) -> Read:
    stamps = [stamp_of(file.path) for file in files]
    return Read(tuple(files), [data_of(Path(file.path), file.shown) for file in files], stamps)


def look(ground: Ground, files: Sequence[RecordFile]) -> Looked:
    """Look at a block, unless the cache has it."""
    block = read(files)
    key = ground.key(files, block.digests)
    cache = ground.cache
    summary = None if cache is None else cache.get(key, SUMMARY)
    is_damaged = cache is not None and key in cache.unusable
    if not summary:
        sections = looked_at(ground, block)
        summary = sections[SUMMARY]
        if cache is not None:
            cache.put(key, sections)
    return Looked(key, block.digests, block.stamps, summary, is_damaged)


def looked_at(ground: Ground, block: Read) -> Mapping[str, bytes]:
    """The sections of a block, whatever the cache has."""
    return _sections(ground, found_in(zip(block.files, block.data, strict=True)))


def again(ground: Ground, files: Sequence[RecordFile], key: str) -> Mapping[str, bytes]:
    """A block looked at once more; nothing where its files are not those of the key any more."""
    block = read(files)
    return looked_at(ground, block) if ground.key(files, block.digests) == key else {}


def _digest(data: bytes) -> bytes:
    """The digest by which the bytes of a file are known."""
    return blake2b(data, digest_size=20).digest()


def _sections(ground: Ground, found: Found) -> Mapping[str, bytes]:
    problems = found.problems
    records = typed(found.records, list(ground.content.county.columns.values()), problems)
    alone = replace(ground.content, records=tuple(one.record for one in records))
    problems += check_records(alone, ground.today)
    block = Block(
        problems=list(dict.fromkeys(problems)),
        entries=[entry(one.record) for one in records],
        broken=sorted(found.broken),
        is_partial=len(records) < len(found.records),
    )
    seen = replace(ground.content, entries=tuple(block.entries))
    stops = any(problem.is_error for problem in waived(problems, seen, ground.today))
    if not ground.publishes or stops:
        return {SUMMARY: msgpack.encode(block)}
    return _to_publish(ground, block, alone, records)


def _to_publish(
    ground: Ground, block: Block, alone: Content, records: Sequence[Typed]
) -> Mapping[str, bytes]:
    """A block without errors: what of it is published, and its lines in the tables."""
    stones = [stone for one in records if (stone := tombstone(one.record.value)) is not None]
    standing = [one for one in records if tombstone(one.record.value) is None]
    stored = [Stored(one.record.value.kind, one.record.value.column, one.value) for one in standing]
    briefs, made, found = [], [], []
    for one in standing:
        record = publishable(one.record.value)
        source = _source(ground, record)
        stands = told(source.tally.progress[record.id])
        found.append(document_of(record, stands))
        if isinstance(record, Case):
            briefs.append(brief(record, stands))
            made.append(lines_of(source))
    parts = [[lines[n] for lines in made] for n in range(len(OF_CASES))]
    tables = {name: b"".join(own) for name, own in zip(OF_CASES, parts, strict=True)}
    guard = Guard(partial(judged, alone), partial(lines, alone))
    guard.watch((f"data/{name}", table) for name, table in tables.items())
    known = structs.replace(
        block,
        briefs=briefs,
        others=[one for one in stored if one.kind is not Kind.CASE],
        stones=list(map(Stone.of, stones)),
        lengths=[array("I", map(len, own)).tobytes() for own in parts],
        leaks=guard.problems,
    )
    return {SUMMARY: msgpack.encode(known), RECORDS: msgpack.encode(stored), SHARD: shard(found), **tables}


def document_of(record: Record, stands: Progress) -> Document:
    """A record as search sees it."""
    return document(record, Standing(stands.status, stands.timing or "", stands.outcome or ""))


def _source(ground: Ground, record: Record) -> Source:
    """One record as tables see a catalogue."""
    alone = replace(ground.empty, records=(record,))
    stands = {record.id: progress(record, alone, ground.days)}
    return Source(Tally(alone, stands, {}), ())

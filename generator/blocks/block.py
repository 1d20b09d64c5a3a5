"""What is known of a block once it was looked at; small, but for the texts of its records, which are kept apart."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from msgspec import Struct, msgpack

from generator.catalogue import Tombstone, publishable
from generator.model import Brief, Kind, Record
from generator.model.entry import Entry
from generator.model.fields import Moment
from generator.model.load import revived
from generator.problem import Problem


class Stored(Struct, frozen=True, array_like=True):
    """One published record as it was written, before it had types."""

    kind: Kind
    column: str
    value: Any

    def record(self) -> Record:
        """The record without what it withholds."""
        return publishable(revived(self.kind, self.column, self.value))


class Stone(Struct, frozen=True, array_like=True):
    """A tombstone as it is kept."""

    id: str
    column: str
    kind: Kind
    at: tuple[date, time | None]
    why: str

    @classmethod
    def of(cls, stone: Tombstone) -> Stone:
        return cls(stone.id, stone.column, stone.kind, (stone.at.day, stone.at.time), stone.why)

    def tombstone(self) -> Tombstone:
        return Tombstone(self.id, self.column, self.kind, Moment(*self.at), self.why)


class Block(Struct, frozen=True, array_like=True):
    """The records of some files. One with an error has problems and entries, and nothing to publish."""

    problems: list[Problem]
    entries: list[Entry]
    broken: list[str]
    """folders of kinds with a file of which nothing could be read"""
    is_partial: bool
    """whether some record could not be given types"""
    briefs: list[Brief] = []
    """its cases that stand, in the order of the files"""
    others: list[Stored] = []
    """its other records that stand"""
    stones: list[Stone] = []
    lengths: list[bytes] = []
    """for each file of `open_data.OF_CASES`, bytes of lines of each case, four bytes a number"""
    leaks: list[Problem] = []
    """personal data that arises only in files made of it"""

    @property
    def stands(self) -> bool:
        """Whether any record of it is published."""
        return bool(self.briefs or self.others)


BLOCK = msgpack.Decoder(Block)
STORED = msgpack.Decoder(list[Stored])

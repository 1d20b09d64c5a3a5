"""Entries (条目): what rules that compare records need to know of each, wherever the whole record is."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.located import Located, Position
from generator.model import Case, Kind, Record
from generator.model.case import Received
from generator.model.entity import Withdrawn
from generator.model.fields import Ref
from generator.model.walk import Location, leaves
from generator.problem import Mark


class Pointer(Struct, frozen=True, array_like=True, gc=False):
    """The name of another record, and where it was written."""

    to: str
    line: int
    column: int


class Entry(Struct, frozen=True, array_like=True, gc=False):
    """One record as typed, published or not."""

    id: str
    title: str
    kind: Kind
    column: str
    path: str
    line: int
    """on which the record begins"""
    at: Position
    """where its id was written"""
    pointers: tuple[Pointer, ...]
    files: tuple[str, ...]
    """attachments that it names"""
    month: str | None
    """of receipt, of a case that stands"""

    @property
    def mark(self) -> Mark:
        return Mark(self.path, *self.at)


def entry(record: Located[Record]) -> Entry:
    value, source = record.value, record.source
    mark = source.mark("id")
    found = ((where, str(target)) for where, target in _references(value, Ref.RECORD))
    pointers = tuple(Pointer(target, *source.mark(*where)[1:]) for where, target in found)
    files = tuple(file for _, file in _references(value, Ref.ATTACHMENT))
    at = (mark.line, mark.column)
    return Entry(
        value.id,
        value.title,
        value.kind,
        value.column,
        source.path,
        source.marks.at[0],
        at,
        pointers,
        files,
        _month(value),
    )


def _references(record: Record, refers: Ref) -> Iterable[tuple[Location, str]]:
    """What a record points to, and where; a case is asked for its own, as most records are cases."""
    if isinstance(record, Case):
        named = record.related if refers is Ref.RECORD else record.files
        if not named:
            return ()
    return ((leaf.where, leaf.value) for leaf in leaves(record) if leaf.refers is refers)


def _month(record: Record) -> str | None:
    if not isinstance(record, Case) or any(isinstance(event, Withdrawn) for event in record.events):
        return None
    return next((str(event.at)[:7] for event in record.events if isinstance(event, Received)), None)

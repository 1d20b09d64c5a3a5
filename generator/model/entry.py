"""Entries (条目): what rules that compare records need to know of each, wherever the whole record is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.located import Located, Position
from generator.model import Case, Kind, Record
from generator.model.case import Received, Replied, Supplemented
from generator.model.entity import Withdrawn
from generator.model.fields import Ref
from generator.model.walk import Location, leaves
from generator.problem import Mark
from generator.replies.sketch import NOTHING, Sketch, sketch


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
    replies: tuple[Position, ...] = ()
    """where the texts of its replies were written, if there is something to compare them by"""
    sketch: Sketch = NOTHING

    @property
    def mark(self) -> Mark:
        return Mark(self.path, *self.at)

    def reply(self, place: int) -> Mark:
        """Where the text of one of its replies was written."""
        return Mark(self.path, *self.replies[place])


def entry(record: Located[Record]) -> Entry:
    value, source = record.value, record.source
    mark, sketch = source.mark("id"), _sketch(value)
    found = ((where, str(target)) for where, target in _references(value, Ref.RECORD))
    return Entry(
        id=value.id,
        title=value.title,
        kind=value.kind,
        column=value.column,
        path=source.path,
        line=source.marks.at[0],
        at=(mark.line, mark.column),
        pointers=tuple(Pointer(target, *source.mark(*where)[1:]) for where, target in found),
        files=tuple(file for _, file in _references(value, Ref.ATTACHMENT)),
        month=_month(value),
        replies=() if sketch == NOTHING else tuple(_replies(record)),
        sketch=sketch,
    )


def _sketch(record: Record) -> Sketch:
    if not isinstance(record, Case) or _is_withdrawn(record):
        return NOTHING
    return sketch(_asked(record), [reply.text for reply in record.replies])


def _asked(case: Case) -> str:
    """All that the writer asks, or what stands in its place."""
    added = (event.text for event in case.events if isinstance(event, Supplemented))
    return "\n".join([case.title, case.letter or case.summary or "", *added])


def _replies(record: Located[Record]) -> Iterator[Position]:
    events = record.value.events if isinstance(record.value, Case) else ()
    for place, event in enumerate(events):
        if isinstance(event, Replied):
            yield record.source.mark("events", place, "text")[1:]


def _is_withdrawn(case: Case) -> bool:
    return any(isinstance(event, Withdrawn) for event in case.events)


def _references(record: Record, refers: Ref) -> Iterable[tuple[Location, str]]:
    """What a record points to, and where; a case is asked for its own, as most records are cases."""
    if isinstance(record, Case):
        named = record.related if refers is Ref.RECORD else record.files
        if not named:
            return ()
    return ((leaf.where, leaf.value) for leaf in leaves(record, sort="reference") if leaf.refers is refers)


def _month(record: Record) -> str | None:
    if not isinstance(record, Case) or _is_withdrawn(record):
        return None
    return next((str(event.at)[:7] for event in record.events if isinstance(event, Received)), None)

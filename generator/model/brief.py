"""Briefs (摘要): what lists, numbers and other records need to know of a case, without its texts.

A county has a hundred thousand cases; all of them are at hand only as briefs, which are small and read in a
microsecond. The whole case is read again for its own page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec import Struct

from generator.model.fields import Moment
from generator.model.seal import Status
from generator.model.vocabulary import CaseType, Channel, Kind, Outcome

_moment = lru_cache(maxsize=1 << 14)(Moment.parse)


class Missed(Struct, frozen=True, array_like=True):
    """A deadline that has passed while the matter is open."""

    step: str
    """the step in words"""
    due: str
    late_by: int
    """calendar days"""


class Pledged(Struct, frozen=True, array_like=True):
    """One promise of a reply, and the event that keeps it."""

    n: int
    what: str
    by: str
    who: str
    at: str
    kept_at: str | None = None
    kept_text: str = ""


class Brief(Struct, frozen=True, array_like=True, gc=False):
    """One case; the names are those of `Case`, and it stands in a list wherever the case could."""

    id: str
    column: str
    title: str
    moment: str
    """when it came, as written; moments sort as texts"""
    type: CaseType
    topic: str
    channel: Channel
    place: str | None
    departments: tuple[str, ...]
    answer: str | None
    related: tuple[str, ...]
    files: tuple[str, ...]
    """attachments that it hands out"""
    replied: str | None
    """when it was last answered"""
    latest: str
    """its newest dated fact"""
    status: Status
    timing: str | None
    outcome: Outcome | None
    missed: tuple[Missed, ...]
    pledged: tuple[Pledged, ...]
    answered_in: str | None
    """month of the first reply"""
    marks: bytes
    """what it counts as (`generator.stats.marks`)"""

    @property
    def kind(self) -> Literal[Kind.CASE]:
        return Kind.CASE

    @property
    def at(self) -> Moment:
        return _moment(self.moment)

    @property
    def month(self) -> str:
        return self.moment[:7]

    @property
    def replied_at(self) -> Moment | None:
        return None if self.replied is None else _moment(self.replied)

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.topic,)

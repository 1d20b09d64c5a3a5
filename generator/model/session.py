"""Sessions (访谈): a live exchange, its questions numbered as they came."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.entity import Aftermath, Entity, Promise, Published
from generator.model.fields import Count, DepartmentRef, Line, Link, Moment, Prose, RecordRef, TopicRef
from generator.model.vocabulary import Declining, Format, Kind


class Guest(Entity):
    name: Line
    """a name, or only the office held"""
    post: Line | None = None
    department: DepartmentRef | None = None


class Answer(Entity):
    at: Moment | None = None
    by: Line | None = None
    """who of the guests answered"""
    text: Prose
    promises: tuple[Promise, ...] = ()
    """what the answer says will be done, each with its day"""


class Declined(Entity):
    reason: Declining
    note: Line | None = None


class Question(Entity):
    n: Annotated[Count, Field(ge=1)]
    """its number as it came: 1, 2, 3 … without a gap"""
    at: Moment | None = None
    """when it was asked"""
    who: Line | None = None
    """how the asker is shown, never a full name"""
    text: Prose | None = None
    """may be left out where the question is declined and cannot be shown"""
    answer: Answer | None = None
    merged: Count | None = None
    """number of the question whose answer serves this one too"""
    referred: RecordRef | None = None
    """id of the case that deals with it"""
    declined: Declined | None = None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The names of the outcomes given; a checked question has exactly one."""
        return tuple(
            name for name in ("answer", "merged", "referred", "declined") if getattr(self, name) is not None
        )


class Turn(Entity):
    """One speaker's words in a plain transcript."""

    speaker: Line
    at: Moment | None = None
    text: Prose


class Session(Published):
    kind: Literal[Kind.SESSION] = Kind.SESSION
    format: Format
    topic: TopicRef | None = None
    starts: Moment
    ends: Moment | None = None
    place: Line | None = None
    """platform or place"""
    link: Link | None = None
    """the recording"""
    by: DepartmentRef
    """department that held it"""
    guests: tuple[Guest, ...] = ()
    viewers: Count | None = None
    summary: Prose | None = None
    questions: tuple[Question, ...] = ()
    turns: tuple[Turn, ...] = ()
    """a transcript, speaker by speaker"""
    promises: tuple[Promise, ...] = ()
    """what was promised outside the answers"""
    events: tuple[Aftermath, ...] = ()

    @property
    def at(self) -> Moment:
        return self.starts

    @property
    def answer(self) -> str | None:
        return self.summary.splitlines()[0] if self.summary else None

    @property
    def departments(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([self.by, *(g.department for g in self.guests if g.department)]))

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.topic,) if self.topic else ()

"""Calls (征集): a request for views, and what became of every view."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.entity import Aftermath, Attachment, Entity, Paragraphs, Promise, Published, Withheld
from generator.model.fields import Count, Day, DepartmentRef, Line, Moment, Prose, TopicRef
from generator.model.vocabulary import Adoption, Channel, Kind


class Arrivals(Entity):
    """How many opinions came by each way."""

    channel: Channel
    count: Count


class Opinion(Entity):
    """One view, or a group of like views, with what became of it."""

    text: Prose | None = None
    withheld: Withheld | None = None
    """why the text is not published; it still counts"""
    count: Annotated[Count, Field(ge=1)] = 1
    """how many people said so"""
    channel: Channel | None = None
    agree: Count | None = None
    disagree: Count | None = None
    outcome: Adoption | None = None
    why: Prose | None = None
    """why it was, or was not, adopted"""


class CallResult(Paragraphs):
    """What the office decided, for all to read."""

    promises: tuple[Promise, ...] = ()
    """what the result says will be done, each with its day"""
    attachments: tuple[Attachment, ...] = ()


class Call(Published):
    kind: Literal[Kind.CALL] = Kind.CALL
    topic: TopicRef
    by: DepartmentRef
    """department that asks"""
    asks: Prose
    """what is asked, and why"""
    drafts: tuple[Attachment, ...] = ()
    """the draft that people are asked about"""
    opens: Day
    closes: Day
    """last day on which opinions are taken"""
    short: Line | None = None
    """why the call is shorter than 30 days"""
    contact: Prose | None = None
    """where opinions can be sent: office address, office telephone, meeting"""
    arrivals: tuple[Arrivals, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    result: CallResult | None = None
    events: tuple[Aftermath, ...] = ()

    @property
    def at(self) -> Moment:
        return Moment(self.opens)

    @property
    def answer(self) -> str | None:
        return self.result.text.splitlines()[0] if self.result else None

    @property
    def departments(self) -> tuple[str, ...]:
        return (self.by,)

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.topic,)

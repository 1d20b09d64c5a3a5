"""Clarifications (回应关切): what was rumoured, what is true, on what evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.entity import Entity, Published, Upkeep
from generator.model.fields import (
    Day,
    DepartmentRef,
    FilePath,
    Line,
    Link,
    Moment,
    Prose,
    RecordRef,
    TopicRef,
)
from generator.model.vocabulary import Kind, Verdict


class Evidence(Entity):
    """One piece of evidence; it may point to a file, an address or a record of this site."""

    text: Line
    file: FilePath | None = None
    link: Link | None = None
    record: RecordRef | None = None


class Clarification(Published):
    kind: Literal[Kind.CLARIFICATION] = Kind.CLARIFICATION
    topic: TopicRef | None = None
    at: Moment
    """when it was published"""
    by: DepartmentRef
    claim: Prose
    """what is being said"""
    spread: Line
    """where it went round"""
    since: Day
    """when it was first seen"""
    verdict: Verdict
    answer: Line
    """one plain sentence: what is true"""
    finding: Prose
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    events: tuple[Upkeep, ...] = ()

    @property
    def departments(self) -> tuple[str, ...]:
        return (self.by,)

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.topic,) if self.topic else ()

"""Surveys (网上调查): counts typed once, everything else computed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.entity import Entity, Paragraphs, Published, Upkeep
from generator.model.fields import Count, Day, DepartmentRef, Line, Moment, Prose, TopicRef
from generator.model.vocabulary import Asking, Channel, Kind


class Option(Entity):
    label: Line
    count: Count
    """people who chose it"""
    value: Count | None = None
    """points it stands for, in a rating"""


class SurveyQuestion(Entity):
    n: Annotated[Count, Field(ge=1)]
    kind: Asking
    text: Line
    answered: Count | None = None
    """people who answered this question, where fewer than took part"""
    options: tuple[Option, ...] = ()
    """choices, or points of a rating, or for an open question the groups of like answers"""
    quotes: tuple[Prose, ...] = ()
    """answers in people's own words, chosen to show the range"""


class Survey(Published):
    kind: Literal[Kind.SURVEY] = Kind.SURVEY
    topic: TopicRef | None = None
    by: DepartmentRef
    """department that asks"""
    purpose: Prose
    opens: Day
    closes: Day
    methods: Annotated[tuple[Channel, ...], Field(min_length=1)]
    """how people could take part"""
    respondents: Count
    """people who took part"""
    questions: Annotated[tuple[SurveyQuestion, ...], Field(min_length=1)]
    result: Paragraphs | None = None
    """what the county did with it"""
    events: tuple[Upkeep, ...] = ()

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
        return (self.topic,) if self.topic else ()

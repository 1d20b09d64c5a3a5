"""What a county sets up once: its site, columns with their rules, departments, topics, policies, places."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.entity import Entity
from generator.model.fields import (
    Count,
    Day,
    DepartmentRef,
    Flag,
    Line,
    Link,
    PolicyRef,
    Prefix,
    Prose,
    SiteUrl,
    Slug,
    TopicPath,
)
from generator.model.vocabulary import Kind, Step, Unit


class Site(Entity):
    """site_config/site.yml"""

    title: Line
    county: Line
    url: SiteUrl
    """where the site will be published"""
    language: Literal["zh", "en"] = "zh"
    """language of the messages that staff read"""
    description: Line
    demonstration: Flag = False
    """true: every page says that the county does not exist"""
    today: Day | None = None
    """a fixed date to build for; leave it out for a living site"""
    fresh_days: Count = 14
    """how long a clarification stays on top of the home page"""
    page_size: Annotated[Count, Field(ge=5, le=200)] = 30
    """records on one page of a list"""
    contact: Prose
    """who keeps the site, and how to reach the office without a network"""


class Limit(Entity):
    """One promise of a rule: `step` happens within `days` (of `unit`) of the event `since`."""

    step: Step
    days: Annotated[Count, Field(ge=1)]
    unit: Unit = Unit.WORKING_DAYS
    since: Literal[
        "received", "accepted", "assigned", "replied", "delivered", "reviewed", "closed", "ended"
    ] = "received"
    """`delivered`: when the writer got the last reply in writing; `reviewed`: the same of what 复查 found"""
    complex: Count | None = None
    """the longer limit, for matters marked complex"""
    extension: Count | None = None
    """how much longer, in the unit of `days`, extensions may make it together; without it none counts"""
    pauses: Flag = False
    """true: the time between asking the writer for more and getting it does not count"""
    suspends: Flag = False
    """true: the time between `suspended` and `resumed`, as for an expert's finding or a court, does not count"""
    basis: PolicyRef | None = None
    """the policy that sets this limit"""
    article: Line | None = None
    """where in it, as in 第二十二条"""


class Rule(Entity):
    """A column's 制度, as the public reads it."""

    title: Line
    answers: Line
    """who answers"""
    publishes: Line
    """what is published, and what is not"""
    text: Prose | None = None
    """the rule in full; a small Markdown subset"""
    basis: tuple[PolicyRef, ...] = ()
    """policies it rests on"""
    limits: tuple[Limit, ...] = ()
    review: Flag = False
    """true where petitions are decided: replies name the right to 复查 and 复核, accusations never appear"""


class Column(Entity):
    """One entry of site_config/columns.yml"""

    id: Slug
    title: Line
    kind: Kind
    prefix: Prefix
    purpose: Line
    """what a citizen comes here for, in one sentence"""
    managed: Flag = True
    """false for what stands beside the managed columns: informal channels, clarifications"""
    rule: Rule


class DayRange(Entity):
    """One day, or all days from the first to the last."""

    first: Day
    last: Day | None = None
    name: Line
    """why: a festival, a local holiday, a make-up working day"""


class Calendar(Entity):
    """site_config/calendar.yml: what the public calendar does not know. May be missing."""

    announced: tuple[Annotated[Count, Field(ge=2000, le=2049)], ...] = ()
    """years whose arrangement is out and given in full below, so that they are no longer provisional"""
    days_off: tuple[DayRange, ...] = ()
    working_days: tuple[DayRange, ...] = ()
    """days worked that would be off, as make-up days are"""


class Department(Entity):
    """One entry of site_config/departments.yml"""

    id: Slug
    name: Line
    short: Line | None = None
    aliases: tuple[Line, ...] = ()
    """other and former names"""
    successor: DepartmentRef | None = None
    """the department that took over its work"""
    phones: tuple[Line, ...] = ()
    """public office telephones"""
    duties: Line | None = None

    @property
    def label(self) -> str:
        return self.short or self.name


class Topic(Entity):
    """One entry of site_config/topics.yml; `a/b` lies under `a`."""

    id: TopicPath
    title: Line
    aliases: tuple[Line, ...] = ()

    @property
    def parent(self) -> str | None:
        return self.id.rpartition("/")[0] or None


class Policy(Entity):
    """One entry of site_config/policies.yml: a law, regulation or document that replies rest on."""

    id: Slug
    title: Line
    number: Line | None = None
    issuer: Line | None = None
    since: Day | None = None
    repealed: Day | None = None
    link: Link | None = None
    note: Line | None = None

"""What clocks need to know of a record: the moments limits run from, what ends each step, and what interrupts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.model import Call, Case, Clarification, Record, Session, Survey
from generator.model.case import (
    Appealed,
    Asked,
    Extended,
    Replied,
    Resumed,
    Reviewed,
    Supplemented,
    Suspended,
)
from generator.model.fields import Moment
from generator.model.session import Question
from generator.model.vocabulary import Declining, Stage, Step, Term


class Ending(Term):
    """What ends a step."""

    ACCEPTED = "accepted", "受理", "accepted"
    REFUSED = "refused", "不予受理", "refused"
    ASSIGNED = "assigned", "转办", "assigned"
    ASKED = "asked", "请写信人补充", "writer asked for more"
    REPLIED = "replied", "答复", "answered"
    APPEALED = "appealed", "提出", "asked for"
    CLOSED = "closed", "办结", "closed"
    ANSWERS = "answers", "答完", "all questions answered"
    RESULT = "result", "公布结果", "result published"
    PUBLISHED = "published", "回应", "response published"


class Ended(NamedTuple):
    at: Moment
    by: Ending


Interruption = Asked | Supplemented | Suspended | Resumed | Extended


@dataclass(frozen=True, slots=True)
class Milestones:
    starts: Mapping[str, Moment]
    """by the name that a limit's `since` uses; the first of each"""
    ends: Mapping[Step, Ended]
    interruptions: tuple[Interruption, ...] = field(default=())
    """in order of time"""
    complex: bool = False
    assumed: frozenset[str] = frozenset()
    """starts whose day is that of the paper, because nobody noted when it was delivered"""
    is_over: bool = False
    """nothing more is due: refused, or closed without a reply"""


ENDINGS: Mapping[Step, tuple[Ending, ...]] = {
    Step.ACKNOWLEDGE: (Ending.ACCEPTED, Ending.REFUSED, Ending.ASKED, Ending.REPLIED),
    Step.ROUTE: (Ending.ASSIGNED, Ending.REFUSED, Ending.REPLIED),
    Step.ACCEPT: (Ending.ACCEPTED, Ending.REFUSED, Ending.REPLIED),
    Step.REPLY: (Ending.REPLIED,),
    Step.CLOSE: (Ending.CLOSED,),
}
"""The events that end a case's steps: whatever first tells the writer as much as the step promises."""


def milestones(record: Record) -> Milestones:
    """The record's milestones; a record of any kind has them."""
    match record:
        case Case():
            return _of_case(record)
        case Call() | Survey():
            result = Ended(record.result.at, Ending.RESULT) if record.result else None
            return Milestones({"closed": Moment(record.closes)}, _concluded(result))
        case Session():
            ends = record.ends or record.starts
            return Milestones({"ended": ends}, _concluded(_answered(record.questions, ends)))
        case Clarification():
            published = Ended(record.at, Ending.PUBLISHED)
            return Milestones({"received": Moment(record.since)}, _concluded(published))


def is_refused(case: Case) -> bool:
    """Refused, not accepted later, and never answered."""
    last = ""
    for event in case.events:
        name = event.event
        if name == "replied":
            return False
        if name in ("refused", "accepted"):
            last = name
    return last == "refused"


def _of_case(case: Case) -> Milestones:
    starts: dict[str, Moment] = {}
    for event in case.events:
        name, at = event.event, event.at
        if name not in starts or at < starts[name]:
            starts[name] = at
    starts.pop("reviewed", None)
    delivered, assumed = _delivered(case)
    starts |= delivered
    ends = {step: end for step, endings in ENDINGS.items() if (end := _first(endings, starts)) is not None}
    if "appealed" in starts:
        for event in case.events:
            if isinstance(event, Appealed):
                step = Step.REVIEW if event.stage is Stage.REVIEW else Step.FINAL_REVIEW
                ends.setdefault(step, Ended(event.at, Ending.APPEALED))
    return Milestones(
        starts,
        ends,
        () if _INTERRUPTING.isdisjoint(starts) else _interruptions(case),
        case.complex,
        assumed,
        is_over="replied" not in starts and ("closed" in starts or is_refused(case)),
    )


def _first(endings: tuple[Ending, ...], starts: Mapping[str, Moment]) -> Ended | None:
    """The first of the events that end a step; of several at one moment the one that stands first."""
    found: Ended | None = None
    for by in endings:
        at = starts.get(by)
        if at is not None and (found is None or at < found.at):
            found = Ended(at, by)
    return found


_INTERRUPTING = frozenset({"asked", "supplemented", "suspended", "resumed", "extended"})
"""The names of the events among `Interruption`."""


def _interruptions(case: Case) -> tuple[Interruption, ...]:
    found = [event for event in case.events if isinstance(event, Interruption)]
    return tuple(sorted(found, key=lambda event: event.at))


def _delivered(case: Case) -> tuple[dict[str, Moment], frozenset[str]]:
    """When the last reply before any request for 复查, and what 复查 found, came into the writer's hands.

    Where nobody noted it, the day of the paper stands in, and the start is among those assumed.
    """
    papers: dict[str, Replied | Reviewed] = {}
    appealed = False
    for event in case.events:
        if isinstance(event, Replied):
            if not appealed:
                papers["delivered"] = event
        elif isinstance(event, Appealed):
            appealed = "delivered" in papers
        elif isinstance(event, Reviewed) and event.stage is Stage.REVIEW:
            papers.setdefault("reviewed", event)
    starts = {
        name: Moment(paper.delivered) if paper.delivered else paper.at for name, paper in papers.items()
    }
    return starts, frozenset(name for name, paper in papers.items() if paper.delivered is None)


def _concluded(end: Ended | None) -> Mapping[Step, Ended]:
    """What is published once ends the reply and the whole matter alike."""
    return {Step.REPLY: end, Step.CLOSE: end} if end else {}


def _answered(questions: tuple[Question, ...], ends: Moment) -> Ended | None:
    """When the last question got its answer; None while one is left."""
    if any(_is_left(question) for question in questions):
        return None
    moments = [question.answer.at for question in questions if question.answer and question.answer.at]
    return Ended(max([ends, *moments]), Ending.ANSWERS)


def _is_left(question: Question) -> bool:
    """Without an outcome, or put off to a written answer that is not there yet."""
    put_off = question.declined is not None and question.declined.reason is Declining.TIME
    return not question.outcomes or (put_off and question.answer is None)

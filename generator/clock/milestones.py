"""What clocks need to know of a record: the moments limits run from, what ends each step, and what interrupts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.model import Call, Case, Clarification, Record, Session, Survey
from generator.model.case import Asked, Extended, Supplemented
from generator.model.fields import Moment
from generator.model.session import Question
from generator.model.vocabulary import Declining, Step, Term


class Ending(Term):
    """What ends a step."""

    ACCEPTED = "accepted", "受理", "accepted"
    REFUSED = "refused", "不予受理", "refused"
    ASSIGNED = "assigned", "转办", "assigned"
    ASKED = "asked", "请写信人补充", "writer asked for more"
    REPLIED = "replied", "答复", "answered"
    CLOSED = "closed", "办结", "closed"
    ANSWERS = "answers", "答完", "all questions answered"
    RESULT = "result", "公布结果", "result published"
    PUBLISHED = "published", "回应", "response published"


class Ended(NamedTuple):
    at: Moment
    by: Ending


@dataclass(frozen=True, slots=True)
class Milestones:
    starts: Mapping[str, Moment]
    """by the name that a limit's `since` uses; the first of each"""
    ends: Mapping[Step, Ended]
    interruptions: tuple[Asked | Supplemented | Extended, ...] = field(default=())
    """in order of time"""
    complex: bool = False
    is_over: bool = False
    """nothing more is due: refused, or closed without a reply"""


_ENDINGS: Mapping[Step, tuple[Ending, ...]] = {
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
    decisive = [e.event for e in case.events if e.event in ("refused", "accepted")]
    return decisive[-1:] == ["refused"] and not case.replies


def _of_case(case: Case) -> Milestones:
    starts: dict[str, Moment] = {}
    for event in case.events:
        starts[event.event] = min(starts.get(event.event, event.at), event.at)
    ends = {
        step: min((Ended(starts[by], by) for by in endings if by in starts), key=lambda end: end.at)
        for step, endings in _ENDINGS.items()
        if any(by in starts for by in endings)
    }
    interruptions = [e for e in case.events if isinstance(e, Asked | Supplemented | Extended)]
    return Milestones(
        starts,
        ends,
        tuple(sorted(interruptions, key=lambda event: event.at)),
        case.complex,
        is_over=is_refused(case) or ("closed" in starts and "replied" not in starts),
    )


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

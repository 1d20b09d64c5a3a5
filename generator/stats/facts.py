"""What counting needs of one case, judged once: marks, of which every figure is a count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from generator.clock.clocks import State
from generator.clock.milestones import ENDINGS
from generator.clock.status import Progress
from generator.model import Case
from generator.model.case import Rated, Revisited
from generator.model.fields import Moment
from generator.model.seal import Status
from generator.model.vocabulary import Channel, Outcome, Step, Term

Mark = str | tuple[str, int]
"""`open`, or a number that was measured: `("answered", 7)` for seven days, `("speed", 4)` for four of five points."""

ANSWERS = "answers"
"""The mark of the month in which a first reply was given, whenever the case came."""

UNPROMISED = "unpromised"
"""The mark of a case whose rule sets no limit for replying."""


class Reached(Term):
    """How far a case came, as search can be narrowed to it."""

    ACKNOWLEDGED = "acknowledged", "已告知收到", "acknowledged"
    ACCEPTED = "accepted", "已受理", "accepted"
    PUBLISHED = "published", "来信全文公开", "letter published"
    ATTITUDE = "attitude", "有态度评分", "attitude rated"
    SPEED = "speed", "有速度评分", "speed rated"
    RESULT = "result", "有结果评分", "result rated"


_RATED = {stage.value: stage for stage in (Reached.ATTITUDE, Reached.SPEED, Reached.RESULT)}


@dataclass(frozen=True, slots=True)
class Facts:
    """One case: the months it belongs to, and its marks."""

    received: date
    replied: date | None
    """day of the first reply"""
    marks: tuple[Mark, ...]


def facts(case: Case, progress: Progress) -> Facts:
    """The case as the figures see it; `progress` is its own."""
    first, stars, status = _first_days(case), ratings(case), progress.status
    received, replied, acknowledged = first["received"], first.get("replied"), _acknowledged(first)
    marks: list[Mark] = ["received", _STANDING[status]]
    if acknowledged is not None:
        marks.append(Reached.ACKNOWLEDGED)
        if acknowledged >= received:
            marks.append(_mark("acknowledged", (acknowledged - received).days))
    if _was_accepted(case, first):
        marks.append(Reached.ACCEPTED)
    if case.withheld is None:
        marks.append(Reached.PUBLISHED)
    if replied is not None:
        marks.append("replied")
        if replied >= received:
            marks.append(_mark("answered", (replied - received).days))
    if status is Status.OVERDUE:
        marks.append("overdue")
    marks.append(_TIMING[progress.timing])
    if case.channel not in (Channel.WEB, Channel.APP):
        marks.append("offline")
    if progress.outcome is not None:
        marks.append(_OUTCOME[progress.outcome])
    if "rated" in first or "revisited" in first:
        marks += _heard(case, received, stars)
    return Facts(received, replied, tuple(marks))


def reached(case: Case) -> tuple[Reached, ...]:
    """What has happened to it: the facet `reached` of search."""
    first = _first_days(case)
    found = [Reached.ACKNOWLEDGED] if _acknowledged(first) is not None else []
    if _was_accepted(case, first):
        found.append(Reached.ACCEPTED)
    if case.withheld is None:
        found.append(Reached.PUBLISHED)
    return (*found, *(_RATED[name] for name in ratings(case)))


def is_accepted(case: Case) -> bool:
    """The office took it on: it says so, or has assigned or answered it; and did not refuse it after all."""
    return _was_accepted(case, _first_days(case))


def _was_accepted(case: Case, first: Mapping[str, date]) -> bool:
    if "replied" in first:
        return True
    if "refused" not in first:
        return "accepted" in first or "assigned" in first
    decisive = [event.event for event in case.events if event.event in ("accepted", "refused")]
    return decisive[-1] == "accepted"


def _heard(case: Case, received: date, stars: Mapping[str, int]) -> Iterator[Mark]:
    """What the writer, or a revisit, had to say."""
    yield from (_RATED[name] for name in stars)
    yield from (_mark(name, points) for name, points in stars.items())
    solved = solved_at(case)
    if solved is not None and solved.day >= received:
        yield _mark("solved", (solved.day - received).days)


def solved_at(case: Case) -> Moment | None:
    """When the writer or a revisit first said that it is solved, and never said otherwise since."""
    since: Moment | None = None
    for event in case.events:
        if isinstance(event, Rated | Revisited) and event.outcome is not None:
            since = (since or event.at) if event.outcome is Outcome.SOLVED else None
    return since


def ratings(case: Case) -> Mapping[str, int]:
    """The last points that the writer gave for attitude, speed and result; those alone that were given."""
    given = [event for event in case.events if event.event == "rated"]
    if not given:
        return {}
    named = ((name, getattr(event, name)) for event in given for name in ("attitude", "speed", "result"))
    return {name: stars for name, stars in named if stars is not None}


def _first_days(case: Case) -> Mapping[str, date]:
    """The day of the first event of each name."""
    first: dict[str, date] = {}
    for event in case.events:
        day = event.at.day
        if event.event not in first or day < first[event.event]:
            first[event.event] = day
    return first


def _acknowledged(first: Mapping[str, date]) -> date | None:
    """When the writer was first told that it came."""
    return min((first[name] for name in ENDINGS[Step.ACKNOWLEDGE] if name in first), default=None)


_OPEN = (Status.OPEN, Status.WAITING, Status.OVERDUE)
_STANDING = {status: f"is {'open' if status in _OPEN else status}" for status in Status}
"""Every case is in one of four: received = replied + open + refused + closed."""

_TIMING: Mapping[State | None, str] = {
    None: UNPROMISED,
    **dict.fromkeys(State, "timing open"),
    **{state: f"timing {state}" for state in (State.ON_TIME, State.LATE, State.OVERDUE)},
}
"""How the promise to reply stands."""

_OUTCOME = {outcome: f"outcome {outcome}" for outcome in Outcome}


@cache
def _mark(name: str, number: int) -> Mark:
    """One object for one mark, however many cases have it."""
    return name, number

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
    first, stars = _first_days(case), ratings(case)
    received, replied = first["received"], first.get("replied")
    marks = ["received", f"is {_standing(progress.status)}", *_reached(case, first, stars)]
    if replied is not None:
        marks.append("replied")
    if progress.status is Status.OVERDUE:
        marks.append("overdue")
    marks.append(_timing(progress))
    if case.channel not in (Channel.WEB, Channel.APP):
        marks.append("offline")
    if progress.outcome is not None:
        marks.append(f"outcome {progress.outcome}")
    measured = [_mark(name, days) for name, days in _days(case, first)]
    measured += [_mark(name, points) for name, points in stars.items()]
    return Facts(received, replied, (*marks, *measured))


def reached(case: Case) -> tuple[Reached, ...]:
    """What has happened to it: the facet `reached` of search."""
    return tuple(_reached(case, _first_days(case), ratings(case)))


def _reached(case: Case, first: Mapping[str, date], stars: Mapping[str, int]) -> Iterator[Reached]:
    if _acknowledged(first) is not None:
        yield Reached.ACKNOWLEDGED
    if is_accepted(case):
        yield Reached.ACCEPTED
    if case.withheld is None:
        yield Reached.PUBLISHED
    yield from (_RATED[name] for name in stars)


def is_accepted(case: Case) -> bool:
    """The office took it on: it says so, or has assigned or answered it; and did not refuse it after all."""
    names = [event.event for event in case.events]
    if "replied" in names:
        return True
    decisive = [name for name in names if name in ("accepted", "refused")]
    return decisive[-1] == "accepted" if decisive else "assigned" in names


def solved_at(case: Case) -> Moment | None:
    """When the writer or a revisit first said that it is solved, and never said otherwise since."""
    since: Moment | None = None
    for event in case.events:
        if isinstance(event, Rated | Revisited) and event.outcome is not None:
            since = (since or event.at) if event.outcome is Outcome.SOLVED else None
    return since


def ratings(case: Case) -> Mapping[str, int]:
    """The last points that the writer gave for attitude, speed and result; those alone that were given."""
    given = [event for event in case.events if isinstance(event, Rated)]
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


def _days(case: Case, first: Mapping[str, date]) -> Iterator[tuple[str, int]]:
    """Calendar days from receipt until it was acknowledged, answered and solved; a day before receipt is none."""
    solved, received = solved_at(case), first["received"]
    for name, day in (
        ("acknowledged", _acknowledged(first)),
        ("answered", first.get("replied")),
        ("solved", solved.day if solved else None),
    ):
        if day is not None and day >= received:
            yield name, (day - received).days


def _timing(progress: Progress) -> str:
    """How the promise to reply stands."""
    state = next((clock.state for clock in progress.clocks if clock.limit.step is Step.REPLY), None)
    if state in (State.ON_TIME, State.LATE, State.OVERDUE):
        return f"timing {state}"
    return UNPROMISED if state is None else "timing open"


def _standing(status: Status) -> str:
    """Every case is in one of four: received = replied + open + refused + closed."""
    return "open" if status in (Status.OPEN, Status.WAITING, Status.OVERDUE) else status.value


@cache
def _mark(name: str, number: int) -> Mark:
    """One object for one mark, however many cases have it."""
    return name, number

"""The promises of a record, numbered as a reader meets them, and the events that settle them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.model import Call, Case, Record, Session
from generator.model.case import Replied
from generator.model.entity import Kept, Promise
from generator.model.fields import Moment
from generator.model.walk import Location


class Given(NamedTuple):
    """One promise where it was given."""

    n: int
    """1, 2, 3 … from the top of the record"""
    promise: Promise
    at: Moment
    """when it was given"""
    who: str
    """department that has to do it"""
    where: Location
    """its place in the YAML"""
    question: int | None = None
    """number of the question of a session whose answer gives it"""


def given(record: Record) -> tuple[Given, ...]:
    """Every promise of a record in the order in which they stand."""
    return tuple(
        Given(n, promise, at, promise.who or by, where, question)
        for n, (promise, at, by, where, question) in enumerate(_given(record), start=1)
    )


def settled(record: Record) -> Mapping[int, Kept]:
    """The event that keeps each promise, by the promise's number; the first where several do."""
    return {n: event for n, event, _ in reversed(tuple(settling(record)))}


def settling(record: Record) -> Iterator[tuple[int, Kept, int]]:
    """Every event that keeps a promise: the number it names, the event, its place among the events.

    An event without a number means the only promise; where there are several, or none, its number is 0.
    """
    only = 1 if len(given(record)) == 1 else 0
    for place, event in enumerate(record.events):
        if isinstance(event, Kept):
            yield event.promise or only, event, place


_Found = tuple[Promise, Moment, str, Location, int | None]


def _given(record: Record) -> Iterator[_Found]:
    match record:
        case Case():
            for place, event in enumerate(record.events):
                if isinstance(event, Replied):
                    for at, promise in enumerate(event.promises):
                        yield promise, event.at, event.by, ("events", place, "promises", at), None
        case Call(result=result) if result is not None:
            for at, promise in enumerate(result.promises):
                yield promise, result.at, result.by, ("result", "promises", at), None
        case Session():
            yield from _of_session(record)


def _of_session(session: Session) -> Iterator[_Found]:
    """Those of the answers, then the session's own, as their fields stand."""
    over = session.ends or session.starts
    for place, question in enumerate(session.questions):
        if question.answer is not None:
            for at, promise in enumerate(question.answer.promises):
                where = ("questions", place, "answer", "promises", at)
                yield promise, question.answer.at or over, session.by, where, question.n
    for at, promise in enumerate(session.promises):
        yield promise, over, session.by, ("promises", at), None

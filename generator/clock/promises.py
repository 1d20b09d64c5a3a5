"""Promises (承诺): how each one stands on a day. Nothing of it is stored; the events and the calendar decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalogue import Catalogue
from generator.model import Brief, Shown
from generator.model.entity import Kept, Promise
from generator.model.fields import Moment
from generator.model.promises import Given, given, settled
from generator.model.vocabulary import Term


class PromiseState(Term):
    KEPT = "kept", "按时兑现", "kept in time"
    LATE = "late", "逾期兑现", "kept late"
    DUE = "due", "尚未到期", "not due yet"
    OVERDUE = "overdue", "逾期未兑现", "overdue"


@dataclass(frozen=True, slots=True)
class Pledge:
    """One promise of the ledger."""

    record: Shown
    given: Given
    kept: Kept | None
    """the event that settles it"""
    state: PromiseState
    days: int
    """calendar days to the deadline: from the day it was kept, else from today; negative when past it"""

    @property
    def id(self) -> str:
        """Its permanent name."""
        return f"{self.record.id}.{self.given.n}"


def pledges(record: Shown, catalogue: Catalogue) -> tuple[Pledge, ...]:
    """The promises of one record on the catalogue's day, as they stand in it."""
    if isinstance(record, Brief):
        return tuple(_pledge(record, *told, catalogue) for told in _told(record))
    promises = given(record)
    done = settled(record) if promises else {}
    return tuple(_pledge(record, one, done.get(one.n), catalogue) for one in promises)


def _told(brief: Brief) -> Iterator[tuple[Given, Kept | None]]:
    """The promises of a brief, and what keeps them."""
    for one in brief.pledged:
        promise = Promise.model_construct(what=one.what, by=date.fromisoformat(one.by))
        kept = None
        if one.kept_at is not None:
            at = Moment.parse(one.kept_at)
            kept = Kept.model_construct(event="kept", at=at, promise=one.n, text=one.kept_text)
        yield Given(one.n, promise, Moment.parse(one.at), one.who, ()), kept


def ledger(catalogue: Catalogue) -> tuple[Pledge, ...]:
    """Every promise of the county, newest first; those of one moment by record and number."""
    found = [pledge for record in catalogue.records for pledge in pledges(record, catalogue)]
    found.sort(key=lambda one: (one.record.id, one.given.n))
    return tuple(sorted(found, key=lambda one: one.given.at, reverse=True))


def _pledge(record: Shown, promise: Given, kept: Kept | None, catalogue: Catalogue) -> Pledge:
    by = promise.promise.by
    days = (by - (kept.at.day if kept else catalogue.today)).days
    if kept is not None:
        state = PromiseState.KEPT if days >= 0 else PromiseState.LATE
    else:
        state = PromiseState.DUE if days >= 0 else PromiseState.OVERDUE
    return Pledge(record, promise, kept, state, days)

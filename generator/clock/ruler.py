"""Measures time in the unit of one limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from generator.clock.working_days import Span, WorkingDays
from generator.model.fields import Moment
from generator.model.vocabulary import Unit
from generator.problem import Text


class UncomputableError(Exception):
    """A limit in hours, and a moment without a time of day."""

    why = Text("按小时计算，但没有记录时刻", "it counts in hours, but a time of day is not recorded")


class Reckoning(NamedTuple):
    """A count of days from one day on."""

    end: Moment
    """before a day off moves the deadline"""
    due: Moment
    span: Span | None
    """what the days until it are; for working days only"""
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Ruler:
    """Measures in one unit. Ticks are days or working days, and for hours seconds."""

    unit: Unit
    days: WorkingDays

    def ticks(self, amount: int) -> int:
        return amount * 3600 if self.unit is Unit.HOURS else amount

    def amount(self, ticks: int) -> int:
        """In the unit; a begun hour counts."""
        return -(-ticks // 3600) if self.unit is Unit.HOURS else ticks

    def between(self, since: Moment, until: Moment) -> int:
        """Never negative."""
        if self.unit is Unit.HOURS:
            return max(0, int((exact(until) - exact(since)).total_seconds()))
        if self.unit is Unit.DAYS:
            return max(0, (until.day - since.day).days)
        return max(0, self.days.count(since.day, until.day))

    def after(self, since: Moment, ticks: int) -> Moment:
        """Where the count ends, before a day off moves the deadline."""
        if self.unit is Unit.HOURS:
            end = exact(since) + timedelta(seconds=ticks)
            return Moment(end.date(), end.time())
        if self.unit is Unit.DAYS:
            return Moment(since.day + timedelta(days=ticks))
        return Moment(self.days.add(since.day, ticks))

    def deadline(self, end: Moment) -> Moment:
        return Moment(self.days.not_before(end.day)) if self.unit is Unit.DAYS else end

    def reckoned(self, since: Moment, ticks: int) -> Reckoning:
        """Where the count ends and the deadline is, with what the days until then are."""
        if self.unit is Unit.HOURS:
            end = self.after(since, ticks)
            return Reckoning(end, end, None, False)
        return _reckoned(self, since.day, ticks)

    def precedes(self, one: Moment, other: Moment) -> bool:
        return exact(one) < exact(other) if self.unit is Unit.HOURS else one.day < other.day


@lru_cache(maxsize=65_536)
def _reckoned(ruler: Ruler, day: date, ticks: int) -> Reckoning:
    """A county's letters of one day have the same deadlines, so each is reckoned once."""
    since = Moment(day)
    end = ruler.after(since, ticks)
    due = ruler.deadline(end)
    if ruler.unit is Unit.WORKING_DAYS:
        return Reckoning(end, due, ruler.days.span(day, due.day), ruler.days.is_provisional(day, due.day))
    return Reckoning(end, due, None, ruler.days.is_provisional(end.day - timedelta(1), due.day))


def exact(moment: Moment) -> datetime:
    if moment.time is None:
        raise UncomputableError
    return datetime.combine(moment.day, moment.time)

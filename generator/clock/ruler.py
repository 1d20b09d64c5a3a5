"""Measures time in the unit of one limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.clock.working_days import WorkingDays
from generator.model.fields import Moment
from generator.model.vocabulary import Unit
from generator.problem import Text


class UncomputableError(Exception):
    """A limit in hours, and a moment without a time of day."""

    why = Text("按小时计算，但没有记录时刻", "it counts in hours, but a time of day is not recorded")


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

    def precedes(self, one: Moment, other: Moment) -> bool:
        return exact(one) < exact(other) if self.unit is Unit.HOURS else one.day < other.day


def exact(moment: Moment) -> datetime:
    if moment.time is None:
        raise UncomputableError
    return datetime.combine(moment.day, moment.time)

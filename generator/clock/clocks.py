"""Clocks (时限): how each promise of a column's rule stands for one record. Pure; today is an argument.

The day of the event is not counted; day 1 is the next (working) day; the deadline is the end of the last day
(《民法典》第二百零一条、第二百零三条). Where plain days end on a day off, the next working day is the last
(第二百零三条). Hours run from the minute of the event, through days off (第二百零一条).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from generator.clock.milestones import Ending, Milestones, milestones
from generator.clock.working_days import OutOfCalendarError, Span, WorkingDays
from generator.model import Record
from generator.model.case import Asked, Extended, Supplemented
from generator.model.county import Limit, Rule
from generator.model.fields import Moment
from generator.model.vocabulary import Step, Term, Unit
from generator.problem import Text


class State(Term):
    """How one clock stands."""

    ON_TIME = "on-time", "按时", "on time"
    LATE = "late", "逾期完成", "late"
    RUNNING = "running", "计时中", "running"
    PAUSED = "paused", "暂停计时", "paused"
    OVERDUE = "overdue", "已逾期", "overdue"
    WAITING = "waiting", "尚未起算", "not started"
    UNKNOWN = "unknown", "无法计算", "cannot be computed"


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count: after the writer was asked for more, until it came or the office went on without."""

    asked: Moment
    until: Moment | None
    length: int
    """in the limit's unit; 0 while it lasts"""


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit of a rule applied to one record. Amounts are in the limit's unit."""

    limit: Limit
    allowed: int
    """the simple or the complex limit, without extensions"""
    today: date
    """the day on which it is looked at"""
    since: Moment | None = None
    due: Moment | None = None
    """the last day, whose end counts; for hours the last moment"""
    done: Moment | None = None
    ended_by: Ending | None = None
    state: State = State.UNKNOWN
    used: int | None = None
    """until it was done, or until today; None for hours without a time of day"""
    extended: int = 0
    pauses: tuple[Pause, ...] = ()
    span: Span | None = None
    """what the days after `since` until `due` are; for working days only"""
    rolled_from: date | None = None
    """the day off on which plain days ended, before the deadline moved on"""
    is_provisional: bool = False
    """a holiday arrangement still to come may move the deadline"""
    notes: tuple[Text, ...] = ()
    """extensions that do not count, and why"""
    why: Text | None = None
    """why there is no deadline, or no verdict"""

    @property
    def is_complex(self) -> bool:
        return self.allowed != self.limit.days

    @property
    def late_by(self) -> int:
        """Calendar days past the deadline, until it was done or until today; 0 when not late."""
        if self.due is None or self.state not in (State.LATE, State.OVERDUE):
            return 0
        return ((self.done.day if self.done else self.today) - self.due.day).days


def clocks(record: Record, rule: Rule, days: WorkingDays, today: date) -> tuple[Clock, ...]:
    """The rule's limits in order, as they stand for the record on `today`.

    A limit that nobody has to keep any more, as after a refusal, has no clock. A clock that cannot be computed
    says why and has no deadline.
    """
    facts = milestones(record)
    due = (limit for limit in rule.limits if limit.step in facts.ends or not facts.is_over)
    return tuple(_clock(limit, facts, days, today) for limit in due)


STARTS = {
    "received": Text("收件", "received"),
    "accepted": Text("受理", "accepted"),
    "assigned": Text("转办", "assigned"),
    "replied": Text("答复", "answered"),
    "closed": Text("结束", "closed"),
    "ended": Text("结束", "ended"),
}
"""The names of the events that limits run from."""


class _UncomputableError(Exception):
    why = Text("按小时计算，但没有记录时刻", "it counts in hours, but a time of day is not recorded")


def _clock(limit: Limit, facts: Milestones, days: WorkingDays, today: date) -> Clock:
    since, end = facts.starts.get(limit.since), facts.ends.get(limit.step)
    allowed = limit.complex if facts.complex and limit.complex else limit.days
    clock = Clock(limit, allowed, today, since, done=end and end.at, ended_by=end and end.by)
    if since is None:
        start = STARTS[limit.since]
        if end is None:
            why = Text(f"自{start.zh}起算，尚未{start.zh}", f"it runs from the day it is {start.en}")
            return replace(clock, state=State.WAITING, why=why)
        return replace(clock, why=Text(f"没有{start.zh}的记录", f"no record says when it was {start.en}"))
    try:
        return _Run(clock, since, _Ruler(limit.unit, days)).through(facts).judged()
    except _UncomputableError as error:
        return replace(clock, why=error.why)
    except (OutOfCalendarError, OverflowError):
        return replace(clock, why=Text("日期超出所知的放假安排", "its days lie outside the known calendar"))


@dataclass(frozen=True, slots=True)
class _Ruler:
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
            return max(0, int((_exact(until) - _exact(since)).total_seconds()))
        if self.unit is Unit.DAYS:
            return max(0, (until.day - since.day).days)
        return max(0, self.days.count(since.day, until.day))

    def after(self, since: Moment, ticks: int) -> Moment:
        """Where the count ends, before a day off moves the deadline."""
        if self.unit is Unit.HOURS:
            end = _exact(since) + timedelta(seconds=ticks)
            return Moment(end.date(), end.time())
        if self.unit is Unit.DAYS:
            return Moment(since.day + timedelta(days=ticks))
        return Moment(self.days.add(since.day, ticks))

    def deadline(self, end: Moment) -> Moment:
        return Moment(self.days.not_before(end.day)) if self.unit is Unit.DAYS else end

    def precedes(self, one: Moment, other: Moment) -> bool:
        return _exact(one) < _exact(other) if self.unit is Unit.HOURS else one.day < other.day


def _exact(moment: Moment) -> datetime:
    if moment.time is None:
        raise _UncomputableError
    return datetime.combine(moment.day, moment.time)


class _Run:
    """One clock while its record's events come by: how long it may take, and what of that is spent."""

    def __init__(self, clock: Clock, since: Moment, ruler: _Ruler) -> None:
        self.clock, self.since, self.ruler = clock, since, ruler
        self.ticks = ruler.ticks(clock.allowed)
        self.paused = 0
        self.asked: Moment | None = None

    @property
    def end(self) -> Moment:
        return self.ruler.after(self.since, self.ticks + self.paused)

    def through(self, facts: Milestones) -> _Run:
        done = self.clock.done
        for event in facts.interruptions:
            if done is not None and done.is_before(event.at):
                break
            match event:
                case Asked():
                    self._ask(max(event.at, self.since))
                case Supplemented():
                    self._go_on(max(event.at, self.since))
                case Extended():
                    self._extend(event)
        if done is not None:
            self._go_on(max(done, self.since))
        return self

    def _ask(self, at: Moment) -> None:
        """Pause, unless the days are already spent."""
        if self.clock.limit.pauses and self.asked is None and self.ruler.precedes(at, self.end):
            self.asked = at

    def _go_on(self, at: Moment) -> None:
        if self.asked is not None:
            ticks = self.ruler.between(self.asked, at)
            pause = Pause(self.asked, at, self.ruler.amount(ticks))
            self.clock = replace(self.clock, pauses=(*self.clock.pauses, pause))
            self.paused += ticks
            self.asked = None

    def _extend(self, event: Extended) -> None:
        """Add what the rule allows; an extension counts only while the deadline has not passed."""
        limit, day = self.clock.limit, event.at.day
        if limit.extension is None and limit.step is not Step.REPLY:
            return
        if self.asked is None and self.ruler.precedes(self.ruler.deadline(self.end), event.at):
            self._note(
                Text(f"{day}的延期在到期之后，不计", f"the extension of {day} came after the deadline")
            )
            return
        most, unit = limit.extension or 0, limit.unit
        given = min(event.days, most - self.clock.extended)
        self.clock = replace(self.clock, extended=self.clock.extended + given)
        self.ticks += self.ruler.ticks(given)
        if given < event.days:
            zh = f"{day}延期{event.days}{unit.zh}，制度最多许延{most}{unit.zh}，超出的不计"
            self._note(
                Text(
                    zh,
                    f"the extension of {day} asks {event.days} {unit.text.en}, the rule gives at most {most}",
                )
            )

    def _note(self, note: Text) -> None:
        self.clock = replace(self.clock, notes=(*self.clock.notes, note))

    def judged(self) -> Clock:
        """The clock with its deadline, what is used of it, and its state."""
        if self.asked is not None:
            return self._paused(self.asked)
        end, ruler = self.end, self.ruler
        due = ruler.deadline(end)
        until = self.clock.done or Moment(self.clock.today)
        state, why = _state(self.clock, self.since, due)
        timed = ruler.unit is not Unit.HOURS or until.time is not None
        return replace(
            self.clock,
            due=due,
            state=state,
            used=ruler.amount(max(0, ruler.between(self.since, until) - self.paused)) if timed else None,
            span=ruler.days.span(self.since.day, due.day) if ruler.unit is Unit.WORKING_DAYS else None,
            rolled_from=end.day if due.day != end.day else None,
            is_provisional=self._is_provisional(end.day, due.day),
            why=why,
        )

    def _is_provisional(self, end: date, due: date) -> bool:
        days = self.ruler.days
        if self.ruler.unit is Unit.WORKING_DAYS:
            return days.is_provisional(self.since.day, due)
        return self.ruler.unit is Unit.DAYS and days.is_provisional(end - timedelta(1), due)

    def _paused(self, asked: Moment) -> Clock:
        why = Text(
            f"{asked.day}请写信人补充，尚未收到",
            f"the writer was asked for more on {asked.day}; it has not come",
        )
        used = self.ruler.amount(self.ruler.between(self.since, asked) - self.paused)
        pauses = (*self.clock.pauses, Pause(asked, None, 0))
        return replace(self.clock, pauses=pauses, used=used, state=State.PAUSED, why=why)


def _state(clock: Clock, since: Moment, due: Moment) -> tuple[State, Text | None]:
    if clock.done is not None:
        if due.time is not None and clock.done.time is None and clock.done.day == due.day:
            return State.UNKNOWN, _UncomputableError.why
        return (State.LATE if due.is_before(clock.done) else State.ON_TIME), None
    if due.day < clock.today:
        return State.OVERDUE, None
    return (State.WAITING if clock.today < since.day else State.RUNNING), None

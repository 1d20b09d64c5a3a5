"""Clocks (时限): how each promise of a column's rule stands for one record. Pure; today is an argument.

The day of the event is not counted; day 1 is the next (working) day; the deadline is the end of the last day
(《民法典》第二百零一条、第二百零三条). Where plain days end on a day off, the next working day is the last
(第二百零三条). Hours run from the minute of the event, through days off (第二百零一条).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from generator.clock.milestones import Ending, Milestones, milestones
from generator.clock.names import start_of
from generator.clock.ruler import Ruler, UncomputableError
from generator.clock.working_days import OutOfCalendarError, Span, WorkingDays
from generator.model import Case, Kind, Record
from generator.model.case import Asked, Extended, Resumed, Supplemented, Suspended
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
    LAPSED = "lapsed", "期限已过", "lapsed"
    """of a right that its holder left"""
    UNKNOWN = "unknown", "无法计算", "cannot be computed"


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count: from a question to the writer, or a suspension, until neither is open any more."""

    since: Moment
    until: Moment | None
    length: int
    """in the limit's unit; 0 while it lasts"""
    is_writers: bool = True
    """whether the writer was waited for at its end"""


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit of a rule applied to one record. Amounts are in the limit's unit."""

    limit: Limit
    allowed: int
    """the simple or the complex limit, without extensions"""
    today: date
    """the day on which it is looked at"""
    kind: Kind = Kind.CASE
    """of the record: what its steps are called hangs on it"""
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
    is_assumed: bool = False
    """no record says when the paper reached the writer, so the day it bears stands in"""
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


def clocks(
    record: Record, rule: Rule, days: WorkingDays, today: date, facts: Milestones | None = None
) -> tuple[Clock, ...]:
    """The rule's limits in order, as they stand for the record on `today`; `facts` are its milestones, if known.

    A limit that nobody has to keep any more, as after a refusal, has no clock. A clock that cannot be computed
    says why and has no deadline.
    """
    facts = facts or milestones(record)
    return tuple(
        _clock(limit, record.kind, facts, days, today)
        for limit in rule.limits
        if not limit.step.is_right and (not facts.is_over or limit.step in facts.ends)
    )


def rights(
    record: Record, rule: Rule, days: WorkingDays, today: date, facts: Milestones | None = None
) -> tuple[Clock, ...]:
    """How long the writer may ask for 复查 and 复核, by the rule's limits for these; none where nothing is decided.

    They stand apart from `clocks`: what the writer lets pass has lapsed and is nobody's fault, so never overdue.
    信访工作条例 (2022), articles 35 and 36.
    """
    if not isinstance(record, Case) or not record.is_decided:
        return ()
    limits = [limit for limit in rule.limits if limit.step.is_right]
    if not limits:
        return ()
    facts = facts or milestones(record)
    if facts.is_over and not record.replies:
        return ()
    found = (_clock(limit, record.kind, facts, days, today) for limit in limits)
    return tuple(replace(c, state=State.LAPSED) if c.state is State.OVERDUE else c for c in found)


def _clock(limit: Limit, kind: Kind, facts: Milestones, days: WorkingDays, today: date) -> Clock:
    since, end = facts.starts.get(limit.since), facts.ends.get(limit.step)
    allowed = limit.complex if facts.complex and limit.complex else limit.days
    at, by = end or (None, None)
    if since is None:
        start = start_of(limit, kind)
        if end is None:
            why = Text(f"自{start.zh}起算，尚未{start.zh}", f"it runs from the day it is {start.en}")
            return Clock(limit, allowed, today, kind, state=State.WAITING, why=why)
        why = Text(f"没有{start.zh}的记录", f"no record says when it was {start.en}")
        return Clock(limit, allowed, today, kind, done=at, ended_by=by, why=why)
    clock = Clock(limit, allowed, today, kind, since, None, at, by, is_assumed=limit.since in facts.assumed)
    try:
        return _Run(clock, since, Ruler(limit.unit, days)).through(facts).judged()
    except UncomputableError as error:
        return replace(clock, why=error.why)
    except (OutOfCalendarError, OverflowError):
        return replace(clock, why=Text("日期超出所知的放假安排", "its days lie outside the known calendar"))


class _Run:
    """One clock while its record's events come by: how long it may take, and what of that is spent."""

    def __init__(self, clock: Clock, since: Moment, ruler: Ruler) -> None:
        self.clock, self.since, self.ruler = clock, since, ruler
        self.ticks = ruler.ticks(clock.allowed)
        self.paused = 0
        self.extended = 0
        self.pauses: tuple[Pause, ...] = ()
        self.notes: tuple[Text, ...] = ()
        self.open: dict[type[Asked | Suspended], Moment] = {}
        """what stops the clock now, and since when"""

    @property
    def end(self) -> Moment:
        return self.ruler.after(self.since, self.ticks + self.paused)

    def through(self, facts: Milestones) -> _Run:
        done = self.clock.done
        for event in facts.interruptions:
            if done is not None and done.is_before(event.at):
                break
            at = max(event.at, self.since)
            match event:
                case Asked() if self.clock.limit.pauses:
                    self._stop(Asked, at)
                case Suspended() if self.clock.limit.suspends:
                    self._stop(Suspended, at)
                case Supplemented():
                    self._go_on(at, Asked)
                case Resumed():
                    self._go_on(at, Suspended)
                case Extended():
                    self._extend(event)
        if done is not None and self.open:
            self._go_on(max(done, self.since), Asked, Suspended)
        return self

    def _stop(self, by: type[Asked | Suspended], at: Moment) -> None:
        """Pause, unless the days are already spent."""
        if self.open or self.ruler.precedes(at, self.end):
            self.open.setdefault(by, at)

    def _go_on(self, at: Moment, *ended: type[Asked | Suspended]) -> None:
        """End what stopped the clock; it runs again when nothing else stops it."""
        if not self.open:
            return
        since, is_writers = self._stopped()
        self.open = {by: start for by, start in self.open.items() if by not in ended}
        if self.open:
            self.open = dict.fromkeys(self.open, since)
            return
        ticks = self.ruler.between(since, at)
        pause = Pause(since, at, self.ruler.amount(ticks), is_writers)
        self.pauses = (*self.pauses, pause)
        self.paused += ticks

    def _stopped(self) -> tuple[Moment, bool]:
        """Since when the clock stands, and whether the writer is waited for."""
        since = min(self.open.values())
        return since, Asked in self.open

    def _extend(self, event: Extended) -> None:
        """Add what the rule allows; an extension counts only while the deadline has not passed."""
        limit, day = self.clock.limit, event.at.day
        if limit.extension is None and limit.step is not Step.REPLY:
            return
        if not self.open and self.ruler.precedes(self.ruler.deadline(self.end), event.at):
            self._note(
                Text(f"{day}的延期在到期之后，不计", f"the extension of {day} came after the deadline")
            )
            return
        most, unit = limit.extension or 0, limit.unit
        given = min(event.days, most - self.extended)
        self.extended += given
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
        self.notes = (*self.notes, note)

    def judged(self) -> Clock:
        """The clock with its deadline, what is used of it, and its state."""
        if self.open:
            return self._paused(*self._stopped())
        clock, ruler, since = self.clock, self.ruler, self.since
        end, due, span, is_provisional = ruler.reckoned(since, self.ticks + self.paused)
        until = clock.done or Moment(clock.today)
        state, why = _state(clock, since, due)
        timed = ruler.unit is not Unit.HOURS or until.time is not None
        return Clock(
            limit=clock.limit,
            allowed=clock.allowed,
            today=clock.today,
            kind=clock.kind,
            since=since,
            due=due,
            done=clock.done,
            ended_by=clock.ended_by,
            state=state,
            used=ruler.amount(max(0, ruler.between(since, until) - self.paused)) if timed else None,
            extended=self.extended,
            pauses=self.pauses,
            span=span,
            rolled_from=end.day if due.day != end.day else None,
            is_assumed=clock.is_assumed,
            is_provisional=is_provisional,
            notes=self.notes,
            why=why,
        )

    def _paused(self, since: Moment, is_writers: bool) -> Clock:
        day = since.day
        if is_writers:
            why = Text(
                f"{day}请写信人补充，尚未收到", f"the writer was asked for more on {day}; it has not come"
            )
        else:
            why = Text(f"{day}中止办理，尚未恢复", f"it was suspended on {day} and has not been resumed")
        used = self.ruler.amount(self.ruler.between(self.since, since) - self.paused)
        return replace(
            self.clock,
            extended=self.extended,
            pauses=(*self.pauses, Pause(since, None, 0, is_writers)),
            notes=self.notes,
            used=used,
            state=State.PAUSED,
            why=why,
        )


def _state(clock: Clock, since: Moment, due: Moment) -> tuple[State, Text | None]:
    if clock.done is not None:
        if due.time is not None and clock.done.time is None and clock.done.day == due.day:
            return State.UNKNOWN, UncomputableError.why
        return (State.LATE if due.is_before(clock.done) else State.ON_TIME), None
    if due.day < clock.today:
        return State.OVERDUE, None
    return (State.WAITING if clock.today < since.day else State.RUNNING), None

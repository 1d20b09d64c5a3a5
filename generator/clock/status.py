"""Where every record stands, in one word that follows from its events, its rule and today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.catalogue import Catalogue
from generator.clock.clocks import Clock, State, clocks, rights
from generator.clock.milestones import is_refused, milestones
from generator.clock.working_days import WorkingDays
from generator.model import Brief, Call, Case, Clarification, Record, Session, Shown, Survey
from generator.model.brief import Missed
from generator.model.case import Rated, Revisited
from generator.model.fields import Moment
from generator.model.seal import Status
from generator.model.vocabulary import Outcome, Step, Verdict


@dataclass(frozen=True, slots=True)
class Progress:
    """What time has made of one record."""

    clocks: tuple[Clock, ...]
    status: Status
    outcome: Outcome | None
    """whether the matter is solved, by the last word of the writer or of a revisit; never the office's own"""
    rights: tuple[Clock, ...] = ()
    """how long the writer may ask for 复查 and 复核"""

    @property
    def timing(self) -> State | None:
        """How the promise to reply stands; None where the rule makes none, or it is off."""
        for clock in self.clocks:
            if clock.limit.step is Step.REPLY:
                return clock.state
        return None

    @property
    def missed(self) -> tuple[Missed, ...]:
        """The deadlines that have passed while the matter is open, longest ago first."""
        running = (clock for clock in self.clocks if clock.state is State.OVERDUE)
        late = sorted(running, key=lambda clock: -clock.late_by)
        return tuple(Missed(clock.limit.step.zh, str(clock.due), clock.late_by) for clock in late)


Stands = Progress | Brief
"""How a record stands: a brief says it of itself."""


def progress(record: Record, catalogue: Catalogue, days: WorkingDays) -> Progress:
    """Clocks, status and outcome of one record on the catalogue's day."""
    rule = catalogue.county.columns[record.column].rule
    facts = milestones(record)
    running = clocks(record, rule, days, catalogue.today, facts)
    entitled = rights(record, rule, days, catalogue.today, facts)
    return Progress(running, status(record, running, catalogue.today), outcome(record), entitled)


def told(stands: Stands) -> Progress:
    """The clocks of a record that is at hand whole."""
    assert isinstance(stands, Progress), "a brief has no clocks"
    return stands


def all_progress(catalogue: Catalogue, days: WorkingDays) -> Mapping[str, Stands]:
    """How every record stands, by id, each computed once."""
    return {
        record.id: record if isinstance(record, Brief) else progress(record, catalogue, days)
        for record in catalogue.records
    }


def status(record: Record, running: tuple[Clock, ...], today: date) -> Status:
    """The one word; `running` are the record's clocks on that day."""
    states = {clock.state for clock in running}
    match record:
        case Case():
            return _of_case(record, states, any(_waits_for_writer(clock) for clock in running))
        case Call() | Survey():
            if record.result is not None:
                return Status.DECIDED
            return _of_period(record.opens, record.closes, states, today)
        case Session():
            return _of_period(record.starts.day, (record.ends or record.starts).day, states, today)
        case Clarification():
            return Status.CHECKING if record.verdict is Verdict.UNPROVEN else Status.CLARIFIED


def last_reply(record: Shown) -> Moment | None:
    """When a case was last answered; None for one without an answer, and for other kinds."""
    return record.replied_at if isinstance(record, Case | Brief) else None


def outcome(record: Record) -> Outcome | None:
    """The last outcome that a citizen or a revisit reported; None where nobody was heard."""
    event = heard(record)
    return event.outcome if event else None


def heard(record: Record) -> Rated | Revisited | None:
    """The last event in which the writer, or a revisit, said whether the matter is solved."""
    if isinstance(record, Case):
        for event in reversed(record.events):
            if isinstance(event, Rated | Revisited) and event.outcome is not None:
                return event
    return None


def is_fresh(clarification: Clarification, today: date, fresh_days: int) -> bool:
    """Whether it still stands on top: published, or last changed, within `fresh_days` days."""
    last = max([clarification.at, *(event.at for event in clarification.events)])
    return (today - last.day).days <= fresh_days


def _waits_for_writer(clock: Clock) -> bool:
    return clock.state is State.PAUSED and clock.pauses[-1].is_writers


def _of_case(case: Case, states: set[State], waits: bool) -> Status:
    if is_refused(case):
        return Status.REFUSED
    if case.replies:
        return Status.REPLIED
    if any(event.event == "closed" for event in case.events):
        return Status.CLOSED
    if State.OVERDUE in states:
        return Status.OVERDUE
    return Status.WAITING if waits else Status.OPEN


def _of_period(first: date, last: date, states: set[State], today: date) -> Status:
    if today < first:
        return Status.UPCOMING
    if today <= last:
        return Status.ONGOING
    return Status.OVERDUE if State.OVERDUE in states else Status.ENDED

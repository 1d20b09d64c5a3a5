"""The arithmetic of a clock as one sentence that a citizen can check with a wall calendar."""

from __future__ import annotations

from datetime import date

from generator.clock.clocks import Clock, Pause, State
from generator.clock.names import start_of, step_of
from generator.clock.working_days import Span
from generator.model.fields import Moment
from generator.model.vocabulary import Unit
from generator.problem import Language, Text

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
_MONTHS += ["November", "December"]

_PROVISIONAL = Text(
    "（其间有的日子放假安排尚未公布，暂按法定节假日推算）",
    " (some days off in between are not announced yet; counted by the statutory ones)",
)
_ASSUMED = Text(
    "（没有送达日的记录，按文书的日期算；实际收到晚的，从收到之日算）",
    " (by the day the paper bears, as no delivery is noted; it runs from the day the writer got it)",
)
_WRITERS = Text("等写信人补充", "waiting for the writer")
_SUSPENSION = Text("中止办理", "suspension")


def explain(clock: Clock) -> Text:
    """`explained` in both languages."""
    return Text(explained(clock, "zh"), explained(clock, "en"))


def explained(clock: Clock, language: Language = "zh") -> str:
    """From the event over the count to the deadline and what became of it; or why it cannot be said.

    Weekends, days off and working days of the sentence add up to the calendar days between its two dates.
    Years stand only where a date is not of the first date's year.
    """
    if clock.since is None or (clock.due is None and clock.state is State.UNKNOWN):
        assert clock.why is not None
        verb, amount = step_of(clock.limit, clock.kind)(language), _amount(clock, clock.allowed, language)
        why = clock.why(language)
        if language == "zh":
            return f"{amount}内{verb}：{'' if clock.since is None else '无法计算，'}{why}"
        return f"To {verb} within {amount}: {'' if clock.since is None else 'cannot be computed, '}{why}"
    said = reckoned(clock, clock.since, language) + _result(clock, clock.since, language)
    return said + caveats(clock, language)


def reckoned(clock: Clock, since: Moment, language: Language = "zh") -> str:
    """From the event over the count to the deadline: what stays the same from day to day."""
    said, verb = _count(clock, since, language), step_of(clock.limit, clock.kind)(language)
    if clock.due is None:
        return said
    is_exact = clock.limit.unit is Unit.HOURS
    by = _moment(clock.due, since, language) if is_exact else _day(clock.due.day, since, language)
    if language == "zh":
        return f"{said} → {by}前{'可以' if clock.limit.step.is_right else ''}{verb}"
    return f"{said} → {verb} by {by}"


def caveats(clock: Clock, language: Language = "zh") -> str:
    """What the count could not know, or did not grant."""
    said = _PROVISIONAL(language) if clock.is_provisional else ""
    if clock.is_assumed:
        said += _ASSUMED(language)
    for note in clock.notes:
        said += f"；{note.zh}" if language == "zh" else f"; {note.en}"
    return said


def _amount(clock: Clock, n: int, language: Language) -> str:
    unit = clock.limit.unit.text
    if language == "zh":
        return f"{n}{unit.zh}"
    return f"{n} {unit.en.removesuffix('s') if n == 1 else unit.en}"


def _days(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _day(day: date, since: Moment, language: Language) -> str:
    said = f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {_MONTHS[day.month - 1]}"
    if day.year == since.day.year:
        return said
    return f"{day.year}年{said}" if language == "zh" else f"{said} {day.year}"


def _moment(moment: Moment, since: Moment, language: Language) -> str:
    day = _day(moment.day, since, language)
    if moment.time is None:
        return day
    shown = moment.time.isoformat("seconds" if moment.time.second else "minutes")
    return f"{day}{shown}" if language == "zh" else f"{shown} on {day}"


def _at(clock: Clock, moment: Moment, since: Moment, language: Language) -> str:
    """A moment as closely as the clock counts."""
    if clock.limit.unit is Unit.HOURS:
        return _moment(moment, since, language)
    return _day(moment.day, since, language)


def _count(clock: Clock, since: Moment, language: Language) -> str:
    """The event, the days allowed, and what does not count."""
    start, allowed = start_of(clock.limit, clock.kind), _amount(clock, clock.allowed, language)
    at = _at(clock, since, since, language)
    zh = language == "zh"
    said = f"{at}{start.zh} → {allowed}" if zh else f"{start.en.capitalize()} {at} → {allowed}"
    if clock.is_complex:
        said += "（复杂事项）" if zh else " (complex matter)"
    if clock.extended:
        more = _amount(clock, clock.extended, language)
        said += f"，延期{more}" if zh else f", extended by {more}"
    for pause in clock.pauses:
        said += _pause(clock, pause, since, language)
    if clock.span is not None:
        said += _off(clock.span, language)
    if clock.rolled_from is not None:
        last = _day(clock.rolled_from, since, language)
        said += f"，末日{last}是休息日，顺延" if zh else f", and as {last} is a day off, the next working day"
    return said


def _pause(clock: Clock, pause: Pause, since: Moment, language: Language) -> str:
    if pause.until is None or pause.length == 0:
        return ""
    start, until = _day(pause.since.day, since, language), _day(pause.until.day, since, language)
    length = _amount(clock, pause.length, language)
    why = (_WRITERS if pause.is_writers else _SUSPENSION)(language)
    if language == "zh":
        return f"，{start}至{until}{why}，不计{length}"
    return f", not counting {length} of {why} from {start} to {until}"


def _off(span: Span, language: Language) -> str:
    """Weekends and days off in between; make-up days only where there are days off."""
    said, zh = [], language == "zh"
    if span.weekend:
        said.append(f"周末{span.weekend}天" if zh else _days(span.weekend, "weekend day"))
    for name, n in span.holidays:
        said.append(f"{name.zh}放假{n}天" if zh else f"{_days(n, 'day')} off for {name.en}")
    if span.holidays or span.makeup:
        said.append(f"调休上班{span.makeup}天" if zh else _days(span.makeup, "make-up working day"))
    if not said:
        return ""
    return "，其间" + "、".join(said) if zh else ", with " + ", ".join(said)


def _result(clock: Clock, since: Moment, language: Language) -> str:
    """What became of it, with a semicolon before it."""
    if clock.limit.step.is_right:
        return _of_right(clock, since, language)
    zh = language == "zh"
    if clock.done is not None and clock.ended_by is not None:
        at, by = _at(clock, clock.done, since, language), clock.ended_by.text
        done = f"；{at}{by.zh}" if zh else f"; {by.en} {at}"
        return done + _used(clock, language) + _late(clock, language) + _undecided(clock, language)
    match clock.state:
        case State.OVERDUE:
            today = _day(clock.today, since, language)
            missed = f"；至{today}未办" if zh else f"; not done by {today}"
            return missed + _late(clock, language)
        case State.PAUSED:
            assert clock.why is not None
            still = f"；{clock.why.zh}，暂停计时" if zh else f"; {clock.why.en}, so the clock stands still"
            return still + _used(clock, language)
        case State.RUNNING if clock.used is not None:
            used = _amount(clock, clock.used, language)
            left = _amount(clock, max(0, clock.allowed + clock.extended - clock.used), language)
            return f"；已用{used}，还有{left}" if zh else f"; {used} used, {left} left"
    return ""


def _of_right(clock: Clock, since: Moment, language: Language) -> str:
    """What the writer made of a right, or still may."""
    zh = language == "zh"
    if clock.done is not None:
        at = _day(clock.done.day, since, language)
        return (f"；{at}已经提出" if zh else f"; done on {at}") + _late(clock, language)
    if clock.state is State.LAPSED:
        return "；期限已过" if zh else "; the time has passed"
    if clock.state is not State.RUNNING or clock.due is None:
        return ""
    left = (clock.due.day - clock.today).days
    if left == 0:
        return "；今天是最后一天" if zh else "; today is the last day"
    return f"；还有{left}天" if zh else f"; {_days(left, 'day')} left"


def _used(clock: Clock, language: Language) -> str:
    """After a comma, as all that may follow what became of it."""
    if clock.used is None:
        return ""
    amount = _amount(clock, clock.used, language)
    return f"，用{amount}" if language == "zh" else f", {amount} used"


def _late(clock: Clock, language: Language) -> str:
    if late_by := clock.late_by:
        return f"，超期{late_by}天" if language == "zh" else f", {_days(late_by, 'day')} late"
    if clock.state is not State.LATE:
        return ""
    return "，超期" if language == "zh" else ", late"


def _undecided(clock: Clock, language: Language) -> str:
    if clock.why is None:
        return ""
    if language == "zh":
        return f"，无法判断是否按时：{clock.why.zh}"
    return f"; whether in time cannot be told: {clock.why.en}"

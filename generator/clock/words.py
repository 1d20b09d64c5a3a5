"""The arithmetic of a clock as one sentence that a citizen can check with a wall calendar."""

from __future__ import annotations

from datetime import date

from generator.clock.clocks import Clock, Pause, State
from generator.clock.names import start_of, step_of
from generator.clock.working_days import Span
from generator.model.fields import Moment
from generator.model.vocabulary import Unit
from generator.problem import Text

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


def explain(clock: Clock) -> Text:
    """From the event over the count to the deadline and what became of it; or why it cannot be said.

    Weekends, days off and working days of the sentence add up to the calendar days between its two dates.
    Years stand only where a date is not of the first date's year.
    """
    verb = step_of(clock.limit, clock.kind)
    if clock.since is None or (clock.due is None and clock.state is State.UNKNOWN):
        assert clock.why is not None
        amount = _amount(clock, clock.allowed)
        return _join(
            Text(f"{amount.zh}内{verb.zh}", f"To {verb.en} within {amount.en}"),
            Text("：", ": "),
            _join(
                Text("", "") if clock.since is None else Text("无法计算，", "cannot be computed, "), clock.why
            ),
        )
    return _join(reckoned(clock, clock.since), _result(clock, clock.since), caveats(clock))


def reckoned(clock: Clock, since: Moment) -> Text:
    """From the event over the count to the deadline: what stays the same from day to day."""
    said, verb = _count(clock, since), step_of(clock.limit, clock.kind)
    if clock.due is None:
        return said
    by = _moment(clock.due, since) if clock.limit.unit is Unit.HOURS else _day(clock.due.day, since)
    may = "可以" if clock.limit.step.is_right else ""
    return _join(said, Text(f" → {by.zh}前{may}{verb.zh}", f" → {verb.en} by {by.en}"))


def caveats(clock: Clock) -> Text:
    """What the count could not know, or did not grant."""
    found = [_PROVISIONAL] if clock.is_provisional else []
    found += [_ASSUMED] if clock.is_assumed else []
    return _join(*found, *(_join(Text("；", "; "), note) for note in clock.notes))


def _join(*parts: Text) -> Text:
    return Text("".join(part.zh for part in parts), "".join(part.en for part in parts))


def _amount(clock: Clock, n: int) -> Text:
    unit = clock.limit.unit.text
    return Text(f"{n}{unit.zh}", f"{n} {unit.en.removesuffix('s') if n == 1 else unit.en}")


def _days(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _day(day: date, since: Moment) -> Text:
    zh, en = f"{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]}"
    return Text(zh, en) if day.year == since.day.year else Text(f"{day.year}年{zh}", f"{en} {day.year}")


def _moment(moment: Moment, since: Moment) -> Text:
    day = _day(moment.day, since)
    if moment.time is None:
        return day
    shown = moment.time.isoformat("seconds" if moment.time.second else "minutes")
    return Text(f"{day.zh}{shown}", f"{shown} on {day.en}")


def _count(clock: Clock, since: Moment) -> Text:
    """The event, the days allowed, and what does not count."""
    start, allowed = start_of(clock.limit, clock.kind), _amount(clock, clock.allowed)
    at = _moment(since, since) if clock.limit.unit is Unit.HOURS else _day(since.day, since)
    said = Text(f"{at.zh}{start.zh} → {allowed.zh}", f"{start.en.capitalize()} {at.en} → {allowed.en}")
    if clock.is_complex:
        said = _join(said, Text("（复杂事项）", " (complex matter)"))
    if clock.extended:
        more = _amount(clock, clock.extended)
        said = _join(said, Text(f"，延期{more.zh}", f", extended by {more.en}"))
    for pause in clock.pauses:
        said = _join(said, _pause(clock, pause, since))
    if clock.span is not None:
        said = _join(said, _off(clock.span))
    if clock.rolled_from is not None:
        last = _day(clock.rolled_from, since)
        said = _join(
            said,
            Text(f"，末日{last.zh}是休息日，顺延", f", and as {last.en} is a day off, the next working day"),
        )
    return said


def _pause(clock: Clock, pause: Pause, since: Moment) -> Text:
    if pause.until is None or pause.length == 0:
        return Text("", "")
    start, until, length = (
        _day(pause.since.day, since),
        _day(pause.until.day, since),
        _amount(clock, pause.length),
    )
    why = (
        Text("等写信人补充", "waiting for the writer") if pause.is_writers else Text("中止办理", "suspension")
    )
    return Text(
        f"，{start.zh}至{until.zh}{why.zh}，不计{length.zh}",
        f", not counting {length.en} of {why.en} from {start.en} to {until.en}",
    )


def _off(span: Span) -> Text:
    """Weekends and days off in between; make-up days only where there are days off."""
    zh, en = [], []
    if span.weekend:
        zh.append(f"周末{span.weekend}天")
        en.append(_days(span.weekend, "weekend day"))
    for name, n in span.holidays:
        zh.append(f"{name.zh}放假{n}天")
        en.append(f"{_days(n, 'day')} off for {name.en}")
    if span.holidays or span.makeup:
        zh.append(f"调休上班{span.makeup}天")
        en.append(_days(span.makeup, "make-up working day"))
    return Text("，其间" + "、".join(zh), ", with " + ", ".join(en)) if zh else Text("", "")


def _result(clock: Clock, since: Moment) -> Text:
    """What became of it, with a semicolon before it."""
    if clock.limit.step.is_right:
        return _of_right(clock, since)
    used = Text("", "") if clock.used is None else _used(_amount(clock, clock.used))
    if clock.done is not None and clock.ended_by is not None:
        at = _moment(clock.done, since) if clock.limit.unit is Unit.HOURS else _day(clock.done.day, since)
        done = Text(f"；{at.zh}{clock.ended_by.zh}", f"; {clock.ended_by.text.en} {at.en}")
        return _join(done, _after_comma(used), _after_comma(_late(clock)), _undecided(clock))
    match clock.state:
        case State.OVERDUE:
            today = _day(clock.today, since)
            missed = Text(f"；至{today.zh}未办", f"; not done by {today.en}")
            return _join(missed, _after_comma(_late(clock)))
        case State.PAUSED:
            assert clock.why is not None
            still = Text("，暂停计时", ", so the clock stands still")
            return _join(Text("；", "; "), clock.why, still, _after_comma(used))
        case State.RUNNING if clock.used is not None:
            left = _amount(clock, max(0, clock.allowed + clock.extended - clock.used))
            return _join(Text("；已", "; "), used, Text(f"，还有{left.zh}", f", {left.en} left"))
    return Text("", "")


def _of_right(clock: Clock, since: Moment) -> Text:
    """What the writer made of a right, or still may."""
    if clock.done is not None:
        at = _day(clock.done.day, since)
        return _join(Text(f"；{at.zh}已经提出", f"; done on {at.en}"), _after_comma(_late(clock)))
    if clock.state is State.LAPSED:
        return Text("；期限已过", "; the time has passed")
    if clock.state is not State.RUNNING or clock.due is None:
        return Text("", "")
    left = (clock.due.day - clock.today).days
    if left == 0:
        return Text("；今天是最后一天", "; today is the last day")
    return Text(f"；还有{left}天", f"; {_days(left, 'day')} left")


def _used(amount: Text) -> Text:
    return Text(f"用{amount.zh}", f"{amount.en} used")


def _late(clock: Clock) -> Text:
    if clock.late_by:
        return Text(f"超期{clock.late_by}天", f"{_days(clock.late_by, 'day')} late")
    return Text("超期", "late") if clock.state is State.LATE else Text("", "")


def _undecided(clock: Clock) -> Text:
    if clock.why is None:
        return Text("", "")
    return Text(f"，无法判断是否按时：{clock.why.zh}", f"; whether in time cannot be told: {clock.why.en}")


def _after_comma(text: Text) -> Text:
    return _join(Text("，", ", "), text) if text.zh else text

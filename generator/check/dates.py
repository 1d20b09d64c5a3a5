"""Rules of dates: nothing has happened yet that lies ahead, and things follow one another."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

from generator.model import Call, Session, Survey
from generator.model.case import Case, Replied, Reviewed
from generator.model.fields import Moment
from generator.model.load import Content
from generator.model.walk import leaves
from generator.problem import Problem, Text


def facts_are_not_in_the_future(content: Content, today: date) -> Iterator[Problem]:
    """date-in-future: what is said to have happened has happened. Periods and announced sessions may lie ahead."""
    for record in content.records:
        for where, value, _ in leaves(record.value, sort="moment"):
            if isinstance(value, Moment) and value.day > today and where not in {("starts",), ("ends",)}:
                yield Problem(
                    "date-in-future",
                    record.source.mark(*where),
                    Text(
                        f"日期 {value} 还没有到（今天是 {today}）。", f"{value} lies ahead; today is {today}."
                    ),
                    Text(
                        "检查年份和月份；还没有发生的事先不写。",
                        "Check year and month; record only what has happened.",
                    ),
                )


def events_stand_in_order(content: Content, today: date) -> Iterator[Problem]:
    """events-out-of-order, reply-before-letter: events stand as they happened, and no reply precedes its letter."""
    for record in content.records:
        events = record.value.events
        for index, (earlier, later) in enumerate(itertools.pairwise(events), start=1):
            early_reply = (
                isinstance(record.value, Case)
                and isinstance(later, Replied)
                and later.at.is_before(events[0].at)
            )
            if early_reply:
                yield Problem(
                    "reply-before-letter",
                    record.source.mark("events", index, "at"),
                    Text(
                        f"答复时间 {later.at} 早于收件时间 {events[0].at}。",
                        f"The reply ({later.at}) is earlier than the letter ({events[0].at}).",
                    ),
                    Text("核对这两个日期。", "Check both dates."),
                )
            elif later.at.is_before(earlier.at):
                yield Problem(
                    "events-out-of-order",
                    record.source.mark("events", index, "at"),
                    Text(
                        f"{later.at} 早于上一条的 {earlier.at}。",
                        f"{later.at} is earlier than the event above it ({earlier.at}).",
                    ),
                    Text("按发生的先后排列，或改正日期。", "Put events in the order in which they happened."),
                )


def periods_end_after_they_begin(content: Content, today: date) -> Iterator[Problem]:
    """period-reversed: calls, surveys and sessions end after they begin."""
    for record in content.records:
        value = record.value
        if isinstance(value, (Call, Survey)):
            reversed_, begin, end, field = value.closes < value.opens, value.opens, value.closes, "closes"
        elif isinstance(value, Session) and value.ends is not None:
            reversed_ = value.ends.is_before(value.starts)
            begin, end, field = value.starts.day, value.ends.day, "ends"
        else:
            continue
        if reversed_:
            yield Problem(
                "period-reversed",
                record.source.mark(field),
                Text(
                    f"结束时间 {end} 早于开始时间 {begin}。",
                    f"The end ({end}) is earlier than the beginning ({begin}).",
                ),
                Text("核对起止日期。", "Check both dates."),
            )


def papers_arrive_after_they_are_written(content: Content, today: date) -> Iterator[Problem]:
    """delivery-date: a reply or a review reaches the writer no earlier than it was made, and not in the future."""
    for record in content.records:
        for index, event in enumerate(record.value.events):
            if not isinstance(event, Replied | Reviewed) or event.delivered is None:
                continue
            day = event.delivered
            if event.at.day <= day <= today:
                continue
            wrong = (
                Text(
                    f"送达日期 {day} 早于文书的日期 {event.at.day}。",
                    f"It was delivered on {day}, before it was made ({event.at.day}).",
                )
                if day < event.at.day
                else Text(f"送达日期 {day} 还没有到。", f"The day of delivery, {day}, lies ahead.")
            )
            yield Problem(
                "delivery-date",
                record.source.mark("events", index, "delivered"),
                wrong,
                Text(
                    "写信人收到的日期以送达回证为准；不知道的，删去 delivered。",
                    "Give the day on the receipt; where it is not known, remove delivered.",
                ),
            )


RULES = (
    facts_are_not_in_the_future,
    events_stand_in_order,
    periods_end_after_they_begin,
    papers_arrive_after_they_are_written,
)

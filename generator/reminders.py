"""Reminders (iCalendar, RFC 5545): the last days of a petitioner's rights, as a file for the calendar of a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from generator import addresses
from generator.catalogue import Catalogue, County
from generator.clock.clocks import Clock
from generator.clock.status import Progress
from generator.clock.words import caveats, reckoned
from generator.model import Record
from generator.permalink import absolute, latest

_WARN = (timedelta(days=-7), timedelta(days=-1))
"""How long before the last day a calendar speaks up."""


def reminders(catalogue: Catalogue, progress: Mapping[str, Progress]) -> Iterator[tuple[str, bytes]]:
    """One file for each record that grants a right with a known last day, beside its page."""
    for record in catalogue.records:
        dated = last_days(progress[record.id])
        if dated:
            yield addresses.reminder(record), _calendar(record, dated, catalogue.county)


def last_days(progress: Progress) -> tuple[Clock, ...]:
    """The rights whose last day is known; passed and used ones too, so that an address stays."""
    return tuple(clock for clock in progress.rights if clock.due is not None)


def _calendar(record: Record, dated: tuple[Clock, ...], county: County) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Wenzheng//zh-CN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for clock in dated:
        calendar.add_component(_event(record, clock, county))
    content: bytes = calendar.to_ical()
    return content


def _event(record: Record, clock: Clock, county: County) -> Event:
    """A day of its own, with warnings; its UID stays, its stamp moves with the record, so a new import replaces it."""
    assert clock.since is not None and clock.due is not None
    what, day = clock.limit.step.zh, clock.due.day
    address = absolute(county, addresses.record(record))
    event = Event()
    event.add("uid", f"{address}#{clock.limit.step}")
    event.add("dtstamp", datetime.combine(latest(record).day, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{what}的最后一天（{record.id}）")
    words = reckoned(clock, clock.since) + caveats(clock)
    event.add("description", f"{record.title}\n{words}\n{address}")
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    for before in _WARN:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", before)
        alarm.add("description", f"{-before.days}天后是{what}的最后一天（{record.id}）")
        event.add_component(alarm)
    return event

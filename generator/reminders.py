"""Reminders (iCalendar, RFC 5545): the last days of a petitioner's rights, as a file for the calendar of a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from generator import addresses
from generator.catalogue import Catalogue, County
from generator.clock.clocks import Clock
from generator.clock.status import Progress, Stands, told
from generator.clock.words import caveats, reckoned
from generator.model import Record
from generator.permalink import absolute, latest

_WARN = (7, 1)
"""How many days before the last day a calendar speaks up."""
_MOST = 74
"""Octets of a line before it is folded; with the space that a folded line begins with these are the 75 allowed."""


def reminders(catalogue: Catalogue, progress: Mapping[str, Stands]) -> Iterator[tuple[str, bytes]]:
    """One file for each record that grants a right with a known last day, beside its page."""
    for record in catalogue.whole:
        dated = last_days(told(progress[record.id]))
        if dated:
            yield addresses.reminder(record), _calendar(record, dated, catalogue.county)


def last_days(progress: Progress) -> tuple[Clock, ...]:
    """The rights whose last day is known; passed and used ones too, so that an address stays."""
    return tuple(clock for clock in progress.rights if clock.due is not None)


def _calendar(record: Record, dated: tuple[Clock, ...], county: County) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wenzheng//zh-CN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for clock in dated:
        lines += _event(record, clock, county)
    return b"".join(folded(line) for line in (*lines, "END:VCALENDAR"))


def _event(record: Record, clock: Clock, county: County) -> Iterator[str]:
    """A day of its own, with warnings; its UID stays, its stamp moves with the record, so a new import replaces it."""
    assert clock.since is not None and clock.due is not None
    what, day = clock.limit.step.zh, clock.due.day
    address = absolute(county, addresses.record(record))
    said = "\n".join((record.title, reckoned(clock, clock.since) + caveats(clock), address))
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{escaped(f'{what}的最后一天（{record.id}）')}"
    yield f"DTSTART;VALUE=DATE:{_basic(day)}"
    yield f"DTEND;VALUE=DATE:{_basic(day + timedelta(days=1))}"
    yield f"DTSTAMP:{_basic(latest(record).day)}T000000Z"
    yield f"UID:{escaped(f'{address}#{clock.limit.step}')}"
    yield f"DESCRIPTION:{escaped(said)}"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{address}"
    for days in _WARN:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escaped(f'{days}天后是{what}的最后一天（{record.id}）')}"
        yield f"TRIGGER:-P{days}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    r"""A TEXT value (RFC 5545, 3.3.11); `\N` in it is a line break too, as calendars read it."""
    for character, code in _ESCAPES:
        text = text.replace(character, code)
    return text


_ESCAPES = (
    ("\\N", "\n"),
    ("\\", "\\\\"),
    (";", "\\;"),
    (",", "\\,"),
    ("\r\n", "\\n"),
    ("\n", "\\n"),
    ("\r", "\\n"),
)


def folded(line: str) -> bytes:
    """A content line with its end, folded between characters (RFC 5545, 3.1) and never behind what escapes the next."""
    octets = line.encode()
    parts, start = [], 0
    while len(octets) - start > _MOST:
        end = start + _MOST
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        if octets[end - 1 : end] in (b"\\", b"^"):
            end -= 1
        parts.append(octets[start:end])
        start = end
    parts.append(octets[start:])
    return b"\r\n ".join(parts) + b"\r\n"

"""Rules of calendar.yml: a slip there would move every deadline in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.county import Calendar, DayRange
from generator.model.load import Content
from generator.problem import Problem, Severity, Text

_FIELDS = ("days_off", "working_days")


def calendars_do_not_contradict_themselves(content: Content, today: date) -> Iterator[Problem]:
    """calendar-contradicts: periods end after they begin, no day is both off and worked, announced years have days."""
    for located in content.calendars:
        for place, what, fix in _contradictions(located.value):
            # Only an empty period has no meaning; the rest has one, though hardly the one that was meant.
            severity: Severity = "error" if place[-1] == "last" else "warning"
            yield Problem("calendar-contradicts", located.source.mark(*place), what, fix, severity)


def _contradictions(calendar: Calendar) -> Iterator[tuple[tuple[str | int, ...], Text, Text]]:
    for field in _FIELDS:
        for index, period in enumerate(getattr(calendar, field)):
            if period.last is not None and period.last < period.first:
                yield (
                    (field, index, "last"),
                    Text(
                        f"最后一天 {period.last} 早于第一天 {period.first}，这一段一天也没有。",
                        f"The last day, {period.last}, is before the first, {period.first}: the period is empty.",
                    ),
                    Text("核对这两个日期。", "Check both dates."),
                )
    for index, worked in enumerate(calendar.working_days):
        off = next((one for one in calendar.days_off if _meet(one, worked)), None)
        if off is not None:
            yield (
                ("working_days", index, "first"),
                Text(
                    f"“{worked.name}”和放假的“{off.name}”有同一天，按上班算。",
                    f"{worked.name} and {off.name} share a day, which would count as worked.",
                ),
                Text("一天只写在一处。", "Write each day in one place only."),
            )
    given = {
        year
        for field in _FIELDS
        for one in getattr(calendar, field)
        for year in (one.first.year, _last(one).year)
    }
    for index, year in enumerate(calendar.announced):
        if year not in given:
            yield (
                ("announced", index),
                Text(
                    f"{year} 年写在 announced 里，下面却没有这一年的放假和补班。",
                    f"{year} is announced, but none of its days stands below.",
                ),
                Text(
                    f"把 {year} 年的安排写全，或从 announced 里删去。",
                    f"Give all days of {year}, or remove it.",
                ),
            )


def _last(period: DayRange) -> date:
    return period.last or period.first


def _meet(one: DayRange, other: DayRange) -> bool:
    return one.first <= _last(other) and other.first <= _last(one)


RULES = (calendars_do_not_contradict_themselves,)

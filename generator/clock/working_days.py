"""Working days of China: what the State Council arranged, what the county adds, and what is still unknown.

The `holidays` package knows the statutory days off and, year by year, the arranged make-up working days (调休).
A year that it does not know yet follows the statutory days alone and counts as provisional.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise

from holidays import country_holidays

from generator.model.county import Calendar, DayRange
from generator.problem import Text

FIRST, LAST = date(2000, 1, 1), date(2049, 12, 31)
"""What the table covers."""

_ENGLISH = {
    "元旦": "New Year’s Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "70th anniversary of Victory Day",
}
_SWAPPED = Text("调休", "days swapped for others")
_PART_OF = {"农历除夕": "春节", "春节延长假期": "春节"}
_FROM_NEXT_YEAR = (12, 25)
"""From this day on, New Year's make-up days of the next year's arrangement may change December."""


class OutOfCalendarError(ValueError):
    """A day before FIRST or after LAST, of which this calendar knows nothing."""


@dataclass(frozen=True, slots=True)
class Span:
    """What the days of a period are: `working` + `weekend` + all `holidays` = calendar days."""

    working: int
    weekend: int
    """Saturdays and Sundays off"""
    holidays: tuple[tuple[Text, int], ...]
    """weekdays off, by festival, in the order of the year"""
    makeup: int
    """Saturdays and Sundays worked; they are among `working`"""


class WorkingDays:
    """The calendar of one county, from FIRST to LAST. Every question costs no more than a binary search.

    Source: 《全国年节及纪念日放假办法》 and the yearly notices of the State Council's General Office, through `holidays`.
    Local `working_days` win over local `days_off`, and both over the public calendar.
    """

    def __init__(self, local: Calendar | None = None) -> None:
        local = local or Calendar()
        public = country_holidays("CN", language="zh_CN", years=range(FIRST.year, LAST.year + 2))
        off = dict(_days(local.days_off))
        worked = dict(_days(local.working_days))
        every = [date.fromordinal(n) for n in range(FIRST.toordinal(), LAST.toordinal() + 1)]
        working = [day in worked or (day not in off and public.is_working_day(day)) for day in every]
        known = {*public.special_public_holidays, *local.announced}
        named = {
            **{day: _festivals(name) for day, name in public.items()},
            **{d: (n,) for d, n in off.items()},
        }
        self._total = list(accumulate(map(int, working)))
        self._unknown = list(accumulate(int(not _is_known(day, known)) for day in every))
        self._working = [day for day, works in zip(every, working, strict=True) if works]
        self._makeup = [day for day in self._working if day.weekday() >= 5]
        off_days = list(_weekdays_off(every, working, named))
        self._off = [day for day, _ in off_days]
        self._festivals = [festival for _, festival in off_days]

    def is_working(self, day: date) -> bool:
        return self.count(day - timedelta(1), day) == 1

    def count(self, after: date, until: date) -> int:
        """Working days from the day after `after` to `until`; negative when `until` comes first."""
        return self._up_to(self._total, until) - self._up_to(self._total, after)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`; the day itself for 0."""
        if n == 0:
            return day
        position = self._up_to(self._total, day) + n - 1
        if position >= len(self._working):
            raise OutOfCalendarError(f"{day} + {n}")
        return self._working[position]

    def not_before(self, day: date) -> date:
        """The day, or the next working day if it is off."""
        return self.add(day - timedelta(1), 1)

    def is_provisional(self, after: date, until: date) -> bool:
        """Whether any day from the day after `after` to `until` may still be rearranged by a coming notice."""
        return self._up_to(self._unknown, until) > self._up_to(self._unknown, after)

    def span(self, after: date, until: date) -> Span:
        """What the days from the day after `after` to `until` are; nothing when `until` comes first."""
        until = max(after, until)
        working = self.count(after, until)
        holidays: dict[Text, int] = {}
        start = bisect_right(self._off, after)
        end = bisect_right(self._off, until, start)
        for name in self._festivals[start:end]:
            holidays[name] = holidays.get(name, 0) + 1
        weekend = (until - after).days - working - (end - start)
        makeup = bisect_right(self._makeup, until) - bisect_left(self._makeup, after + timedelta(1))
        return Span(working, weekend, tuple(holidays.items()), makeup)

    @staticmethod
    def _up_to(totals: list[int], day: date) -> int:
        """The running total at the end of `day`; the eve of FIRST is 0."""
        position = (day - FIRST).days
        if not -1 <= position < len(totals):
            raise OutOfCalendarError(str(day))
        return totals[position] if position >= 0 else 0


@lru_cache(maxsize=4)
def calendar_of(local: Calendar) -> WorkingDays:
    """The calendar with a county's own days, made once."""
    return WorkingDays(local)


def _days(ranges: Iterable[DayRange]) -> Iterator[tuple[date, Text]]:
    """Every day of the ranges that the table covers, with its name."""
    for one in ranges:
        first, last = max(one.first, FIRST), min(one.last or one.first, LAST)
        for n in range(first.toordinal(), last.toordinal() + 1):
            yield date.fromordinal(n), _text(one.name)


def _text(name: str) -> Text:
    return Text(name, _ENGLISH.get(name, name))


def _festivals(names: str) -> tuple[Text, ...]:
    """The festivals in the package's name of a day; none for a day that is only swapped for another."""
    bare = [re.sub(r"（.*?）", "", name) for name in names.split("; ")]
    return tuple(_text(_PART_OF.get(name, name)) for name in bare if name != "休息日")


def _is_known(day: date, known: set[int]) -> bool:
    return day.year in known and ((day.month, day.day) < _FROM_NEXT_YEAR or day.year + 1 in known)


def _weekdays_off(
    every: list[date], working: list[bool], named: dict[date, tuple[Text, ...]]
) -> Iterator[tuple[date, Text]]:
    """Weekdays off, each with the festivals of the unbroken run of days off it lies in."""
    edges = [-1, *(i for i, works in enumerate(working) if works), len(every)]
    for before, after in pairwise(edges):
        run = every[before + 1 : after]
        names = dict.fromkeys(name for day in run for name in named.get(day, ())) or [_SWAPPED]
        festival = Text("、".join(n.zh for n in names), " and ".join(n.en for n in names))
        yield from ((day, festival) for day in run if day.weekday() < 5)

"""Periods (时间范围): all time, a year, a quarter or a month, each with its name, its days and the same a year before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from generator.problem import Text

Grain = Literal["all", "year", "quarter", "month"]

_KEY = re.compile(r"(\d{4})(?:-(?:q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)
_QUARTERS = "一二三四"
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
_MONTHS += ["November", "December"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of whole months, or all time (`first` and `last` are then the ends of the calendar)."""

    first: date
    last: date
    key: str
    """`all`, `2026`, `2026-q3` or `2026-03`: part of addresses, so permanent"""

    @classmethod
    def parse(cls, key: str) -> Period:
        """The period of a key; ValueError for anything else."""
        return ALL if key == "all" else _parsed(key)

    @classmethod
    def year(cls, year: int) -> Period:
        return cls.parse(f"{year:04}")

    @property
    def grain(self) -> Grain:
        if self.key == "all":
            return "all"
        return "year" if len(self.key) == 4 else "quarter" if "q" in self.key else "month"

    @property
    def label(self) -> Text:
        return _label(self)

    @property
    def year_before(self) -> Period | None:
        """The same period of the year before; None for all time and for the first year there is."""
        if self.grain == "all" or self.first.year == date.min.year:
            return None
        return Period.parse(f"{self.first.year - 1:04}{self.key[4:]}")

    @property
    def before(self) -> Period | None:
        """The period of the same length that ends when this one begins; None where there is none."""
        if self.grain == "all" or self.first == date.min:
            return None
        eve = self.first - timedelta(1)
        return next(period for period in containing(eve.isoformat()[:7]) if period.grain == self.grain)

    @property
    def months(self) -> tuple[str, ...]:
        """Its months as `2026-03`, in order; none for all time, which has no end."""
        return _months(self)

    def holds(self, month: str) -> bool:
        """Whether a month (`2026-03`) lies in it."""
        return self.grain == "all" or self.first.isoformat()[:7] <= month <= self.last.isoformat()[:7]


ALL = Period(date.min, date.max, "all")


# A county knows some hundred periods, and its pages ask for each of them thousands of times.
@lru_cache(maxsize=4096)
def _parsed(key: str) -> Period:
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError(key)
    year, quarter, month = int(match[1]), match[2], match[3]
    if quarter:
        return _of(year, 3 * int(quarter) - 2, 3, key)
    return _of(year, int(month), 1, key) if month else _of(year, 1, 12, key)


def _of(year: int, month: int, months: int, key: str) -> Period:
    after = month + months
    last = date(year, after, 1) - timedelta(1) if after <= 12 else date(year, 12, 31)
    return Period(date(year, month, 1), last, key)


@lru_cache(maxsize=4096)
def _label(period: Period) -> Text:
    year = period.first.year
    match period.grain:
        case "all":
            return Text("全部时间", "all time")
        case "year":
            return Text(f"{year}年", str(year))
        case "quarter":
            n = (period.first.month + 2) // 3
            return Text(f"{year}年第{_QUARTERS[n - 1]}季度", f"Q{n} {year}")
    return Text(f"{year}年{period.first.month}月", f"{_MONTHS[period.first.month - 1]} {year}")


@lru_cache(maxsize=4096)
def _months(period: Period) -> tuple[str, ...]:
    if period.grain == "all":
        return ()
    year = period.first.year
    return tuple(f"{year:04}-{month:02}" for month in range(period.first.month, period.last.month + 1))


def _first(period: Period) -> date:
    return period.first


def containing(month: str) -> Iterator[Period]:
    """The month itself, then its quarter and its year."""
    year, number = month.split("-")
    yield Period.parse(month)
    yield Period.parse(f"{year}-q{(int(number) + 2) // 3}")
    yield Period.parse(year)


def periods_of(months: Iterable[str]) -> tuple[Period, ...]:
    """All time, then the years, quarters and months that hold any of the months, each kind newest first.

    A period that holds none is a gap: it has no figures, not figures of zero.
    """
    found: dict[Grain, set[Period]] = {"year": set(), "quarter": set(), "month": set()}
    for month in set(months):
        for period in containing(month):
            found[period.grain].add(period)
    if not found["year"]:
        return ()
    return (ALL, *(period for some in found.values() for period in sorted(some, key=_first, reverse=True)))

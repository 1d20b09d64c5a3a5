"""Numbers in a row: by month, by year, by days to reply. What has no data is a gap, never a zero."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.problem import Text
from generator.stats.counting import growth
from generator.stats.facts import ANSWERS
from generator.stats.figures import Figure
from generator.stats.periods import ALL, Period
from generator.stats.sums import By, Sums
from generator.stats.tally import Tally


class Month(NamedTuple):
    """One month; None where it has no data."""

    month: str
    received: int | None
    replied: int | None
    """cases whose first reply was given in it, whenever they came"""
    is_partial: bool
    """the month is not over yet"""


class Year(NamedTuple):
    """One calendar year; None where it has no data."""

    year: int
    received: int | None
    replied: int | None
    """cases whose first reply was given in it, whenever they came"""
    growth: Figure
    is_partial: bool
    """the year is not over yet, or has months without data"""


class Bucket(NamedTuple):
    """Answered cases that took so many days."""

    label: Text
    short: str
    """the days alone, as an axis shows them"""
    cases: int


def monthly(tally: Tally, by: By = "all", value: str = "") -> tuple[Month, ...]:
    """Every month from the first with data to the current one, oldest first; none where there are no cases."""
    own = tally.months(by, value)
    if not own:
        return ()
    covered = tally.covered(by, value)
    current = f"{tally.today:%Y-%m}"
    first = min(covered) if by in ("all", "column") else min(own)
    none: Sums = {}
    return tuple(
        Month(
            month,
            own.get(month, none).get("received", 0) if month in covered else None,
            own.get(month, none).get(ANSWERS, 0) if month in covered else None,
            month == current,
        )
        for month in _months(first, current)
    )


def yearly(tally: Tally, by: By = "all", value: str = "") -> tuple[Year, ...]:
    """Every year from the first with data to the current one, oldest first; none where there are no cases."""
    years: dict[int, list[Month]] = {}
    for month in monthly(tally, by, value):
        years.setdefault(int(month.month[:4]), []).append(month)
    return tuple(_year(tally, by, value, year, months) for year, months in years.items())


def distribution(tally: Tally, by: By = "all", value: str = "", period: Period = ALL) -> tuple[Bucket, ...]:
    """Answered cases by calendar days from receipt to the first reply; none where no case is answered."""
    found: Counter[int] = Counter()
    for mark, n in tally.sums(by, value, period).items():
        if isinstance(mark, tuple) and mark[0] == "answered":
            found[bisect_left(_UP_TO, mark[1])] += n
    return tuple(Bucket(label, short, found[i]) for i, (label, short) in enumerate(_LABELS)) if found else ()


_UP_TO = (0, 1, 3, 7, 15, 30, 60)
_LABELS = (
    (Text("当天", "same day"), "0"),
    (Text("1天", "1 day"), "1"),
    *(
        (Text(f"{low + 1}–{high}天", f"{low + 1}–{high} days"), f"{low + 1}–{high}")
        for low, high in pairwise(_UP_TO[1:])
    ),
    (Text("60天以上", "over 60 days"), ">60"),
)


def _year(tally: Tally, by: By, value: str, year: int, months: list[Month]) -> Year:
    received = [month.received for month in months if month.received is not None]
    replied = [month.replied for month in months if month.replied is not None]
    return Year(
        year,
        sum(received) if received else None,
        sum(replied) if replied else None,
        growth(tally, by, value, Period.year(year)),
        is_partial=len(received) < 12 or any(month.is_partial for month in months),
    )


def _months(first: str, last: str) -> Iterator[str]:
    year, month = map(int, first.split("-"))
    while (found := f"{year:04}-{month:02}") <= last:
        yield found
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)

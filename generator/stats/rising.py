"""What people write about more than before: topics of a quarter beside an earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from generator.problem import Text
from generator.stats.counting import received
from generator.stats.figures import MIN_N, Figure
from generator.stats.measures import CASES
from generator.stats.periods import Period
from generator.stats.tally import Tally


@dataclass(frozen=True, slots=True)
class Rise:
    """A topic with at least `MIN_N` letters in the period, and more than in the one it is compared with."""

    topic: str
    now: Figure
    """received in the period"""
    before: Figure
    """received in the earlier one"""
    growth: Figure
    """without a value where the earlier one had fewer than `MIN_N`"""


@dataclass(frozen=True, slots=True)
class Rising:
    period: Period
    basis: Period
    """the period it is compared with: the same of the year before, or the one before where that has no data"""
    topics: tuple[Rise, ...]
    """by how many letters more there are, most first"""


def rising(tally: Tally, period: Period | None = None) -> Rising | None:
    """Rising topics of a period, else of the last quarter that is over; None where nothing can be compared.

    Only periods of which every month has data are compared, so no gap ever looks like a rise.
    """
    period = period or last_quarter(tally)
    bases = () if period is None else (period.year_before, period.before)
    basis = next((one for one in bases if one is not None and _is_whole(tally, one)), None)
    if period is None or basis is None or not _is_whole(tally, period):
        return None
    found = [
        _rise(tally, topic, period, basis)
        for topic in tally.values("topic")
        if MIN_N <= _received(tally, topic, period) > _received(tally, topic, basis)
    ]
    return Rising(
        period, basis, tuple(sorted(found, key=lambda one: (one.before.n - one.now.n, -one.now.n, one.topic)))
    )


def last_quarter(tally: Tally) -> Period | None:
    """The newest quarter that is over and has data; None where there is none."""
    quarters = (period for period in tally.periods() if period.grain == "quarter")
    return next((period for period in quarters if period.last < tally.today), None)


def _is_whole(tally: Tally, period: Period) -> bool:
    """Over, and with data in each of its months."""
    return period.last < tally.today and tally.covered().issuperset(period.months)


def _received(tally: Tally, topic: str, period: Period) -> int:
    return tally.sums("topic", topic, period).get("received", 0)


def _rise(tally: Tally, topic: str, period: Period, basis: Period) -> Rise:
    now = received(tally, "topic", topic, period)
    before = received(tally, "topic", topic, basis)
    said = Text(f"{period.label.zh}与{basis.label.zh}", f"{period.label.en} and {basis.label.en}")
    return Rise(topic, now, before, CASES["growth"].growth(now.n, before.n, said))

"""Figures: numbers that never stand without their definition, period and n, and that are never made of too little."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.problem import Text

MIN_N = 10
"""Below this many, no share, percentile or growth is given: it would say more of chance than of the county."""


Behind = Mapping[str, tuple[str, ...]]
"""A set of records as facets of search: names with their values, of which any may hold; all names have to."""


@dataclass(frozen=True, slots=True)
class Figure:
    label: Text
    value: int | float | None
    """a count, days, or percent (shares 0–100; growth may fall below 0); None where none can be given"""
    unit: Text
    n: int
    """how many observations stand behind it"""
    definition: Text
    period: Text
    why: Text | None = None
    """why there is no value"""
    is_change: bool = False
    """a growth, shown with its sign"""
    behind: Behind | None = None
    """the search that finds exactly its n observations; None where no one set of records stands behind it"""

    @property
    def shown(self) -> str:
        """The value for readers, without its unit; a dash where there is none."""
        if self.value is None:
            return "—"
        if isinstance(self.value, int):
            return f"{self.value:,}".replace(",", "\u2009") if self.value >= 10_000 else str(self.value)
        return f"{self.value:+.1f}".replace("-", "\u2212") if self.is_change else f"{self.value:.1f}"


Seen = Mapping[int, int]
"""Values, and how often each was seen."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure is called, counted in, and means."""

    label: Text
    unit: Text
    definition: Text

    def counted(self, n: int, period: Text, behind: Behind | None = None) -> Figure:
        return Figure(self.label, n, self.unit, n, self.definition, period, behind=behind)

    def share(self, part: int, whole: int, period: Text, behind: Behind | None = None) -> Figure:
        """`part` of `whole` in percent with one decimal; 0 and 100 only where they are exact."""
        why = too_few(whole)
        if part > whole:
            why = Text("分项大于总数，数据有误", "a part exceeds the whole: the data are wrong")
        return self._figure(None if why else percent(part, whole), whole, period, why, behind)

    def percentile(self, seen: Seen, rank: int, period: Text, behind: Behind | None = None) -> Figure:
        """Of values with how often each was seen."""
        n = sum(seen.values())
        why = too_few(n)
        return self._figure(None if why else nearest_rank(seen, rank), n, period, why, behind)

    def mean(self, seen: Seen, period: Text, behind: Behind | None = None) -> Figure:
        """Of values with how often each was seen, with one decimal."""
        n = sum(seen.values())
        why = too_few(n)
        total = sum(value * times for value, times in seen.items())
        return self._figure(None if why else round(total / n, 1), n, period, why, behind)

    def growth(self, now: int, before: int, period: Text) -> Figure:
        """The change from `before` to `now` in percent of `before`, which is its n."""
        why = too_few(before)
        change = None if why else round(100 * (now - before) / before, 1)
        return Figure(self.label, change, self.unit, before, self.definition, period, why, is_change=True)

    def _figure(
        self, value: int | float | None, n: int, period: Text, why: Text | None, behind: Behind | None
    ) -> Figure:
        return Figure(self.label, value, self.unit, n, self.definition, period, why, behind=behind)


def too_few(n: int) -> Text | None:
    """The reason for which `n` observations give no figure, or None where they do."""
    if n >= MIN_N:
        return None
    return Text(f"只有{n}件，不足{MIN_N}件不计算", f"only {n}; below {MIN_N} none is given")


def percent(part: int, whole: int) -> float:
    """0 ≤ part ≤ whole, whole > 0, in percent with one decimal; never rounded to 0 or 100."""
    if part in (0, whole):
        return 100.0 * part / whole
    return min(99.9, max(0.1, round(100 * part / whole, 1)))


def nearest_rank(seen: Seen, rank: int) -> int:
    """The ⌈rank · n / 100⌉-th smallest of n ≥ 1 values, 1 ≤ rank ≤ 100: always a value that occurred.

    Nearest rank, the inverse of the empirical distribution: definition 1 of Hyndman & Fan, "Sample Quantiles in
    Statistical Packages", The American Statistician 50 (1996) 361–365.
    """
    wanted = -(-rank * sum(seen.values()) // 100)
    for value in sorted(seen):
        wanted -= seen[value]
        if wanted <= 0:
            return value
    raise ValueError("no values")

"""Counting (统计数): the figures of any group of cases in any period, made of the tally's sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from generator.model import Kind
from generator.problem import Text
from generator.stats.facts import UNPROMISED, Reached
from generator.stats.figures import Behind, Figure, Seen
from generator.stats.measures import CASES
from generator.stats.others import other_figures
from generator.stats.periods import ALL, Period
from generator.stats.sums import By
from generator.stats.tally import Tally, behind

Figures = Mapping[str, Figure]
"""Figures by the names of `measures`, in their order."""


class CaseFigures(Figures):
    """The figures of `CASES` for one group and period, each made when it is asked for: a table shows few of them."""

    def __init__(self, tally: Tally, by: By, value: str, period: Period) -> None:
        self._of = (tally, by, value, period)
        self._sums = tally.sums(by, value, period)
        self._made: dict[str, Figure] = {}

    def __getitem__(self, name: str) -> Figure:
        if name not in self._made:
            if name not in CASES:
                raise KeyError(name)
            self._made[name] = self._figure(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in CASES

    def __iter__(self) -> Iterator[str]:
        return iter(CASES)

    def __len__(self) -> int:
        return len(CASES)

    @cached_property
    def _said(self) -> Text:
        return _said(*self._of)

    @cached_property
    def _base(self) -> Behind:
        """What finds the cases that the sums are of."""
        tally, by, value, period = self._of
        return behind(tally.catalogue, by, value, period)

    @cached_property
    def _measured(self) -> Mapping[str, Seen]:
        """The values measured, by name."""
        found: dict[str, dict[int, int]] = {}
        for mark, n in self._sums.items():
            if isinstance(mark, tuple):
                found.setdefault(mark[0], {})[mark[1]] = n
        return found

    def _figure(self, name: str) -> Figure:
        measure, sums, said = CASES[name], self._sums, self._said
        if name == "growth":
            return growth(*self._of)
        if name in _COUNTS:
            mark, facets = _COUNTS[name]
            counted = measure.counted(sums.get(mark, 0), said, {**self._base, **facets})
            return replace(counted, value=None, why=_NO_LIMIT) if self._is_unpromised(name) else counted
        if name in _SHARES:
            part, whole, facets = _SHARES[name]
            of = sum(sums.get(mark, 0) for mark in whole)
            return measure.share(sums.get(part, 0), of, said, {**self._base, **facets})
        if name in _PERCENTILES:
            step, rank, facets = _PERCENTILES[name]
            return measure.percentile(self._measured.get(step, {}), rank, said, {**self._base, **facets})
        return measure.mean(self._measured.get(name, {}), said, {**self._base, "reached": (name,)})

    def _is_unpromised(self, name: str) -> bool:
        """Whether it asks for a limit that no rule of these cases sets."""
        sums = self._sums
        return name in ("on_time", "late") and sums.get(UNPROMISED, 0) == sums.get("received", 0) > 0


_NO_LIMIT = Text("制度没有规定答复期限", "the rule sets no limit for replying")


def figures(tally: Tally, by: By = "all", value: str = "", period: Period = ALL) -> Figures:
    """The figures of the cases of one group that came in one period: those of `CASES`.

    received = replied + open + refused + closed. A department has the cases that it answers alone or jointly, so
    departments do not add up to all; a topic has those of its parts. A value that no case has counts nothing.
    """
    return CaseFigures(tally, by, value, period)


def received(tally: Tally, by: By = "all", value: str = "", period: Period = ALL) -> Figure:
    """The first of the figures alone."""
    n = tally.sums(by, value, period).get("received", 0)
    said, base = _said(tally, by, value, period), behind(tally.catalogue, by, value, period)
    return CASES["received"].counted(n, said, base)


def column_figures(tally: Tally, column: str, period: Period = ALL) -> Figures:
    """The figures of one column; the names depend on its kind (`CASES` or `OTHERS` of measures)."""
    if tally.catalogue.county.columns[column].kind is Kind.CASE:
        return figures(tally, "column", column, period)
    return other_figures(tally.catalogue, tally.progress, column, period)


_OPEN = ("open", "waiting", "overdue")
_COUNTS: Mapping[str, tuple[str, Behind]] = {
    "received": ("received", {}),
    "accepted": ("accepted", {"reached": (Reached.ACCEPTED,)}),
    "published": ("published", {"reached": (Reached.PUBLISHED,)}),
    "replied": ("replied", {"status": ("replied",)}),
    "open": ("is open", {"status": _OPEN}),
    "overdue": ("overdue", {"status": ("overdue",)}),
    "refused": ("is refused", {"status": ("refused",)}),
    "closed": ("is closed", {"status": ("closed",)}),
    "on_time": ("timing on-time", {"timing": ("on-time",)}),
    "late": ("timing late", {"timing": ("late",)}),
}
"""The mark that each count is of, and the facets that find its cases."""

_TIMINGS = ("on-time", "late", "overdue")
_OUTCOMES = ("solved", "partly", "unsolved")
_SHARES: Mapping[str, tuple[str, tuple[str, ...], Behind]] = {
    "on_time_share": ("timing on-time", tuple(f"timing {one}" for one in _TIMINGS), {"timing": _TIMINGS}),
    "solved_share": (
        "outcome solved",
        tuple(f"outcome {one}" for one in _OUTCOMES),
        {"outcome": _OUTCOMES},
    ),
    "offline_share": ("offline", ("received",), {}),
}
"""The mark of the part, those that make up the whole, and the facets that find the whole."""

_MEASURED: Mapping[str, Behind] = {
    "acknowledged": {"reached": (Reached.ACKNOWLEDGED,)},
    "answered": {"status": ("replied",)},
    "solved": {"outcome": ("solved",)},
}
"""The clocks of which days are measured, and the facets that find the cases that have them."""
_PERCENTILES: Mapping[str, tuple[str, int, Behind]] = {
    f"{'' if step == 'answered' else f'{step}_'}{name}": (step, rank, facets)
    for step, facets in _MEASURED.items()
    for name, rank in (("median_days", 50), ("p90_days", 90))
}
"""The clock that each is of, its rank, and the facets that find its cases."""


def growth(tally: Tally, by: By, value: str, period: Period) -> Figure:
    """Received in the period on the same period of the year before, over the complete months with data in both.

    For all time that of the current year. It compares two sets of records, so no one search stands behind it.
    """
    if period.grain == "all":
        period = Period.year(tally.today.year)
    same, said = _same_months(tally.covered(by, value), period, tally.today)
    if not same:
        why = Text("没有两年都有数据的完整月份", "no complete month has data in both years")
        return replace(CASES["growth"].growth(0, 0, said), why=why)
    months = tally.months(by, value)
    now, before = (
        sum(months[month].get("received", 0) for month in some if month in months)
        for some in zip(*same, strict=True)
    )
    return CASES["growth"].growth(now, before, said)


@lru_cache(maxsize=1024)
def _same_months(
    covered: frozenset[str], period: Period, today: date
) -> tuple[tuple[tuple[str, str], ...], Text]:
    """The complete months with data of a period, each with that of the year before, and how this is said."""
    before = period.year_before
    same = tuple(
        (now, then)
        for now, then in zip(period.months, before.months if before else (), strict=bool(before))
        if now < f"{today:%Y-%m}" and {now, then} <= covered
    )
    year = period.first.year
    said = Text(f"{year}年与{year - 1}年", f"{year} and {year - 1}")
    if same:
        ranges = _ranges([int(now[5:]) for now, _ in same])
        said = Text(f"{said.zh}的{ranges.zh}月", f"months {ranges.en} of {said.en}")
    return same, said


def _said(tally: Tally, by: By, value: str, period: Period) -> Text:
    """The period in words, with the day up to which it is known."""
    today = tally.today
    if period.grain == "all":
        first = min(tally.months(by, value), default=None)
        since = Period.parse(first).label if first else Text(str(today), str(today))
        return Text(f"{since.zh}至{today}", f"{since.en} to {today}")
    if period.last < today:
        return Text(f"{period.label.zh}收件，截至{today}", f"received in {period.label.en}, as of {today}")
    return Text(f"{period.first}至{today}", f"{period.first} to {today}")


def _ranges(numbers: Sequence[int]) -> Text:
    """`1–3、5` for 1, 2, 3, 5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return Text("、".join(shown), ", ".join(shown))

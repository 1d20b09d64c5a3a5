"""Counting (统计数): the figures of any group of cases in any period, made of the tally's sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.model import Kind
from generator.problem import Text
from generator.stats.facts import UNPROMISED, Reached
from generator.stats.figures import Behind, Figure, Seen
from generator.stats.measures import CASES
from generator.stats.others import other_figures
from generator.stats.periods import ALL, Period
from generator.stats.sums import By, Sums
from generator.stats.tally import Tally, behind

Figures = Mapping[str, Figure]
"""Figures by the names of `measures`, in their order."""


def figures(tally: Tally, by: By = "all", value: str = "", period: Period = ALL) -> Figures:
    """The figures of the cases of one group that came in one period: those of `CASES`.

    received = replied + open + refused + closed. A department has the cases that it answers alone or jointly, so
    departments do not add up to all; a topic has those of its parts. A value that no case has counts nothing.
    """
    sums = tally.sums(by, value, period)
    counted = case_figures(sums, _said(tally, by, value, period), behind(tally.catalogue, by, value, period))
    return {**counted, "growth": growth(tally, by, value, period)}


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


def case_figures(sums: Sums, period: Text, base: Behind) -> dict[str, Figure]:
    """All figures of `CASES` but growth; `base` finds the cases that the sums are of."""
    found = {
        name: CASES[name].counted(sums.get(mark, 0), period, {**base, **facets})
        for name, (mark, facets) in _COUNTS.items()
    }
    if sums.get(UNPROMISED, 0) == sums.get("received", 0) > 0:
        why = Text("制度没有规定答复期限", "the rule sets no limit for replying")
        found |= {name: replace(found[name], value=None, why=why) for name in ("on_time", "late")}
    for name, (part, whole, facets) in _SHARES.items():
        of = sum(sums.get(mark, 0) for mark in whole)
        found[name] = CASES[name].share(sums.get(part, 0), of, period, {**base, **facets})
    measured = _measured(sums)
    for step, facets in _MEASURED.items():
        seen, prefix = measured.get(step, {}), "" if step == "answered" else f"{step}_"
        for name, rank in (("median_days", 50), ("p90_days", 90)):
            found[prefix + name] = CASES[prefix + name].percentile(seen, rank, period, {**base, **facets})
    for name in ("attitude", "speed", "result"):
        found[name] = CASES[name].mean(measured.get(name, {}), period, {**base, "reached": (name,)})
    return {name: found[name] for name in CASES if name in found}


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


def growth(tally: Tally, by: By, value: str, period: Period) -> Figure:
    """Received in the period on the same period of the year before, over the complete months with data in both.

    For all time that of the current year. It compares two sets of records, so no one search stands behind it.
    """
    if period.grain == "all":
        period = Period.year(tally.today.year)
    before = period.year_before
    covered = tally.covered(by, value)
    same = [
        (now, then)
        for now, then in zip(period.months, before.months if before else (), strict=bool(before))
        if now < f"{tally.today:%Y-%m}" and {now, then} <= covered
    ]
    year = period.first.year
    said = Text(f"{year}年与{year - 1}年", f"{year} and {year - 1}")
    if not same:
        why = Text("没有两年都有数据的完整月份", "no complete month has data in both years")
        return replace(CASES["growth"].growth(0, 0, said), why=why)
    months = tally.months(by, value)
    received = [
        sum(months.get(month, {}).get("received", 0) for month in some) for some in zip(*same, strict=True)
    ]
    ranges = _ranges([int(now[5:]) for now, _ in same])
    said = Text(f"{said.zh}的{ranges.zh}月", f"months {ranges.en} of {said.en}")
    return CASES["growth"].growth(received[0], received[1], said)


def _measured(sums: Sums) -> Mapping[str, Seen]:
    """The values measured, by name."""
    found: dict[str, dict[int, int]] = {}
    for mark, n in sums.items():
        if isinstance(mark, tuple):
            found.setdefault(mark[0], {})[mark[1]] = n
    return found


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

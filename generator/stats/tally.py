"""Numbers (统计): what the catalogue says of columns, departments, topics, months and years. Pure and linear.

Every case is judged once, by `tally`; all figures are sums over its facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from generator.catalogue import Catalogue
from generator.clock.clocks import State
from generator.clock.status import Progress, Status
from generator.model import Case, Kind
from generator.model.vocabulary import Channel, Outcome, Step
from generator.problem import Text
from generator.stats.figures import Figure
from generator.stats.measures import CASES
from generator.stats.others import other_figures

By = Literal["all", "column", "department", "topic"]
"""How cases are gathered; a topic holds the cases of its parts, a department those it answers alone or jointly."""

Figures = Mapping[str, Figure]
"""Figures by the names of `measures`, in their order."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What counting needs of one case."""

    id: str
    received: date
    replied: date | None
    """day of the first reply"""
    reply: State | None
    """of the clock for replying; None where the rule has none"""
    status: Status
    is_offline: bool
    outcome: Outcome | None


@dataclass(frozen=True)
class Tally:
    """The facts of all cases, gathered in every way that figures ask for."""

    catalogue: Catalogue
    progress: Mapping[str, Progress]
    groups: Mapping[tuple[By, str], tuple[Facts, ...]]

    def cases(self, by: By = "all", value: str = "") -> tuple[Facts, ...]:
        """Newest first; none for a value that no case has."""
        return self.groups.get((by, value), ())

    @property
    def today(self) -> date:
        return self.catalogue.today

    @cached_property
    def months(self) -> Mapping[tuple[By, str], frozenset[str]]:
        """Months with data, of each column and of all: a case came or was answered, or a register was kept."""
        found: dict[tuple[By, str], set[str]] = {("all", ""): set()}
        for (by, value), cases in self.groups.items():
            if by in ("all", "column"):
                found.setdefault((by, value), set()).update(_months(cases))
        for register in self.catalogue.registers:
            if self.catalogue.county.columns[register.column].kind is Kind.CASE:
                found.setdefault(("column", register.column), set()).add(register.month)
                found["all", ""].add(register.month)
        return {key: frozenset(months) for key, months in found.items()}


def tally(catalogue: Catalogue, progress: Mapping[str, Progress]) -> Tally:
    """The facts of all cases; `progress` is that of every record, by id."""
    groups: dict[tuple[By, str], list[Facts]] = {}
    for record in catalogue.records:
        if isinstance(record, Case):
            facts = _facts(record, progress[record.id])
            for key in _keys(record):
                groups.setdefault(key, []).append(facts)
    return Tally(catalogue, progress, {key: tuple(cases) for key, cases in groups.items()})


def home_figures(tally: Tally, year: int | None = None) -> Figures:
    """The figures of all cases of all columns, of one year or of all time."""
    return _figures(tally, "all", "", year)


def column_figures(tally: Tally, column: str, year: int | None = None) -> Figures:
    """The figures of one column; the names depend on its kind (`CASES` or `OTHERS` of measures)."""
    if tally.catalogue.county.columns[column].kind is Kind.CASE:
        return _figures(tally, "column", column, year)
    return other_figures(tally.catalogue, tally.progress, column, year)


def department_figures(tally: Tally, department: str, year: int | None = None) -> Figures:
    """The figures of the cases that a department answers, alone or jointly: departments do not add up to all."""
    return _figures(tally, "department", department, year)


def topic_figures(tally: Tally, topic: str, year: int | None = None) -> Figures:
    """The figures of a topic with its parts."""
    return _figures(tally, "topic", topic, year)


def month_figures(tally: Tally, month: str, by: By = "all", value: str = "") -> Figures:
    """The figures of the cases that came in one month (`2026-03`), without growth."""
    cases = [facts for facts in tally.cases(by, value) if f"{facts.received:%Y-%m}" == month]
    return case_figures(cases, Text(f"{month}收件", f"received in {month}"))


def case_figures(cases: Sequence[Facts], period: Text) -> dict[str, Figure]:
    """All figures of `CASES` but growth. received = replied + open + refused + closed."""
    status = Counter(facts.status for facts in cases)
    replied = [facts for facts in cases if facts.replied is not None]
    reply = Counter(facts.reply for facts in replied)
    days = [(f.replied - f.received).days for f in replied if f.replied and f.replied >= f.received]
    counts = {
        "received": len(cases),
        "replied": len(replied),
        "open": status[Status.OPEN] + status[Status.WAITING] + status[Status.OVERDUE],
        "overdue": status[Status.OVERDUE],
        "refused": status[Status.REFUSED],
        "closed": status[Status.CLOSED],
        "on_time": reply[State.ON_TIME],
        "late": reply[State.LATE],
    }
    due = counts["on_time"] + counts["late"] + counts["overdue"]
    outcomes = [facts.outcome for facts in cases if facts.outcome is not None]
    offline = sum(facts.is_offline for facts in cases)
    counted = {name: CASES[name].counted(n, period) for name, n in counts.items()}
    if cases and all(facts.reply is None for facts in cases):
        why = Text("制度没有规定答复期限", "the rule sets no limit for replying")
        counted |= {name: replace(counted[name], value=None, why=why) for name in ("on_time", "late")}
    return {
        **counted,
        "on_time_share": CASES["on_time_share"].share(counts["on_time"], due, period),
        "median_days": CASES["median_days"].percentile(days, 50, period),
        "p90_days": CASES["p90_days"].percentile(days, 90, period),
        "offline_share": CASES["offline_share"].share(offline, len(cases), period),
        "solved_share": CASES["solved_share"].share(outcomes.count(Outcome.SOLVED), len(outcomes), period),
    }


def growth(tally: Tally, by: By, value: str, year: int) -> Figure:
    """Received in `year` on the year before, over the complete months that have data in both."""
    covered = months_with_data(tally, by, value)
    complete = [m for m in range(1, 13) if (year, m) < (tally.today.year, tally.today.month)]
    same = [m for m in complete if f"{year}-{m:02}" in covered and f"{year - 1}-{m:02}" in covered]
    received = Counter((f.received.year, f.received.month) for f in tally.cases(by, value))
    now, before = (sum(received[y, m] for m in same) for y in (year, year - 1))
    period = Text(f"{year}年与{year - 1}年", f"{year} and {year - 1}")
    if not same:
        why = Text("没有两年都有数据的完整月份", "no complete month has data in both years")
        return replace(CASES["growth"].growth(0, 0, period), why=why)
    months = _ranges(same)
    period = Text(f"{period.zh}的{months.zh}月", f"months {months.en} of {period.en}")
    return CASES["growth"].growth(now, before, period)


def months_with_data(tally: Tally, by: By, value: str) -> frozenset[str]:
    """A column's own months; departments and topics have data wherever the county has."""
    key: tuple[By, str] = (by, value) if by == "column" else ("all", "")
    return tally.months.get(key, frozenset())


def _figures(tally: Tally, by: By, value: str, year: int | None) -> Figures:
    cases = tally.cases(by, value)
    if year is not None:
        cases = tuple(facts for facts in cases if facts.received.year == year)
    figures = case_figures(cases, _period(cases, tally.today, year))
    return {**figures, "growth": growth(tally, by, value, year or tally.today.year)}


def _period(cases: Sequence[Facts], today: date, year: int | None) -> Text:
    if year is not None and year < today.year:
        return Text(f"{year}年收件，截至{today}", f"received in {year}, as of {today}")
    first = date(year, 1, 1) if year is not None else min((f.received for f in cases), default=today)
    return Text(f"{first}至{today}", f"{first} to {today}")


def _facts(case: Case, progress: Progress) -> Facts:
    return Facts(
        id=case.id,
        received=case.received.day,
        replied=min((reply.at.day for reply in case.replies), default=None),
        reply=next((c.state for c in progress.clocks if c.limit.step is Step.REPLY), None),
        status=progress.status,
        is_offline=case.channel not in (Channel.WEB, Channel.APP),
        outcome=progress.outcome,
    )


def _keys(case: Case) -> Iterable[tuple[By, str]]:
    yield "all", ""
    yield "column", case.column
    yield from (("department", slug) for slug in case.departments)
    steps = case.topic.split("/")
    yield from (("topic", "/".join(steps[:n])) for n in range(1, len(steps) + 1))


def _months(cases: Iterable[Facts]) -> set[str]:
    days = [day for facts in cases for day in (facts.received, facts.replied) if day is not None]
    return {f"{day:%Y-%m}" for day in days}


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

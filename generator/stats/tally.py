"""The tally (计数): the marks of all cases, counted by month in every way that figures ask for. Pure, one pass.

Every case is judged once, and every figure is made of sums over months: what a year holds is what its months hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.catalogue import Catalogue
from generator.clock.status import Stands, told
from generator.model import Brief, Case, Kind
from generator.stats.briefs import brief
from generator.stats.facts import Mark
from generator.stats.periods import Period, periods_of
from generator.stats.sums import By, Sums, summed

_NONE: Sums = Counter()


@dataclass(frozen=True)
class Tally:
    """The marks of all cases by group and by the month (`2026-03`) of receipt."""

    catalogue: Catalogue
    progress: Mapping[str, Stands]
    by_month: Mapping[tuple[By, str], Mapping[str, Sums]]

    @property
    def today(self) -> date:
        return self.catalogue.today

    def values(self, by: By) -> tuple[str, ...]:
        """The values that have cases, in alphabetic order; for `all` the empty string."""
        return tuple(sorted(value for way, value in self.by_month if way == by))

    def months(self, by: By = "all", value: str = "") -> Mapping[str, Sums]:
        """The sums of one group by month; none for a value that no case has."""
        return self.by_month.get((by, value), {})

    def sums(self, by: By, value: str, period: Period) -> Sums:
        """The sums of one group in one period."""
        months = self.months(by, value)
        if period.grain == "month" or not months:
            return months.get(period.key, _NONE)
        key = (by, value, period.key)
        if key not in self._summed:
            total: dict[Mark, int] = {}
            for part in _parts(months, period):
                for mark, n in self.sums(by, value, part).items():
                    total[mark] = total.get(mark, 0) + n
            self._summed[key] = total
        return self._summed[key]

    def covered(self, by: By = "all", value: str = "") -> frozenset[str]:
        """Months with data: a case came or was answered, or a register was kept.

        A column has its own; whatever else is asked for has data wherever the county has.
        """
        return self._covered.get(value if by == "column" else "", frozenset())

    def periods(self, by: By = "all", value: str = "") -> tuple[Period, ...]:
        """The periods with data, as `periods_of` orders them; of a department or topic those that have a case."""
        return periods_of(self.covered(by, value) if by in ("all", "column") else self.months(by, value))

    @cached_property
    def _summed(self) -> dict[tuple[By, str, str], Sums]:
        """Sums over several months by group and period: pages and open data ask for each of them again and again."""
        return {}

    @cached_property
    def _covered(self) -> Mapping[str, frozenset[str]]:
        """By column, and by the empty string for all of them."""
        found = {value: set(months) for (by, value), months in self.by_month.items() if by == "column"}
        for register in self.catalogue.registers:
            if self.catalogue.county.columns[register.column].kind is Kind.CASE:
                found.setdefault(register.column, set()).add(register.month)
        return {"": frozenset().union(*found.values())} | {
            column: frozenset(months) for column, months in found.items()
        }


def tally(catalogue: Catalogue, progress: Mapping[str, Stands]) -> Tally:
    """The marks of all cases; `progress` says how every record stands, by id."""
    cases = [
        record if isinstance(record, Brief) else brief(record, told(progress[record.id]))
        for record in catalogue.records
        if isinstance(record, Brief | Case)
    ]
    return Tally(catalogue, progress, summed(cases))


def _parts(months: Iterable[str], period: Period) -> Iterable[Period]:
    """The periods one size smaller that a period is made of; of all time the years that hold any of the months."""
    if period.grain == "all":
        return (Period.year(int(year)) for year in sorted({month[:4] for month in months}))
    if period.grain == "year":
        return (Period.parse(f"{period.key}-q{n}") for n in range(1, 5))
    return map(Period.parse, period.months)


def behind(catalogue: Catalogue, by: By, value: str, period: Period) -> dict[str, tuple[str, ...]]:
    """The facets of search that find the records of a group and period, and of a group of cases nothing but cases."""
    facets: dict[str, tuple[str, ...]] = {}
    if by != "column":
        columns = catalogue.county.columns.values()
        facets["column"] = tuple(column.id for column in columns if column.kind is Kind.CASE)
    if by != "all":
        facets[by] = (value,)
    if period.grain != "all":
        facets |= {"from": (period.first.isoformat(),), "to": (period.last.isoformat(),)}
    return facets

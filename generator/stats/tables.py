"""What a group may be, by name, and its letters by month for a heat map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.model import Kind
from generator.model.vocabulary import CaseType, Channel
from generator.problem import Text
from generator.stats.sums import By
from generator.stats.tally import Tally


class Heat(NamedTuple):
    """One value by month; None where the month has no data."""

    value: str
    name: Text
    cells: tuple[int | None, ...]

    @property
    def total(self) -> int:
        return sum(cell for cell in self.cells if cell is not None)


class HeatMap(NamedTuple):
    months: tuple[str, ...]
    """`2026-03`, oldest first"""
    rows: tuple[Heat, ...]
    """in the county's order"""

    @property
    def most(self) -> int:
        """The largest cell; 0 where there are none."""
        return max((cell for row in self.rows for cell in row.cells if cell is not None), default=0)


def names(tally: Tally, by: By) -> dict[str, Text]:
    """Every value that a group may have, in the county's own order, with its name."""
    county = tally.catalogue.county
    if by in ("type", "channel"):
        return {term.value: term.text for term in (CaseType if by == "type" else Channel)}
    match by:
        case "all":
            named = {"": "全部"}
        case "column":
            cases = (column for column in county.columns.values() if column.kind is Kind.CASE)
            named = {column.id: column.title for column in cases}
        case "department":
            named = {department.id: department.label for department in county.departments.values()}
        case "topic":
            named = {topic.id: topic.title for topic in county.topics.values()}
        case "place":
            named = {place: place for place in county.places}
    return {value: Text(name, name) for value, name in named.items()}


def heat_map(tally: Tally, months: Sequence[str], by: By = "topic") -> HeatMap:
    """Letters by value and month; of topics those of the first level, of which each holds its parts.

    Values without any letter in these months are left out.
    """
    covered = tally.covered()
    rows = []
    for value, name in names(tally, by).items():
        if by == "topic" and "/" in value:
            continue
        own = tally.months(by, value)
        cells = tuple(own.get(month, {}).get("received", 0) if month in covered else None for month in months)
        rows.append(Heat(value, name, cells))
    return HeatMap(tuple(months), tuple(row for row in rows if row.total))


def last_months(tally: Tally, n: int = 12) -> tuple[str, ...]:
    """The current month and those before it, `n` in all, oldest first."""
    at = 12 * tally.today.year + tally.today.month - 1
    return tuple(f"{place // 12:04}-{place % 12 + 1:02}" for place in range(at - n + 1, at + 1))

"""Tables of figures side by side: the same period by column, department, topic, type, channel or township."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import addresses
from generator.model import Brief, Case, Shown
from generator.pages.view import View
from generator.stats.counting import Figures, figures
from generator.stats.figures import Behind
from generator.stats.periods import ALL, Period
from generator.stats.sums import By
from generator.stats.tables import names
from generator.stats.tally import behind


@dataclass(frozen=True)
class Row:
    name: str
    address: str | None
    """of the page about it"""
    figures: Figures


@dataclass(frozen=True)
class Table:
    """Rows in the order of the settings, not by merit: nothing on the site ranks departments."""

    id: str
    """of its heading, unique on the page"""
    title: str
    rows: tuple[Row, ...]

    @property
    def most(self) -> int:
        """The highest number received, by which bars are drawn."""
        return max((row.figures["received"].n for row in self.rows), default=0)


@dataclass(frozen=True)
class Share:
    """How many records of a group belong to one value of another grouping."""

    name: str
    address: str
    n: int
    behind: Behind


_ADDRESSES: Mapping[By, Callable[[str], str]] = {
    "column": addresses.column,
    "department": addresses.department,
    "topic": addresses.topic,
    "place": addresses.place,
}
_TITLES: Mapping[By, str] = {
    "column": "栏目",
    "department": "承办单位",
    "topic": "主题",
    "type": "类型",
    "channel": "来信渠道",
    "place": "乡镇（街道）",
}


def table(view: View, by: By, period: Period = ALL) -> Table:
    """Figures of every value of a grouping that has cases in the period; of topics, those that lie under no other."""
    rows = (
        Row(name, address, figures(view.tally, by, value, period))
        for value, name, address in _values(view, by)
        if view.tally.sums(by, value, period).get("received")
    )
    return Table(f"by-{by}", _TITLES[by], tuple(rows))


def years(view: View, by: By, value: str) -> Table:
    """The figures of one group by year, newest first; a year without data has no row."""
    rows = (
        Row(period.label.zh, addresses.period(period.key), figures(view.tally, by, value, period))
        for period in view.tally.periods(by, value)
        if period.grain == "year"
    )
    return Table("years", "年份", tuple(rows))


def topics_within(view: View, by: By, value: str, records: Sequence[Shown]) -> tuple[Share, ...]:
    """What the cases of a group are about: topics that lie under no other, in the order of the settings."""
    return _within(view, by, value, "topic", Counter(_main_topic(case) for case in _cases(records)))


def departments_within(view: View, by: By, value: str, records: Sequence[Shown]) -> tuple[Share, ...]:
    """Who answers the cases of a group; a joint reply counts for each department."""
    found = Counter(slug for case in _cases(records) for slug in case.departments)
    return _within(view, by, value, "department", found)


def _within(view: View, by: By, value: str, other: By, found: Counter[str]) -> tuple[Share, ...]:
    base = behind(view.catalogue, by, value, ALL)
    return tuple(
        Share(name, address or "", found[key], {**base, other: (key,)})
        for key, name, address in _values(view, other)
        if found[key]
    )


def _cases(records: Sequence[Shown]) -> Iterator[Case | Brief]:
    return (record for record in records if isinstance(record, Case | Brief))


def _main_topic(case: Case | Brief) -> str:
    return case.topic.split("/")[0]


def _values(view: View, by: By) -> Iterator[tuple[str, str, str | None]]:
    """Each value with its name and the address of its page, in the order of the settings; of topics the highest."""
    address = _ADDRESSES.get(by)
    for value, name in names(view.tally, by).items():
        if by != "topic" or "/" not in value:
            yield value, name.zh, address(value) if address else None

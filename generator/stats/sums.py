"""Sums (合计): the marks of all cases, added up by group and month, a hundred thousand cases in one stroke."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from generator.model import Brief
from generator.stats.facts import ANSWERS, Mark
from generator.stats.marks import WIDTH, Codes, mark, unpacked

By = Literal["all", "column", "department", "topic", "type", "channel", "place"]
"""How cases are gathered; a topic holds the cases of its parts, a department those it answers alone or jointly."""

Group = tuple[By, str]

Sums = Mapping[Mark, int]
"""How many cases bear each mark; 0 for what none bears."""

Numbers = npt.NDArray[np.int64]

_AT_ONCE = 20_000
"""Cases that are added up at a time."""


def summed(cases: Sequence[Brief]) -> Mapping[Group, Mapping[str, Sums]]:
    """The sums of each group by the month of receipt; a first reply counts in its own month as `ANSWERS`."""
    cells: dict[tuple[Group, str], int] = {}
    homes, answers, widths = array("q"), array("q"), array("q")
    for case in cases:
        groups, month = groups_of(case), case.month
        homes.extend([cells.setdefault((group, month), len(cells)) for group in groups])
        widths.append(len(groups))
        if case.answered_in is not None:
            answers.extend([cells.setdefault((group, case.answered_in), len(cells)) for group in groups])
    codes = unpacked(case.marks for case in cases)
    known, ranks = _ranked(codes)
    lengths = np.array([len(case.marks) // WIDTH for case in cases], dtype=np.int64)
    total = np.zeros((len(cells), len(known)), dtype=np.int64)
    _add(total, _numbers(homes), _numbers(widths), ranks, lengths)
    said = np.bincount(_numbers(answers), minlength=len(cells))
    return _Groups(cells, known, total, said)


def _numbers(found: array[int]) -> Numbers:
    return np.frombuffer(found, dtype=np.int64) if found else np.zeros(0, dtype=np.int64)


def _ranked(codes: Codes) -> tuple[Sequence[int], Numbers]:
    """The marks that occur, ascending, and the place among them of each."""
    known = np.flatnonzero(np.bincount(codes)) if len(codes) else np.zeros(0, dtype=np.int64)
    return known.tolist(), np.searchsorted(known, codes)


def _add(total: Numbers, homes: Numbers, widths: Numbers, ranks: Numbers, lengths: Numbers) -> None:
    """Count every mark of every case in every cell that the case belongs to."""
    first_home, first_mark = np.cumsum(widths) - widths, np.cumsum(lengths) - lengths
    for start in range(0, len(widths), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        own = np.repeat(np.arange(len(widths))[some], widths[some])
        cell = homes[first_home[start] : first_home[start] + len(own)]
        taken = lengths[own]
        step = np.arange(int(taken.sum())) - np.repeat(np.cumsum(taken) - taken, taken)
        place = np.repeat(cell * total.shape[1], taken) + ranks[np.repeat(first_mark[own], taken) + step]
        total += np.bincount(place, minlength=total.size).reshape(total.shape)


class _Groups(Mapping[Group, Mapping[str, Sums]]):
    """Sums by group and month, put into words when they are asked for."""

    def __init__(
        self, cells: Mapping[tuple[Group, str], int], known: Sequence[int], total: Numbers, said: Numbers
    ) -> None:
        self._marks, self._total, self._said = [mark(code) for code in known], total, said
        self._months: dict[Group, dict[str, int]] = {}
        for (group, month), cell in cells.items():
            self._months.setdefault(group, {})[month] = cell
        self._told: dict[Group, Mapping[str, Sums]] = {}

    def __getitem__(self, group: Group) -> Mapping[str, Sums]:
        if group not in self._told:
            self._told[group] = {month: self._sums(cell) for month, cell in self._months[group].items()}
        return self._told[group]

    def _sums(self, cell: int) -> Sums:
        row = self._total[cell]
        borne = np.flatnonzero(row)
        found = Counter({self._marks[n]: count for n, count in zip(borne, row[borne].tolist(), strict=True)})
        if self._said[cell]:
            found[ANSWERS] = int(self._said[cell])
        return found

    def __iter__(self) -> Iterator[Group]:
        return iter(self._months)

    def __len__(self) -> int:
        return len(self._months)


def groups_of(case: Brief) -> list[Group]:
    """The groups that a case belongs to."""
    groups: list[Group] = [
        ("all", ""),
        ("column", case.column),
        ("type", case.type),
        ("channel", case.channel),
    ]
    if case.place is not None:
        groups.append(("place", case.place))
    groups += [("department", department) for department in case.departments]
    return groups + [("topic", topic) for topic in topic_path(case.topic)]


def topic_path(topic: str) -> Iterable[str]:
    """A topic and all that it lies under: `a`, `a/b`."""
    steps = topic.split("/")
    return ("/".join(steps[:n]) for n in range(1, len(steps) + 1))

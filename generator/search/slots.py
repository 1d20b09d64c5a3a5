"""Slots: the number of a record, which hardly any other record can change.

Each month has more slots than records, a number from a short series, so that it seldom changes. A record takes the first slot of a series that its id
alone decides, which no record with a lower key wants; so the slots follow from the set of records, whatever came first,
and one that comes or goes moves another now and then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from generator.search.bits import Sizes

Keys = npt.NDArray[np.uint64]

BLOCK = 4
"""Slots in one text file: ten results read at most ten such files."""
_LEAST = 16
"""Slots of the smallest month."""


def step(least: int) -> int:
    """The first of 16, 24, 32, 48, 64, 96 … that is not less."""
    power = max(_LEAST, 1 << (least - 1).bit_length())
    return power * 3 // 4 if power > _LEAST and least <= power * 3 // 4 else power


def capacity(records: int) -> int:
    """Slots of a month: at most two in three are taken."""
    return step(-(-records * 3 // 2))


def taken(keys: Keys, capacity: int) -> npt.NDArray[np.uint32]:
    """The slot of each key in a month of so many slots."""
    slots = np.zeros(len(keys), dtype=np.uint32)
    is_free = [True] * capacity
    for place in np.argsort(keys, kind="stable").tolist():
        key = int(keys[place])
        slot, stride = key % capacity, key >> 24 | 1
        if stride % 3 == 0:
            stride += 2
        while not is_free[slot]:
            slot = (slot + stride) % capacity
        is_free[slot] = False
        slots[place] = slot
    return slots


@dataclass(frozen=True)
class Months:
    """The months that have records, in order, each with its slots."""

    numbers: Sizes
    """year · 12 + month - 1"""
    capacities: Sizes

    @classmethod
    def of(cls, months: Iterable[int] | Sizes) -> Self:
        """From the month of each record."""
        numbers, counts = np.unique(np.asarray(months, dtype=np.int64), return_counts=True)
        return cls(numbers, np.array([capacity(int(count)) for count in counts], dtype=np.int64))

    @property
    def bases(self) -> Sizes:
        """The number of each month's first slot."""
        return np.cumsum(self.capacities) - self.capacities

    @property
    def span(self) -> int:
        """A number, from the same series, that no record's reaches."""
        return step(int(self.capacities.sum()))

    def base_of(self, months: Sizes) -> Sizes:
        return self.bases[np.searchsorted(self.numbers, months)]


def month_name(number: int) -> str:
    """Its name in addresses: `202603`."""
    return f"{number // 12:04}{number % 12 + 1:02}"

"""Pairs: strings that come and go with the numbers that hold them, and which of these are the same on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from generator.search.bits import Sizes
from generator.search.cuts import packed, unpacked
from generator.search.leaves import DEPTH
from generator.search.shelves import Ints, Keys


@dataclass(frozen=True)
class Pairs:
    """Strings with the numbers that hold them, and the places where they stand."""

    keys: Keys
    numbers: Sizes
    places: Ints

    def between(self, first: int, last: int) -> Self:
        return type(self)(self.keys[first:last], self.numbers[first:last], self.places[first:last])

    def of(self, lists: Keys) -> tuple[Sizes, Sizes]:
        """The lists that their strings begin with, as indices, and the numbers."""
        strings = unpacked(self.keys)
        found: list[Sizes] = []
        numbers: list[Sizes] = []
        for size in range(1, DEPTH):
            whole = strings[:, size - 1] > 0
            keys = packed(np.where(np.arange(DEPTH) < size, strings[whole], 0))
            places = np.minimum(np.searchsorted(lists, keys), len(lists) - 1)
            hit = lists[places] == keys
            found.append(places[hit])
            numbers.append(self.numbers[whole][hit])
        return np.concatenate(found), np.concatenate(numbers)


def exchanged(away: Pairs, come: Pairs) -> tuple[Keys, Ints, Ints]:
    """The strings that do not come as often as they go with a number; of the others the places, old and new."""
    keys = np.concatenate((away.keys, come.keys))
    numbers = np.concatenate((away.numbers, come.numbers))
    places = np.concatenate((away.places, come.places))
    is_new = np.arange(len(keys)) >= len(away.keys)
    if not len(keys):
        return keys, places, places
    order = np.lexsort((is_new, numbers, keys))
    fresh = np.ones(len(keys), dtype=np.bool_)
    fresh[1:] = (keys[order][1:] != keys[order][:-1]) | (numbers[order][1:] != numbers[order][:-1])
    firsts = np.flatnonzero(fresh)
    balance = np.add.reduceat(np.where(is_new[order], 1, -1), firsts)
    is_even = (balance == 0)[np.cumsum(fresh) - 1]
    even = order[is_even]
    return keys[order[~is_even]], places[even[~is_new[even]]], places[even[is_new[even]]]

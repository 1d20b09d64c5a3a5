"""Runs of characters as arrays of hashed numbers, which can be kept, counted and compared by the million."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Runs = NDArray[np.uint32]
"""Runs of one length in a text, hashed. All bits of a hash tell runs apart, the first ones too."""
Points = NDArray[np.uint32]
"""The code points of a text."""

_LONGEST = 3
_ODD = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA77))
_MIX = ((np.uint32(16), np.uint32(0x85EBCA6B)), (np.uint32(13), np.uint32(0xC2B2AE35)))
"""Of the finaliser of MurmurHash3."""
_FIRST = 16


def points(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "replace"), "<u4").astype(np.uint32)


def is_chinese(found: Points) -> NDArray[np.bool_]:
    return ((found >= 0x3400) & (found <= 0x9FFF)) | (found >= 0x20000)


def runs(found: Points) -> tuple[Runs, Runs]:
    """Every run of two and of three Chinese characters that stand together, in the order of the text."""
    if len(found) < _LONGEST:
        found = np.concatenate((found, np.zeros(_LONGEST - len(found), np.uint32)))
    chinese = is_chinese(found)
    is_pair = chinese[:-1] & chinese[1:]
    pairs = _joined(found[:-1], found[1:])
    return pairs[is_pair], _joined(pairs[:-1], found[2:])[is_pair[:-1] & chinese[2:]]


def _joined(runs: Runs, following: Points) -> Runs:
    """The runs with one more character each."""
    made = (runs + following * _ODD[0]) * _ODD[1]
    return made ^ (made >> np.uint32(15))


def parts(found: Points) -> Runs:
    """Every run of three characters of any kind, each once, as if drawn by lot; a shorter text is one run."""
    made, rest = found[: max(1, len(found) - _LONGEST + 1)], found[1:_LONGEST]
    for step in range(1, len(rest) + 1):
        made = _joined(made, found[step : step + len(made)])
    return distinct(mixed(made))


def mixed(numbers: Runs) -> Runs:
    """Numbers spread over the whole range, each other number to another one."""
    for shift, factor in _MIX:
        numbers = (numbers ^ (numbers >> shift)) * factor
    return numbers ^ (numbers >> np.uint32(16))


def distinct(numbers: Runs) -> Runs:
    """The numbers, sorted, each once."""
    ordered = np.sort(numbers)
    if len(ordered) < 2:
        return ordered
    is_new = np.empty(len(ordered), np.bool_)
    is_new[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


def shared(one: Runs, other: Runs) -> Runs:
    """The numbers that both have, of numbers that each has once."""
    both = np.sort(np.concatenate((one, other)))
    twice: Runs = both[1:][both[1:] == both[:-1]]
    return twice


def found_in(one: Runs, other: Runs) -> Runs:
    """The numbers of one that the other has too, each once; both as they come, and most of them in one only."""
    known = np.zeros(1 << _FIRST, np.bool_)
    known[other >> (32 - _FIRST)] = True
    some = distinct(one[known[one >> (32 - _FIRST)]])
    found: Runs = some[(some[:, None] == other).any(axis=1)]
    return found

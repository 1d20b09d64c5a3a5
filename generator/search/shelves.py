"""Shelves: boxes of leaves and chunks of lists as columns, and the files that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from generator.search import coding
from generator.search.bits import Sizes
from generator.search.cuts import UNIT, Flags, Lengths, cuts, listed
from generator.search.leaves import DEPTH

_FILES = 2048
_ROOM = (1 << 12, 3 << 13)
"""Places in a file, at least and at most: small sites get small files, large ones a short directory."""
MAP = (1 << coding.WINDOW) // 8
"""Bytes that say of each number of a window whether it is in a list."""


Keys = npt.NDArray[np.bytes_]
Ints = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.uint64]


def room(places: int) -> int:
    """Places in a file, at most: a power of two, so that it seldom changes."""
    return min(max((1 << places.bit_length()) // _FILES, _ROOM[0]), _ROOM[1])


class _Columns:
    """Columns of one length."""

    def taken(self, rows: npt.NDArray[Any]) -> Self:
        found = {field.name: getattr(self, field.name)[rows] for field in fields(self)}  # type: ignore[arg-type]
        return replace(self, **found)  # type: ignore[type-var]

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        names = [field.name for field in fields(cls)]  # type: ignore[arg-type]
        return cls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


@dataclass(frozen=True)
class Boxes(_Columns):
    """Boxes in the order of their strings."""

    keys: Keys
    """the least string that belongs in each"""
    bits: Lengths
    """how many bits it has in common with the box before; 0 for the first"""
    counts: Ints
    """places"""
    places: Offsets
    """where these begin in what is kept of them"""
    digits: Offsets
    """where its digits begin, likewise"""
    sizes: Ints
    """digits"""
    place_checks: Ints
    checks: Ints

    @classmethod
    def empty(cls) -> Self:
        ints, long = np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint64)
        keys: Keys = np.zeros(0, dtype=f"S{2 * DEPTH}")
        return cls(keys, np.zeros(0, dtype=np.uint8), ints, long, long, ints, ints, ints)


@dataclass(frozen=True)
class Chunks(_Columns):
    """Chunks of lists, by list and window."""

    keys: Keys
    """the string of the list"""
    windows: Ints
    maps: Ints
    """which of the kept maps says what numbers it has"""
    digits: Offsets
    sizes: Ints
    map_checks: Ints
    checks: Ints

    @classmethod
    def empty(cls) -> Self:
        ints, long = np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint64)
        keys: Keys = np.zeros(0, dtype=f"S{2 * DEPTH}")
        return cls(keys, ints, ints, long, ints, ints, ints)


def file_cuts(boxes: Boxes, room: int) -> Flags:
    """Which boxes, but the first, begin a file."""
    return cuts(boxes.bits[1:], np.cumsum(boxes.counts, dtype=np.int64), room)


@dataclass(frozen=True)
class Shelves:
    """Where files begin among boxes in order."""

    firsts: Sizes
    """and, at the end, how many boxes there are"""
    is_kept: Flags
    """for each file; what ends right after the string of a list is in that list, and in no file"""
    lists: Keys
    """strings that have a list"""

    @classmethod
    def of(cls, boxes: Boxes, cut: Flags) -> Self:
        gaps = np.flatnonzero(cut)
        ends = boxes.bits[1:][gaps] % UNIT == 0
        is_kept = np.append(~ends, True)
        firsts = np.concatenate(([0], gaps + 1, [len(boxes.keys)]))
        if not len(boxes.keys):
            firsts, is_kept = firsts[-1:], is_kept[:0]
        return cls(firsts, is_kept, listed(boxes.keys[1:], boxes.bits[1:], cut))


def name_of(key: bytes) -> str:
    """The file that begins with a string."""
    text = (key + b"\0" * (len(key) % 2)).hex() or "0000"
    return f"i/{text[:2]}/{text[2:]}"


def list_name(key: bytes) -> str:
    """The file that lists the numbers of a string."""
    return "l" + name_of(key)[1:]

"""Shelves: leaves → the files of the index, each what one look-up has to read, and the directory that finds them.

A string whose leaves fill more than one file has its numbers once more in a file of its own (a list), so every
look-up of up to `DEPTH` characters reads exactly one file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from generator.search.bits import Bits, Sizes, exponent, exponential, payload, payloads
from generator.search.folding import END
from generator.search.leaves import Leaves

_GAP = 7
_RUN = 12
COUNT = 24
"""Bits of the number of leaves or entries at the start of a payload."""


@dataclass(frozen=True)
class Scale:
    """What the number coding depends on."""

    width: int
    """bits of a character id"""
    records: int

    @property
    def raw(self) -> int:
        """Bits of a gap that is written as it is."""
        return (4 * self.records).bit_length()


@dataclass(frozen=True)
class Shelf:
    """One file: the leaves from `string` on, or the list of all numbers under `string`."""

    string: tuple[int, ...]
    is_list: bool
    payload: bytes


def shelves(leaves: Leaves, scale: Scale, room: int) -> Iterator[Shelf]:
    """The files of some leaves, in directory order; `room` is the size in bits that they are cut to."""
    ends = np.concatenate(([0], np.cumsum(_bits(leaves, scale))))
    spans = list(_spans(leaves, ends, room, 0, len(leaves), 0))
    files = [(first, last) for first, last, _, is_list in spans if not is_list]
    written = iter(_leaf_payloads(leaves, files, scale))
    for first, last, depth, is_list in spans:
        string = tuple(leaves.strings[first, :depth].tolist())
        payload = _list_payload(leaves, first, last, scale) if is_list else next(written)
        yield Shelf(string, is_list, payload)


def directory(found: list[tuple[tuple[int, ...], bool]], scale: Scale) -> bytes:
    """The payload that names, for each file in order, its string and whether it is a list."""
    symbols = [(len(found), COUNT)]
    last: tuple[int, ...] = ()
    for string, is_list in found:
        shared = next((i for i, (a, b) in enumerate(zip(last, string, strict=False)) if a != b), len(last))
        if len(string) == len(last) and shared == len(string) - 1:
            symbols += [(1, 1), exponent(string[-1] - last[-1] - 1, _GAP)]
        else:
            symbols.append((shared << 3 | len(string) - shared - 1, 7))
            symbols += [(char, scale.width) for char in string[shared:]]
        symbols.append((int(is_list), 1))
        last = string
    return payload(symbols)


def _spans(
    leaves: Leaves, ends: Sizes, room: int, first: int, last: int, depth: int
) -> Iterator[tuple[int, int, int, bool]]:
    """First leaf, last (without), characters of the name, and whether it is a list, of every file in order."""
    column = leaves.strings[first:last, depth]
    cuts = [first, *(np.flatnonzero(column[1:] != column[:-1]) + first + 1).tolist(), last]
    if depth and column[0] == END:
        del cuts[0]
    for start, end, is_large in _packed(cuts, ends, room):
        yield start, end, depth + 1, is_large
        if is_large:
            yield from _spans(leaves, ends, room, start, end, depth + 1)


def _packed(cuts: list[int], ends: Sizes, room: int) -> Iterator[tuple[int, int, bool]]:
    """Neighbouring children together as long as there is room; a child too large alone, and marked as such."""
    begin = cuts[0]
    for start, end in pairwise(cuts):
        if ends[end] - ends[start] > room and end - start > 1:
            if begin < start:
                yield begin, start, False
            yield start, end, True
            begin = end
        elif ends[end] - ends[begin] > room and begin < start:
            yield begin, start, False
            begin = start
    if begin < cuts[-1]:
        yield begin, cuts[-1], False


def _bits(leaves: Leaves, scale: Scale) -> Sizes:
    """How many bits each leaf takes in the middle of a file."""
    _, sizes, starts = _symbols(leaves, np.zeros(0, dtype=np.int64), scale)
    return np.add.reduceat(sizes, starts)


def _leaf_payloads(leaves: Leaves, files: list[tuple[int, int]], scale: Scale) -> list[bytes]:
    """The payload of each run of leaves; what lies between the runs is left out."""
    if not files:
        return []
    kept = np.zeros(len(leaves), dtype=np.bool_)
    for first, last in files:
        kept[first:last] = True
    counts = np.array([last - first for first, last in files])
    firsts = np.cumsum(counts) - counts
    values, sizes, starts = _symbols(leaves.where(kept), firsts, scale)
    values[starts[firsts]] = counts
    return payloads(values, sizes, starts[firsts])


def _list_payload(leaves: Leaves, first: int, last: int, scale: Scale) -> bytes:
    """The payload of all numbers of some leaves: how many, then the numbers."""
    held = np.zeros(4 * scale.records, dtype=np.bool_)
    held[leaves.numbers[leaves.starts[first] : leaves.starts[last]]] = True
    numbers = np.flatnonzero(held).astype(np.uint32)
    count = np.array([len(numbers)])
    values, sizes = _number_symbols(numbers, np.array([0, len(numbers)]), scale)
    head, size = exponential(count - 1, 0)
    return payloads(
        np.concatenate((head, values)), np.concatenate((size, sizes)), np.zeros(1, dtype=np.int64)
    )[0]


def _symbols(leaves: Leaves, firsts: Sizes, scale: Scale) -> tuple[Bits, Sizes, Sizes]:
    """Values, sizes, and where each leaf begins. Leaves that are `firsts` of a file spell their string in full,
    after a number of COUNT bits that is left 0."""
    depths, shared = leaves.depths.astype(np.int64), leaves.shared.astype(np.int64)
    shared[firsts] = 0
    counts = np.diff(leaves.starts)
    last = leaves.strings[np.arange(len(leaves)), depths - 1].astype(np.int64)
    beside = np.zeros(len(leaves), dtype=np.bool_)
    beside[1:] = (depths[1:] == depths[:-1]) & (shared[1:] == depths[1:] - 1)
    beside[firsts] = False
    labels = np.where(beside, 0, depths - shared)
    opening = np.zeros(len(leaves), dtype=np.int64)
    opening[firsts] = 1
    slots = opening + labels + counts + 2
    starts = np.cumsum(slots) - slots
    values = np.zeros(int(slots.sum()), dtype=np.uint64)
    sizes = np.zeros(len(values), dtype=np.int64)
    sizes[starts[firsts]] = COUNT
    gaps, gap_sizes = exponential(np.maximum(np.diff(last, prepend=0) - 1, 0), _GAP)
    head = starts + opening
    full = (shared << 3 | np.maximum(labels - 1, 0)).astype(np.uint64)
    values[head] = np.where(beside, gaps | np.uint64(1) << gap_sizes.astype(np.uint64), full)
    sizes[head] = np.where(beside, gap_sizes + 1, 7)
    for i in range(leaves.strings.shape[1]):
        some = np.flatnonzero(labels > i)
        values[head[some] + 1 + i] = leaves.strings[some, shared[some] + i]
        sizes[head[some] + 1 + i] = scale.width
    values[head + labels + 1], sizes[head + labels + 1] = exponential(counts - 1, 0)
    place = np.repeat(starts + slots - leaves.starts[1:], counts) + np.arange(len(leaves.numbers))
    values[place], sizes[place] = _number_symbols(leaves.numbers, leaves.starts, scale)
    return values, sizes, starts


def _number_symbols(numbers: npt.NDArray[np.uint32], starts: Sizes, scale: Scale) -> tuple[Bits, Sizes]:
    """Ascending numbers, run by run, as gaps: short ones in a Rice code that suits the run, others as they are."""
    counts = np.diff(starts)
    gaps = np.diff(numbers.astype(np.int64), prepend=0) - 1
    gaps[starts[:-1]] = numbers[starts[:-1]]
    low = np.frexp(np.maximum(1, 7 * scale.records // (10 * counts)).astype(np.float64))[1] - 1
    low = np.repeat(low.astype(np.int64), counts)
    high = gaps >> low
    is_raw = high >= _RUN
    high = np.minimum(high, _RUN)
    ones = (np.int64(1) << high) - 1
    values = np.where(is_raw, ones << scale.raw | gaps, ones << (low + 1) | gaps & ((np.int64(1) << low) - 1))
    return values.astype(np.uint64), np.where(is_raw, _RUN + scale.raw, high + 1 + low)

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
from generator.search.leaves import DEPTH, Leaves

_GAP = 7
_RUN = 12
_FULL = 7
_AT_ONCE = 1 << 18
"""Numbers that are written at once."""
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
    spans = list(_spans(leaves, ends, room, (0, len(leaves), 0)))
    written = _leaf_payloads(leaves, [span[:2] for span in spans if not span[3]], scale)
    for first, last, depth, is_list in spans:
        string = tuple(leaves.strings[first, :depth].tolist())
        yield Shelf(string, is_list, _list_payload(leaves, first, last, scale) if is_list else next(written))


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
    leaves: Leaves, ends: Sizes, room: int, node: tuple[int, int, int]
) -> Iterator[tuple[int, int, int, bool]]:
    """First leaf, last (without), characters of the name, and whether it is a list, of every file in order.

    A `node` is some leaves, first and last (without), that share their first so many characters.
    """
    first, last, depth = node
    column = leaves.strings[first:last, depth]
    cuts = [first, *(np.flatnonzero(column[1:] != column[:-1]) + first + 1).tolist(), last]
    if depth and column[0] == END:
        del cuts[0]
    for start, end, is_large in _packed(cuts, ends, room):
        yield start, end, depth + 1, is_large
        if is_large:
            yield from _spans(leaves, ends, room, (start, end, depth + 1))


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
    heads = _heads(leaves, np.zeros(0, dtype=np.int64))
    spelled = np.where(heads.beside, heads.gap_sizes + 1, _FULL + heads.labels * scale.width)
    _, sizes = _number_symbols(leaves.numbers, leaves.starts, scale)
    numbers = np.add.reduceat(sizes, leaves.starts[:-1], dtype=np.int64)
    return spelled + exponential(np.diff(leaves.starts) - 1, 0)[1] + numbers


def _leaf_payloads(leaves: Leaves, files: list[tuple[int, int]], scale: Scale) -> Iterator[bytes]:
    """The payload of each run of leaves, some files at once."""
    batch: list[tuple[int, int]] = []
    for file in files:
        if batch and (
            file[0] != batch[-1][1] or leaves.starts[file[1]] - leaves.starts[batch[0][0]] > _AT_ONCE
        ):
            yield from _joined_payloads(leaves, batch, scale)
            batch = []
        batch.append(file)
    if batch:
        yield from _joined_payloads(leaves, batch, scale)


def _joined_payloads(leaves: Leaves, files: list[tuple[int, int]], scale: Scale) -> list[bytes]:
    """The payloads of runs of leaves that follow one another."""
    base = files[0][0]
    firsts = np.array([first - base for first, _ in files])
    values, sizes, starts = _symbols(leaves.between(base, files[-1][1]), firsts, scale)
    values[starts[firsts]] = [last - first for first, last in files]
    return payloads(values, sizes, starts[firsts])


def _list_payload(leaves: Leaves, first: int, last: int, scale: Scale) -> bytes:
    """The payload of all numbers of some leaves: how many, then the numbers."""
    held = np.zeros(4 * scale.records, dtype=np.bool_)
    held[leaves.numbers[leaves.starts[first] : leaves.starts[last]]] = True
    numbers = np.flatnonzero(held).astype(np.uint32)
    values, sizes = _number_symbols(numbers, np.array([0, len(numbers)]), scale)
    head, size = exponent(len(numbers) - 1, 0)
    values, sizes = np.insert(values, 0, head), np.insert(sizes, 0, size)
    return payloads(values, sizes, np.zeros(1, dtype=np.int64))[0]


@dataclass(frozen=True)
class _Heads:
    """How each leaf's string is written."""

    beside: npt.NDArray[np.bool_]
    """it differs from the string before in its last character only"""
    gaps: Bits
    gap_sizes: Sizes
    """by how much, where it does"""
    shared: Sizes
    labels: Sizes
    """characters kept from the string before, and characters spelled, where it does not"""


def _heads(leaves: Leaves, firsts: Sizes) -> _Heads:
    """Leaves that are `firsts` of a file spell their string in full."""
    depths, shared = leaves.depths.astype(np.int64), leaves.shared.astype(np.int64)
    shared[firsts] = 0
    shared[0] = 0
    last = leaves.strings[np.arange(len(leaves)), depths - 1].astype(np.int64)
    beside = np.zeros(len(leaves), dtype=np.bool_)
    beside[1:] = (depths[1:] == depths[:-1]) & (shared[1:] == depths[1:] - 1)
    beside[firsts] = False
    gaps, gap_sizes = exponential(np.maximum(np.diff(last, prepend=0) - 1, 0), _GAP)
    return _Heads(beside, gaps, gap_sizes, shared, np.where(beside, 0, depths - shared))


def _symbols(leaves: Leaves, firsts: Sizes, scale: Scale) -> tuple[Bits, Sizes, Sizes]:
    """Values, sizes, and where each leaf begins; before the `firsts` of a file stands a number that is left 0."""
    heads = _heads(leaves, firsts)
    counts = np.diff(leaves.starts)
    opening = np.zeros(len(leaves), dtype=np.int64)
    opening[firsts] = 1
    slots = opening + heads.labels + counts + 2
    starts = np.cumsum(slots) - slots
    values = np.zeros(int(slots.sum()), dtype=np.uint64)
    sizes = np.zeros(len(values), dtype=np.int64)
    sizes[starts[firsts]] = COUNT
    head = starts + opening
    full = (heads.shared << 3 | np.maximum(heads.labels - 1, 0)).astype(np.uint64)
    beside = heads.gaps | np.uint64(1) << heads.gap_sizes.astype(np.uint64)
    values[head] = np.where(heads.beside, beside, full)
    sizes[head] = np.where(heads.beside, heads.gap_sizes + 1, _FULL)
    for i in range(DEPTH):
        some = np.flatnonzero(heads.labels > i)
        values[head[some] + 1 + i] = leaves.strings[some, heads.shared[some] + i]
        sizes[head[some] + 1 + i] = scale.width
    after = head + heads.labels + 1
    values[after], sizes[after] = exponential(counts - 1, 0)
    place = np.repeat(after + 1 - leaves.starts[:-1], counts) + np.arange(len(leaves.numbers))
    values[place], sizes[place] = _number_symbols(leaves.numbers, leaves.starts, scale)
    return values, sizes, starts


def _number_symbols(numbers: npt.NDArray[np.uint32], starts: Sizes, scale: Scale) -> tuple[Bits, Sizes]:
    """Ascending numbers, run by run, as gaps: short ones in a Rice code that suits the run, others as they are."""
    counts = np.diff(starts)
    signed = numbers.view(np.int32)
    gaps = np.diff(signed, prepend=np.int32(0)) - np.int32(1)
    gaps[starts[:-1]] = signed[starts[:-1]]
    low = np.frexp(np.maximum(1, 7 * scale.records // (10 * counts)).astype(np.float64))[1] - 1
    low = np.repeat(low.astype(np.int32), counts)
    high = gaps >> low
    raw = np.flatnonzero(high >= _RUN)
    high[raw] = 0
    values = ((np.int64(1) << high) - 1) << (low + 1) | gaps & ((np.int32(1) << low) - 1)
    values[raw] = ((1 << _RUN) - 1) << scale.raw | gaps[raw]
    sizes = high + low + 1
    sizes[raw] = _RUN + scale.raw
    return values.view(np.uint64), sizes

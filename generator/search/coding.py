"""Coding: boxes of leaves, and chunks of lists, as the digits of the format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from generator.search.bits import GROUP, Bits, Sizes, exponential, payloads
from generator.search.leaves import DEPTH, Leaves
from generator.search.words import dictionary

_COMMON = 11
"""Bits of a code unit that is spelled and stands in the dictionary; others take sixteen. One bit says which."""
GAP = 9
"""Order of the code of the difference between two neighbours that differ in their last character only."""
WINDOW = 11
"""A chunk of a list covers 2 to the power of this many numbers."""
_RUN = 12
_FULL = 7
_LEAVES = 4
"""Order of the code of how many leaves are in a box."""
_HEAD = 2 * GROUP
_AT_ONCE = 1 << 18
"""Numbers that are written at once."""

Numbers = npt.NDArray[np.uint32]


def boxes(leaves: Leaves, firsts: Sizes, span: int) -> Iterator[bytes]:
    """The digits of each box: the leaves from one of `firsts`, the first of which is 0, up to the next."""
    ends = np.append(firsts[1:], len(leaves))
    begin = 0
    while begin < len(firsts):
        limit = leaves.starts[firsts[begin]] + _AT_ONCE
        end = max(begin + 1, int(np.searchsorted(leaves.starts[ends], limit, side="right")))
        yield from _boxes(leaves, firsts[begin:end], int(ends[end - 1]), span)
        begin = end


def chunks(numbers: Numbers, firsts: Sizes) -> list[bytes]:
    """The digits of each chunk: the numbers, all in one window, from one of `firsts` up to the next."""
    starts = np.append(firsts, len(numbers))
    counts = np.diff(starts)
    head = starts[:-1] + 2 * np.arange(len(firsts))
    values = np.zeros(len(numbers) + 2 * len(firsts), dtype=np.uint64)
    sizes = np.zeros(len(values), dtype=np.int64)
    values[head], sizes[head] = numbers[firsts] >> WINDOW, _HEAD
    values[head + 1], sizes[head + 1] = exponential(counts - 1, _LEAVES)
    place = np.repeat(2 + 2 * np.arange(len(firsts)), counts) + np.arange(len(numbers))
    within = numbers & np.uint32((1 << WINDOW) - 1)
    values[place], sizes[place] = _number_symbols(within, starts, 1 << WINDOW, WINDOW)
    return payloads(values, sizes, head)


@cache
def labels() -> tuple[Bits, Sizes]:
    """Value and size of each code unit where it is spelled."""
    values = np.arange(1 << 16, dtype=np.uint64)
    sizes = np.full(1 << 16, 17, dtype=np.int64)
    common = list(dictionary().singles)
    values[common] = np.arange(len(common), dtype=np.uint64) | np.uint64(1 << _COMMON)
    sizes[common] = _COMMON + 1
    return values, sizes


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


def _heads(depths: Sizes, shared: Sizes, last: Sizes, firsts: Sizes) -> _Heads:
    """Leaves that are `firsts` of a box spell their string in full."""
    shared[firsts] = 0
    beside = np.zeros(len(depths), dtype=np.bool_)
    beside[1:] = (depths[1:] == depths[:-1]) & (shared[1:] == depths[1:] - 1)
    beside[firsts] = False
    gaps, gap_sizes = exponential(np.maximum(np.diff(last, prepend=0) - 1, 0), GAP)
    return _Heads(beside, gaps, gap_sizes, shared, np.where(beside, 0, depths - shared))


def _boxes(leaves: Leaves, firsts: Sizes, end: int, span: int) -> list[bytes]:
    """The digits of some boxes that follow one another, the last up to leaf `end`."""
    begin = int(firsts[0])
    firsts = firsts - begin
    starts = leaves.starts[begin : end + 1] - leaves.starts[begin]
    numbers = leaves.numbers[leaves.starts[begin] : leaves.starts[end]]
    strings = leaves.strings[begin:end]
    depths = leaves.depths[begin:end].astype(np.int64)
    shared = leaves.shared[begin:end].astype(np.int64)
    last = strings[np.arange(len(depths)), depths - 1].astype(np.int64)
    heads = _heads(depths, shared, last, firsts)
    values, sizes, at = _symbols(heads, _Slice(strings, starts, numbers), firsts, span)
    opening = at[firsts]
    many = np.diff(np.append(firsts, len(depths)))
    values[opening + 1], sizes[opening + 1] = exponential(many - 1, _LEAVES)
    run_bits = np.add.reduceat(sizes, opening)
    values[opening], sizes[opening] = -(-run_bits // GROUP), _HEAD
    return payloads(values, sizes, opening)


@dataclass(frozen=True)
class _Slice:
    """Leaves that follow one another."""

    strings: npt.NDArray[np.uint16]
    starts: Sizes
    numbers: Numbers


def _symbols(heads: _Heads, leaves: _Slice, firsts: Sizes, span: int) -> tuple[Bits, Sizes, Sizes]:
    """Values, sizes, and where each leaf begins; before the `firsts` of a box stand two numbers that are left empty."""
    strings, starts, numbers = leaves.strings, leaves.starts, leaves.numbers
    counts = np.diff(starts)
    opening = np.zeros(len(counts), dtype=np.int64)
    opening[firsts] = 2
    slots = opening + heads.labels + counts + 2
    at = np.cumsum(slots) - slots
    values = np.zeros(int(slots.sum()), dtype=np.uint64)
    sizes = np.zeros(len(values), dtype=np.int64)
    head = at + opening
    full = (heads.shared << 3 | np.maximum(heads.labels - 1, 0)).astype(np.uint64)
    beside = heads.gaps | np.uint64(1) << heads.gap_sizes.astype(np.uint64)
    values[head] = np.where(heads.beside, beside, full)
    sizes[head] = np.where(heads.beside, heads.gap_sizes + 1, _FULL)
    spellings, spelling_sizes = labels()
    for i in range(DEPTH):
        some = np.flatnonzero(heads.labels > i)
        units = strings[some, heads.shared[some] + i]
        values[head[some] + 1 + i], sizes[head[some] + 1 + i] = spellings[units], spelling_sizes[units]
    after = head + heads.labels + 1
    values[after], sizes[after] = exponential(counts - 1, 0)
    place = np.repeat(after + 1 - starts[:-1], counts) + np.arange(len(numbers))
    values[place], sizes[place] = _number_symbols(numbers, starts, span, (3 * span).bit_length())
    return values, sizes, at


def _number_symbols(numbers: Numbers, starts: Sizes, span: int, raw: int) -> tuple[Bits, Sizes]:
    """Ascending numbers, run by run, as gaps: short ones in a Rice code that suits the run, others in `raw` bits."""
    counts = np.diff(starts)
    signed = numbers.view(np.int32)
    gaps = np.diff(signed, prepend=np.int32(0)) - np.int32(1)
    gaps[starts[:-1]] = signed[starts[:-1]]
    low = np.frexp(np.maximum(1, 4 * span // (7 * counts)).astype(np.float64))[1] - 1
    low = np.repeat(low.astype(np.int32), counts)
    high = gaps >> low
    long = np.flatnonzero(high >= _RUN)
    high[long] = 0
    values = ((np.int64(1) << high) - 1) << (low + 1) | gaps & ((np.int32(1) << low) - 1)
    values[long] = np.int64(((1 << _RUN) - 1) << raw) | gaps[long].astype(np.int64)
    sizes = high + low + 1
    sizes[long] = _RUN + raw
    return values.view(np.uint64), sizes

"""Cuts: where strings in order are parted into boxes and files, decided by what lies under each beginning.

A string is bits: for each character a one and its 16 bits, for the end of a field a zero. All strings with the same
first bits are one node of a tree; strings in order are parted wherever the smallest node with both neighbours holds
more places than the limit. So a cut depends on nothing but the number of places below some beginnings.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from generator.search.bits import Sizes
from generator.search.leaves import DEPTH, Ids

UNIT = 17
"""Bits of a character."""
Flags = npt.NDArray[np.bool_]
Lengths = npt.NDArray[np.uint8]


def common(left: Ids, right: Ids, shared: Sizes) -> Lengths:
    """How many bits two strings have in common that differ after `shared` characters, `left` being the lesser."""
    rows = np.arange(len(shared))
    a, b = left[rows, shared], right[rows, shared]
    equal = 16 - np.frexp((a ^ b).astype(np.float64))[1]
    return (UNIT * shared + np.where(a == 0, 0, 1 + equal)).astype(np.uint8)


def openings(right: Ids, bits: Lengths) -> Ids:
    """The least string of a node that holds `right` and not the string before it, with which it shares so many bits."""
    whole, rest = np.divmod(bits.astype(np.int64), UNIT)
    found = np.where(np.arange(DEPTH) <= whole[:, None], right, 0).astype(np.uint16)
    rows = np.arange(len(bits))
    mask = (0xFFFF << (16 - rest)) & 0xFFFF
    found[rows, whole] = np.maximum(found[rows, whole] & mask, 1)
    return found


def packed(strings: Ids) -> npt.NDArray[np.bytes_]:
    """Strings as bytes that sort and compare as they do."""
    return np.ascontiguousarray(strings.astype(">u2")).view(f"S{2 * DEPTH}").ravel()


def unpacked(strings: npt.NDArray[np.bytes_]) -> Ids:
    """The strings again."""
    whole = np.ascontiguousarray(strings.astype(f"S{2 * DEPTH}"))
    return whole.view(">u2").reshape(-1, DEPTH).astype(np.uint16)


def cuts(bits: Lengths, ends: Sizes, limit: int, known: Flags | None = None) -> Flags:
    """Which gaps are cuts. Gap i lies between run i and run i + 1 of places, which have `bits[i]` bits in common.

    `ends` says where each run ends; no run is empty. `known` tells beforehand of the gaps between first characters.
    """
    found = np.zeros(len(bits), dtype=np.bool_)
    edges = np.array([0, ends[-1]]) if len(ends) else np.zeros(1, dtype=np.int64)
    first = 0
    if known is not None:
        first = UNIT
        found[known] = True
        edges = np.sort(np.concatenate((edges, ends[:-1][known])))
    order = np.argsort(bits, kind="stable")
    sizes = np.bincount(bits, minlength=UNIT * DEPTH)
    start = int(sizes[:first].sum())
    for size in sizes[first:].tolist():
        gaps = order[start : start + size]
        start += size
        at = ends[gaps]
        right = np.searchsorted(edges, at)
        large = edges[right] - edges[right - 1] > limit
        if large.any():
            found[gaps[large]] = True
            edges = np.insert(edges, right[large], at[large])
    return found


def listed(strings: npt.NDArray[np.bytes_], bits: Lengths, cut: Flags) -> npt.NDArray[np.bytes_]:
    """The strings of whole characters that files are cut below. `strings` are the right sides of the gaps."""
    whole = bits[cut] // UNIT
    right = unpacked(strings[cut])
    found = [packed(np.where(np.arange(DEPTH) < size, right[whole >= size], 0)) for size in range(1, DEPTH)]
    return np.unique(np.concatenate(found)) if len(right) else np.zeros(0, dtype=f"S{2 * DEPTH}")

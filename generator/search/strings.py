"""Strings: places of the texts → leaves → boxes, and the lists of what is too common for one file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.search import coding
from generator.search.bits import Sizes
from generator.search.cuts import UNIT, Flags, Lengths, common, cuts, listed, openings, packed
from generator.search.folding import END
from generator.search.leaves import DEPTH, Ids, Leaves, leaves
from generator.search.shelves import Boxes, Chunks, Ints, Keys, Offsets, room
from generator.search.words import Units

BOX = 512
"""Places in a box, at most, unless they cannot be parted."""
_PLACES = 1 << 20
"""Places that are sorted at once."""


@dataclass(frozen=True)
class FieldNumbers:
    """Where each field begins, in order, and its number."""

    starts: Sizes
    numbers: Ints

    def of_places(self, places: Ints) -> Ints:
        """The number that each place belongs to."""
        return self.numbers[np.searchsorted(self.starts, places, side="right") - 1]


def counted(units: Units) -> Sizes:
    """How often each code unit occurs, but for END."""
    found = np.zeros(1 << 16, dtype=np.int64)
    for start in range(0, len(units), _PLACES):
        found += np.bincount(units[start : start + _PLACES], minlength=1 << 16)
    found[END] = 0
    return found


@dataclass(frozen=True)
class Whole:
    """What all parts of a full index share."""

    ids: Ids
    """characters of all fields by rank, each closed by END, then DEPTH more"""
    alphabet: Ids
    """code units by rank, from 1"""
    fields: FieldNumbers
    span: int
    room: int
    is_cut: tuple[Flags, Flags]
    """by rank: whether a box, a file begins before the character"""
    part_of: npt.NDArray[Any]
    """by place"""
    before: Sizes
    """places in all parts before each"""
    kept: str | None
    """the file that keeps places"""


@dataclass(frozen=True)
class Made:
    """What was made of some places. Offsets count from what was there before."""

    boxes: Boxes
    digits: bytes
    chunks: Chunks
    maps: bytes
    chunk_digits: bytes
    file_cut: Flags
    """whether each box begins a file"""


def offsets(sizes: npt.NDArray[Any]) -> Offsets:
    """Where things of these sizes begin that stand one after the other."""
    return (np.cumsum(sizes, dtype=np.uint64) - sizes.astype(np.uint64)).astype(np.uint64)


def boxed(found: Leaves, bits: Lengths, cut: Flags, places: Ints, span: int) -> tuple[Boxes, bytes]:
    """Leaves in boxes. `bits` and `cut` are of the gaps between leaves; `places` the members of each in order."""
    firsts = np.concatenate(([0], np.flatnonzero(cut) + 1))
    payloads = list(coding.boxes(found, firsts, span))
    heads = found.heads[np.append(firsts, len(found))]
    sizes = np.array(list(map(len, payloads)), dtype=np.uint32)
    keys = np.concatenate(
        (np.zeros((1, DEPTH), dtype=np.uint16), openings(found.strings[firsts[1:]], bits[cut]))
    )
    edges = heads.tolist()
    crcs = [zlib.crc32(places[a:b].tobytes()) for a, b in pairwise(edges)]
    return Boxes(
        keys=packed(keys),
        bits=np.concatenate((np.zeros(1, dtype=np.uint8), bits[cut])),
        counts=np.diff(heads).astype(np.uint32),
        places=heads[:-1].astype(np.uint64),
        digits=offsets(sizes),
        sizes=sizes,
        place_checks=np.array(crcs, dtype=np.uint32),
        checks=np.array(list(map(zlib.crc32, payloads)), dtype=np.uint32),
    ), b"".join(payloads)


def chunked(keys: list[bytes], windows: Sizes, maps: npt.NDArray[np.uint8]) -> tuple[Chunks, bytes]:
    """Chunks from the maps of their windows, none empty."""
    held = np.unpackbits(maps, axis=1).astype(np.bool_)
    rows, columns = np.nonzero(held)
    numbers = ((windows[rows] << coding.WINDOW) + columns).astype(np.uint32)
    counts = held.sum(axis=1)
    payloads = coding.chunks(numbers, np.cumsum(counts) - counts)
    sizes = np.array(list(map(len, payloads)), dtype=np.uint32)
    return Chunks(
        keys=np.array(keys, dtype=f"S{2 * DEPTH}"),
        windows=windows.astype(np.uint32),
        maps=np.arange(len(maps), dtype=np.uint32),
        digits=offsets(sizes),
        sizes=sizes,
        map_checks=np.array([zlib.crc32(one.tobytes()) for one in maps], dtype=np.uint32),
        checks=np.array(list(map(zlib.crc32, payloads)), dtype=np.uint32),
    ), b"".join(payloads)


def map_of(numbers: Ints, span: int) -> tuple[Sizes, npt.NDArray[np.uint8]]:
    """The windows that hold some of the numbers, and the map of each."""
    held = np.zeros((3 * span >> coding.WINDOW) + 1 << coding.WINDOW, dtype=np.bool_)
    held[numbers] = True
    maps = np.packbits(held.reshape(-1, 1 << coding.WINDOW), axis=1)
    windows = np.flatnonzero(maps.any(axis=1))
    return windows, maps[windows]


def spelled(found: Leaves, alphabet: Ids) -> Leaves:
    """Leaves with code units for ranks, and nothing past a leaf's depth."""
    strings = np.where(np.arange(DEPTH) < found.depths[:, None], alphabet[found.strings], 0)
    return replace(found, strings=strings.astype(np.uint16))


def part(whole: Whole, number: int) -> Made:
    """The boxes and lists of one part of a full index."""
    places = np.flatnonzero(whole.part_of == number).astype(np.uint32)
    numbers = whole.fields.of_places(places)
    width = len(whole.alphabet).bit_length()
    found = leaves(whole.ids, places, numbers, width)
    first = found.strings[:, 0].copy()
    found = spelled(found, whole.alphabet)
    bits = common(found.strings[:-1], found.strings[1:], found.shared[1:].astype(np.int64))
    turns = bits < UNIT
    cut = cuts(bits, found.heads[1:], BOX, turns & whole.is_cut[0][first[1:]])
    members = places[found.members]
    if whole.kept is not None:
        kept = np.memmap(whole.kept, dtype=np.uint32, mode="r+")
        kept[whole.before[number] : whole.before[number] + len(members)] = members
        del kept
    boxes, digits = boxed(found, bits, cut, members, whole.span)
    boxes = replace(boxes, places=boxes.places + np.uint64(whole.before[number]))
    if first[0] > 1:
        before = np.zeros((1, DEPTH), dtype=np.uint16)
        before[0, 0] = whole.alphabet[first[0] - 1]
        boxes.bits[0] = common(before, found.strings[:1], np.zeros(1, dtype=np.int64))[0]
        boxes.keys[0] = packed(openings(found.strings[:1], boxes.bits[:1]))[0]
    box_first = first[1:][cut]
    turns = boxes.bits[1:] < UNIT
    ends = np.cumsum(boxes.counts, dtype=np.int64)
    file_cut = cuts(boxes.bits[1:], ends, whole.room, turns & whole.is_cut[1][box_first])
    chunks, maps, chunk_digits = _lists(found, listed(boxes.keys[1:], boxes.bits[1:], file_cut), whole.span)
    return Made(boxes, digits, chunks, maps, chunk_digits, np.append(True, file_cut))


def _lists(found: Leaves, wanted: Keys, span: int) -> tuple[Chunks, bytes, bytes]:
    """The chunks of some strings, all of whose leaves are among those found."""
    if not len(wanted):
        return Chunks.empty(), b"", b""
    strings = packed(found.strings)
    firsts = np.searchsorted(strings, wanted)
    lasts = np.searchsorted(
        strings, np.array([k.ljust(2 * DEPTH, b"\xff") for k in _even(wanted)]), side="right"
    )
    keys: list[bytes] = []
    windows, maps = [], []
    for key, first, last in zip(wanted.tolist(), firsts.tolist(), lasts.tolist(), strict=True):
        own, own_maps = map_of(found.numbers[found.starts[first] : found.starts[last]], span)
        keys += [key] * len(own)
        windows.append(own)
        maps.append(own_maps)
    joined = np.concatenate(maps)
    chunks, digits = chunked(keys, np.concatenate(windows), joined)
    return chunks, joined.tobytes(), digits


def _even(keys: Keys) -> Iterator[bytes]:
    """Keys with the zero that numpy takes off their last character."""
    return (key + b"\0" * (len(key) % 2) for key in keys.tolist())


def whole_of(
    units: Units, characters: Sizes, fields: FieldNumbers, span: int, kept: str | None
) -> tuple[Whole, int]:
    """What the parts share, and how many parts there are. Fields stand in the order of their numbers."""
    alphabet = np.flatnonzero(characters)
    places = characters[alphabet]
    ranks = np.zeros(1 << 16, dtype=np.uint16)
    ranks[alphabet] = np.arange(1, len(alphabet) + 1)
    limit = room(int(places.sum()))
    column = np.zeros((len(alphabet), DEPTH), dtype=np.uint16)
    column[:, 0] = alphabet
    bits = common(column[:-1], column[1:], np.zeros(max(len(alphabet) - 1, 0), dtype=np.int64))
    ends = np.cumsum(places)
    before = [np.concatenate(([False, True], cuts(bits, ends, one))) for one in (BOX, limit)]
    parts = np.zeros(1 << 16, dtype=np.uint16)
    part = 0
    filled = 0
    for rank, count in enumerate(places.tolist(), 1):
        if filled and before[1][rank] and filled + count > _PLACES:
            part, filled = part + 1, 0
        parts[rank] = part
        filled += count
    parts[0] = part + 1
    ids = np.zeros(len(units) + DEPTH, dtype=np.uint16)
    ids[: len(units)] = ranks[units]
    sizes = np.bincount(parts[1 : len(alphabet) + 1], weights=places, minlength=part + 1).astype(np.int64)
    return Whole(
        ids=ids,
        alphabet=np.concatenate(([0], alphabet)).astype(np.uint16),
        fields=fields,
        span=span,
        room=limit,
        is_cut=(before[0], before[1]),
        part_of=(parts if part > 250 else parts.astype(np.uint8))[ids[:-DEPTH]],
        before=np.cumsum(sizes) - sizes,
        kept=kept,
    ), part + 1

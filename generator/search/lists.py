"""Lists after a change: the chunks in which some numbers came or went, and the lists that came or went as a whole."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from generator.search import coding
from generator.search.bits import Sizes
from generator.search.pairs import Pairs
from generator.search.shards import Damage
from generator.search.shelves import Chunks, Keys
from generator.search.strings import chunked, map_of

Maps = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Relisted:
    """The chunks after a change, and what is to be put behind the maps and the digits that are kept."""

    chunks: Chunks
    maps: bytes
    digits: bytes
    changed: Keys
    """lists that are not what they were"""


@dataclass(frozen=True)
class Held:
    """What is kept of lists."""

    maps: Maps
    map_count: int
    digit_count: int
    """what is added stands behind so many maps, and so many digits"""
    span: int


def relisted(
    chunks: Chunks,
    held: Held,
    stay: Keys,
    change: tuple[Pairs, Pairs],
    fresh: list[tuple[bytes, npt.NDArray[np.uint32]]],
) -> Relisted:
    """The chunks of the lists that `stay`, without what goes and with what comes, and of `fresh` lists with their numbers.

    Raises Damage.
    """
    names = [key for key, _ in fresh]
    chunks = chunks.taken(np.isin(chunks.keys, stay))
    keys: list[bytes] = []
    windows: list[Sizes] = []
    made: list[Maps] = []
    if len(stay):
        touched, kept = _touched(chunks, held.maps, stay, change)
        chunks = chunks.taken(kept)
        keys, windows, made = touched
    for key, numbers in fresh:
        own, own_maps = map_of(numbers, held.span)
        keys += [key] * len(own)
        windows.append(own)
        made.append(own_maps)
    if not keys:
        return Relisted(chunks, b"", b"", np.array(names, dtype=chunks.keys.dtype))
    joined = np.concatenate(made)
    added, digits = chunked(keys, np.concatenate(windows), joined)
    maps_from, digits_from = np.uint32(held.map_count), np.uint64(held.digit_count)
    added = replace(added, maps=added.maps + maps_from, digits=added.digits + digits_from)
    whole = Chunks.joined([chunks, added])
    order = np.lexsort((whole.windows, whole.keys))
    return Relisted(whole.taken(order), joined.tobytes(), digits, np.unique(added.keys))


def _touched(
    chunks: Chunks, maps: Maps, lists: Keys, change: tuple[Pairs, Pairs]
) -> tuple[tuple[list[bytes], list[Sizes], list[Maps]], npt.NDArray[np.bool_]]:
    """Names, windows and maps of the chunks that change and are not empty then; and which chunks stay as they are."""
    width = 1 << 32
    less, more = (places * width + numbers for places, numbers in (side.of(lists) for side in change))
    less, more = np.unique(less), np.unique(more)
    less, more = np.setdiff1d(less, more), np.setdiff1d(more, less)
    wanted = np.unique(np.concatenate((less, more)) >> coding.WINDOW)
    ids = np.searchsorted(lists, chunks.keys) * (width >> coding.WINDOW) + chunks.windows
    places = np.searchsorted(ids, wanted)
    is_there = np.zeros(len(wanted), dtype=np.bool_)
    inside = places < len(ids)
    is_there[inside] = ids[places[inside]] == wanted[inside]
    held = np.zeros((len(wanted), maps.shape[1]), dtype=np.uint8)
    rows = places[is_there]
    held[is_there] = maps[chunks.maps[rows]]
    for one, crc in zip(held[is_there], chunks.map_checks[rows].tolist(), strict=True):
        if zlib.crc32(one.tobytes()) != crc:
            raise Damage("maps")
    flags = np.unpackbits(held, axis=1)
    for some, value in ((less, 0), (more, 1)):
        flags[np.searchsorted(wanted, some >> coding.WINDOW), some & ((1 << coding.WINDOW) - 1)] = value
    filled = flags.any(axis=1)
    kept = np.ones(len(ids), dtype=np.bool_)
    kept[rows] = False
    per_list = width >> coding.WINDOW
    keys = [bytes(lists[place]) for place in (wanted[filled] // per_list).tolist()]
    if not keys:
        return ([], [], []), kept
    return (keys, [wanted[filled] % per_list], [np.packbits(flags[filled], axis=1)]), kept

"""Leaves: the character strings, each just long enough to be rare, under which the index keeps its numbers.

Every place of the corpus starts a string. It grows character by character until at most `CROWD` places share it,
its field ends, or it is `DEPTH` long; places that share a string form a leaf. Sorting does this without a tree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.search.folding import END

Ids = npt.NDArray[np.uint16]
Ints = npt.NDArray[np.int64]

DEPTH = 8
"""The longest string that is looked up as one; longer ones are looked up by their parts, then verified."""
CROWD = 16
"""As many places may share a leaf that could still grow: what a reader may have to verify in the texts."""


@dataclass(frozen=True)
class Leaves:
    """Leaves in the order of their strings (`END` first)."""

    strings: Ids
    """L × DEPTH; past a leaf's depth there may be anything"""
    depths: npt.NDArray[np.uint8]
    shared: npt.NDArray[np.uint8]
    """characters that a leaf shares with the one before; 0 for the first"""
    starts: Ints
    """L + 1; where a leaf's numbers begin"""
    numbers: npt.NDArray[np.uint32]
    """ascending within a leaf, none twice"""
    heads: Ints
    """L + 1; where a leaf's places begin"""
    members: npt.NDArray[np.uint32]
    """the places, as indices into those given"""

    def __len__(self) -> int:
        return len(self.depths)


def leaves(
    ids: Ids,
    places: npt.NDArray[np.uint32],
    numbers: npt.NDArray[np.uint32],
    width: int,
    least: npt.NDArray[np.uint8] | None = None,
) -> Leaves:
    """The leaves of some places of a text.

    `ids` are the characters of the text, each field closed by `END` and followed by DEPTH more at its end; `numbers`
    what each of the places belongs to, never descending. Characters fit in `width` bits. `least` says how
    long the string of each place is for sure, where places that are not given share its beginning.
    """
    order, columns, depths = _sorted(ids, places, width, least)
    fresh = np.ones(len(order), dtype=np.bool_)
    shared = np.zeros(len(order), dtype=np.uint8)
    same = np.ones(len(order) - 1, dtype=np.bool_)
    for column in columns:
        same &= column[1:] == column[:-1]
        shared[1:] += same
    np.less(shared[1:], depths[1:], out=fresh[1:])
    leaf = np.cumsum(fresh, dtype=np.uint64) - np.uint64(1)
    bits = np.uint64(len(order).bit_length())
    tagged = np.sort(leaf << bits | order.astype(np.uint64))
    members = (tagged & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.uint32)
    found = numbers[members]
    kept = fresh.copy()
    kept[1:] |= found[1:] != found[:-1]
    heads = np.append(np.flatnonzero(fresh), len(order))
    totals = np.concatenate(([0], np.cumsum(kept, dtype=np.int64)))
    return Leaves(
        strings=np.stack([column[heads[:-1]] for column in columns], axis=1),
        depths=depths[heads[:-1]],
        shared=shared[heads[:-1]],
        starts=totals[heads],
        numbers=found[kept],
        heads=heads,
        members=members,
    )


def _sorted(
    ids: Ids, places: npt.NDArray[np.uint32], width: int, least: npt.NDArray[np.uint8] | None
) -> tuple[npt.NDArray[np.uint32], list[Ids], npt.NDArray[np.uint8]]:
    """Order of the places by string, their characters column by column in that order, and the depth of each leaf."""
    count = len(places)
    order = np.arange(count, dtype=np.uint32)
    columns = [np.zeros(count, dtype=np.uint16) for _ in range(DEPTH)]
    depths = np.zeros(count, dtype=np.uint8)
    group = np.zeros(count, dtype=np.uint64)
    open_ = np.arange(count)
    depth = 0
    while len(open_) and depth < DEPTH:
        step = _step(int(group[-1]), count, width, DEPTH - depth)
        chosen = order[open_]
        key = group
        for i in range(depth, depth + step):
            key = key << np.uint64(width) | ids[places[chosen] + np.uint32(i)]
        order[open_], key = _turned(chosen, key, count)
        read = [_cut(key, width, step - 1 - i) for i in range(step)]
        for i, column in enumerate(read):
            columns[depth + i][open_] = column
        settled, group = _settled(read, group, depth, None if least is None else least[order[open_]])
        depths[open_] = settled
        depth += step
        still = settled == 0
        open_, group = open_[still], _renumbered(group[still])
    return order, columns, depths


def _step(groups: int, count: int, width: int, left: int) -> int:
    """How many characters more fit in a sort key beside the group and the place."""
    return max(1, min(left, (64 - groups.bit_length() - count.bit_length()) // width))


def _turned(
    order: npt.NDArray[np.uint32], key: npt.NDArray[np.uint64], count: int
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint64]]:
    """Both sorted by key, equal keys by place; in one array where their bits fit, since that is much quicker."""
    bits = count.bit_length()
    if int(key.max()).bit_length() + bits > 64:
        turn = np.lexsort((order, key))
        return order[turn], key[turn]
    both = np.sort(key << np.uint64(bits) | order)
    return (both & np.uint64((1 << bits) - 1)).astype(np.uint32), both >> np.uint64(bits)


def _cut(key: npt.NDArray[np.uint64], width: int, place: int) -> Ids:
    """The character that is so many characters from the end of a key."""
    return ((key >> np.uint64(width * place)) & np.uint64((1 << width) - 1)).astype(np.uint16)


def _settled(
    read: list[Ids], group: npt.NDArray[np.uint64], depth: int, least: npt.NDArray[np.uint8] | None
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint64]]:
    """Depth of the leaf each place has reached with the characters just read, 0 for none; and the finer groups."""
    settled = np.zeros(len(group), dtype=np.uint8)
    fresh = np.concatenate(([True], group[1:] != group[:-1]))
    for i, column in enumerate(read):
        fresh[1:] |= column[1:] != column[:-1]
        heads = np.flatnonzero(fresh)
        sizes = np.diff(np.append(heads, len(group)))
        here = np.repeat(sizes <= CROWD, sizes)
        if least is not None:
            here &= least <= depth + i + 1
        here |= (column == END) | (depth + i + 1 == DEPTH)
        settled[(settled == 0) & here] = depth + i + 1
    return settled, np.cumsum(fresh, dtype=np.uint64)


def _renumbered(group: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Groups counted from 0 without gaps."""
    if not len(group):
        return group
    return np.concatenate((np.zeros(1, np.uint64), np.cumsum(group[1:] != group[:-1], dtype=np.uint64)))

"""Mending: the boxes and lists of an index after some records have come, gone or changed their number.

Only boxes that hold a string of these records are read and written again. What the rest is parted by is known from the
least string of each box and the bits that it has in common with the box before.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import numpy as np

from generator.search.bits import Sizes
from generator.search.cuts import UNIT, Flags, Lengths, common, cuts, openings, packed, unpacked
from generator.search.leaves import DEPTH, Ids, Leaves, leaves
from generator.search.memory import Memory, State
from generator.search.pairs import Pairs, exchanged
from generator.search.shards import Damage
from generator.search.shelves import Boxes, Ints, Keys
from generator.search.strings import BOX, boxed, spelled
from generator.search.table import Table
from generator.search.words import Units

_ALIKE = 255
"""Bits in common of what is the same."""


@dataclass(frozen=True)
class Fields:
    """Where every folded field of the records stands, to tell what a place belongs to."""

    starts: Sizes
    ends: Sizes
    numbers: Sizes

    @classmethod
    def of(cls, table: Table, numbers: Sizes, span: int) -> Fields:
        starts = table.fields.ravel().astype(np.int64)
        kinds = np.arange(table.fields.shape[1], dtype=np.int64) * span
        ends = starts + table.sizes.ravel()
        order = np.argsort(starts, kind="stable")
        order = order[ends[order] > starts[order]]
        return cls(starts[order], ends[order], (numbers[:, None] + kinds).ravel()[order])

    def of_places(self, places: Ints) -> tuple[Sizes, Flags]:
        """The number that each place belongs to, and whether it belongs to any."""
        found = np.searchsorted(self.starts, places, side="right") - 1
        return self.numbers[found], (found >= 0) & (places < self.ends[found])


@dataclass(frozen=True)
class Text:
    """The folded units of old and new records: those kept, and behind them the added ones."""

    old: Units
    new: Units

    def strings(self, places: Ints) -> Ids:
        """The string at each place: its character and those that follow, up to the end of the field."""
        at = places.astype(np.int64)[:, None] + np.arange(DEPTH)
        found = np.zeros(at.shape, dtype=np.uint16)
        is_old = places < len(self.old)
        for part, rows, base in ((self.old, is_old, 0), (self.new, ~is_old, len(self.old))):
            if rows.any():
                found[rows] = part[np.minimum(at[rows] - base, len(part) - 1)]
        ended = np.logical_or.accumulate(found == 0, axis=1)
        found[ended] = 0
        return found

    def places(self, fields: Ints, lengths: Ints) -> tuple[Ints, Sizes]:
        """The places of the fields of some rows, and for each the index of its field (row by row, kind by kind)."""
        starts, sizes = fields.ravel().astype(np.int64), lengths.ravel().astype(np.int64)
        field = np.repeat(np.arange(len(starts)), sizes)
        found = np.arange(len(field)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + starts[field]
        is_old = found < len(self.old)
        units = np.zeros(len(found), dtype=np.uint16)
        units[is_old] = self.old[found[is_old]]
        units[~is_old] = self.new[found[~is_old] - len(self.old)]
        return found[units > 0].astype(np.uint32), field[units > 0]


def gap(left: Ids, right: Ids) -> Lengths:
    """How many bits two strings have in common, `left` being the lesser."""
    differs = left != right
    found = np.full(len(left), _ALIKE, dtype=np.uint8)
    some = differs.any(axis=1)
    found[some] = common(left[some], right[some], differs[some].argmax(axis=1))
    return found


@dataclass(frozen=True)
class Mended:
    """The boxes after a change, and what is to be put behind the places and the digits that are kept."""

    boxes: Boxes
    places: Ints
    digits: bytes


@dataclass(frozen=True)
class _Runs:
    """Boxes that stay and leaves that are made anew, in the order of their strings."""

    box: Sizes
    """the box that each is, or lies in"""
    leaf: Sizes
    """the leaf, or -1 for a box that stays"""
    counts: Sizes
    bits: Lengths
    """in common with the run before; of the first 0"""


class Mending:
    """One change of the boxes. `away` and `come` are the strings of all places that go and that are new."""

    def __init__(self, memory: Memory, state: State, text: Text, fields: Fields, span: int) -> None:
        self.kept = memory.places(state)
        self.boxes = state.boxes
        self.text, self.fields, self.span = text, fields, span
        self.base = state.sizes["places"]
        self.base_digits = state.sizes["digits"]

    def mended(self, away: Pairs, come: Pairs, touched: Keys) -> Mended:
        """The boxes without the places that go, with those that come; where `touched` stand, numbers have changed.

        A box of which all places that go are made up for keeps its digits.
        """
        odd, olds, news = exchanged(away, come)
        less, more = self._box_of(away.keys), self._box_of(come.keys)
        count = len(self.boxes.keys)
        counts = self.boxes.counts.astype(np.int64)
        counts += np.bincount(more, minlength=count) - np.bincount(less, minlength=count)
        affected = np.zeros(count, dtype=np.bool_)
        for keys in (odd, touched):
            affected[self._box_of(keys)] = True
        affected |= self._melting(counts)
        while True:
            places = self._gathered(np.flatnonzero(affected), come.places[affected[more]])
            found, order = self._leaves(places, affected)
            runs = self._runs(found, affected, counts)
            cut = cuts(runs.bits[1:], np.cumsum(runs.counts), BOX)
            mixed = self._mixed(runs, cut)
            if not len(mixed):
                mended = self._written(found, places[order], runs, cut)
                return self._exchanged(mended, np.setdiff1d(less, np.flatnonzero(affected)), olds, news)
            affected[mixed] = True

    def _exchanged(self, mended: Mended, wanted: Sizes, olds: Ints, news: Ints) -> Mended:
        """With new places for old ones in some boxes that else stay as they are. Raises Damage."""
        order = np.argsort(olds)
        olds, news = olds[order], news[order]
        row_of = {start: row for row, start in enumerate(mended.boxes.places.tolist())}
        parts, end = [mended.places], self.base + len(mended.places)
        for box in wanted.tolist():
            start = int(self.boxes.places[box])
            part = self._place_run(box).copy()
            found = np.minimum(np.searchsorted(olds, part), len(olds) - 1)
            part = np.where(olds[found] == part, news[found], part).astype(np.uint32)
            row = row_of[start]
            mended.boxes.places[row], mended.boxes.place_checks[row] = end, zlib.crc32(part.tobytes())
            parts.append(part)
            end += len(part)
        return replace(mended, places=np.concatenate(parts))

    def _place_run(self, box: int) -> Ints:
        """The places of a box. Raises Damage."""
        start = int(self.boxes.places[box])
        part = self.kept[start : start + int(self.boxes.counts[box])]
        if zlib.crc32(part.tobytes()) != self.boxes.place_checks[box]:
            raise Damage("places")
        return part

    def _box_of(self, keys: Keys) -> Sizes:
        return np.maximum(np.searchsorted(self.boxes.keys, keys, side="right") - 1, 0)

    def _melting(self, counts: Sizes) -> Flags:
        """Boxes that may become one with a neighbour."""
        held = np.flatnonzero(counts)
        found = np.zeros(len(counts), dtype=np.bool_)
        if len(held) > 1:
            bits = np.minimum.reduceat(self.boxes.bits, np.append(0, held[:-1] + 1))[1:]
            stays = cuts(bits, np.cumsum(counts[held]), BOX)
            found[held[:-1][~stays]] = found[held[1:][~stays]] = True
        return found

    def _gathered(self, wanted: Sizes, come: Ints) -> Ints:
        """The places of some boxes, without those that went, with those that come. Raises Damage."""
        found = np.concatenate((come, *map(self._place_run, wanted.tolist())))
        return found[self.fields.of_places(found)[1]] if len(self.fields.starts) else found[:0]

    def _leaves(self, places: Ints, affected: Flags) -> tuple[Leaves | None, Sizes]:
        """The leaves of some places, and the order in which these stand in them."""
        if not len(places):
            return None, np.zeros(0, dtype=np.int64)
        numbers, _ = self.fields.of_places(places)
        order = np.lexsort((places, numbers))
        strings = self.text.strings(places[order])
        alphabet = np.flatnonzero(np.bincount(strings.ravel(), minlength=1 << 16)[1:]) + 1
        ranks = np.zeros(1 << 16, dtype=np.uint16)
        ranks[alphabet] = np.arange(1, len(alphabet) + 1)
        rows = np.arange(len(places), dtype=np.uint32) * np.uint32(DEPTH)
        sorted_numbers = numbers[order].astype(np.uint32)
        least = self._least(strings, affected)
        found = leaves(ranks[strings].ravel(), rows, sorted_numbers, len(alphabet).bit_length(), least)
        units = np.concatenate(([0], alphabet)).astype(np.uint16)
        return spelled(found, units), order[found.members]

    def _least(self, strings: Ids, affected: Flags) -> Lengths:
        """How many characters each string needs, for it to be no beginning of one in a box that stays."""
        box = self._box_of(packed(strings))
        low = np.zeros(len(affected), dtype=np.uint8)
        right = np.full(len(affected), -1)
        wanted = np.flatnonzero(affected)
        for one in wanted.tolist():
            if one:
                low[one] = (
                    self.boxes.bits[one] if not affected[one - 1] else min(low[one - 1], self.boxes.bits[one])
                )
        for one in wanted[::-1].tolist():
            after = one + 1
            if after < len(affected):
                right[one] = right[after] if affected[after] else after
        keys = unpacked(self.boxes.keys)
        found = np.minimum(low[box], gap(keys[box], strings))
        some = np.flatnonzero(right[box] >= 0)
        found[some] = np.maximum(found[some], gap(strings[some], keys[right[box[some]]]))
        return (found // UNIT + 1).astype(np.uint8)

    def _runs(self, found: Leaves | None, affected: Flags, counts: Sizes) -> _Runs:
        stay = np.flatnonzero(~affected)
        strings = found.strings if found else np.zeros((0, DEPTH), dtype=np.uint16)
        own = self._box_of(packed(strings)) if len(strings) else stay[:0]
        box = np.concatenate((stay, own))
        leaf = np.concatenate((np.full(len(stay), -1), np.arange(len(own))))
        order = np.argsort(box, kind="stable")
        box, leaf = box[order], leaf[order]
        sizes = counts[box]
        is_leaf = leaf >= 0
        if found:
            sizes[is_leaf] = np.diff(found.heads)
        bits = np.zeros(len(box), dtype=np.uint8)
        if len(box) > 1:
            bits[1:] = self._gaps(box, leaf, strings)
        return _Runs(box, leaf, sizes, bits)

    def _gaps(self, box: Sizes, leaf: Sizes, strings: Ids) -> Lengths:
        """Bits in common of each run with the one before, from the second on."""
        starts, rest = box[:-1] + 1, box[1:] + 1
        far = rest - starts
        low = np.full(len(far), _ALIKE, dtype=np.uint8)
        some = np.flatnonzero(far > 0)
        if len(some):
            edges = np.stack((starts[some], rest[some]), axis=1).ravel()
            padded = np.append(self.boxes.bits, np.uint8(_ALIKE))
            low[some] = np.minimum.reduceat(padded, edges)[::2]
        before, after = leaf[:-1] >= 0, leaf[1:] >= 0
        own = np.flatnonzero(before & after)
        low[own] = gap(strings[leaf[:-1][own]], strings[leaf[1:][own]])
        begun = np.flatnonzero(~before & after)
        keys = unpacked(self.boxes.keys[box[1:][begun]])
        low[begun] = np.minimum(low[begun], gap(keys, strings[leaf[1:][begun]]))
        ended = np.flatnonzero(before & ~after)
        keys = unpacked(self.boxes.keys[box[1:][ended]])
        low[ended] = gap(strings[leaf[:-1][ended]], keys)
        return low

    def _mixed(self, runs: _Runs, cut: Flags) -> Sizes:
        """Boxes that stay, but would be one with something else."""
        stays = runs.leaf < 0
        joined = np.zeros(len(runs.leaf), dtype=np.bool_)
        joined[1:] |= ~cut
        joined[:-1] |= ~cut
        return runs.box[stays & joined]

    def _written(self, found: Leaves | None, places: Ints, runs: _Runs, cut: Flags) -> Mended:
        """The boxes, of which some stay as they are."""
        if not len(runs.box):
            return Mended(Boxes.empty(), places, b"")
        firsts = np.concatenate(([0], np.flatnonzero(cut) + 1))
        stays = runs.leaf[firsts] < 0
        merged = self.boxes.taken(runs.box[firsts])
        right = unpacked(merged.keys)
        digits = b""
        if found:
            leaf = runs.leaf[firsts[~stays]]
            inner = np.zeros(len(found) - 1, dtype=np.bool_)
            inner[leaf[1:] - 1] = True
            made, digits = boxed(found, np.zeros(len(inner), dtype=np.uint8), inner, places, self.span)
            right[~stays] = found.strings[leaf]
            for name in ("counts", "sizes", "place_checks", "checks"):
                getattr(merged, name)[~stays] = getattr(made, name)
            merged.places[~stays] = made.places + np.uint64(self.base)
            merged.digits[~stays] = made.digits + np.uint64(self.base_digits)
        bits = runs.bits[firsts]
        keys = openings(right, bits)
        keys[0] = 0
        bits[0] = 0
        return Mended(replace(merged, keys=packed(keys), bits=bits), places, digits)

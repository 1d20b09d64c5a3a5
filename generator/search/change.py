"""Change: what some ids and shards come to, against the state that a memory has kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from generator.search import files
from generator.search.bits import Sizes
from generator.search.cuts import packed
from generator.search.files import File
from generator.search.memory import Memory, State
from generator.search.mending import Text
from generator.search.pairs import Pairs
from generator.search.shards import Shard, key
from generator.search.slots import BLOCK, Months
from generator.search.table import KINDS, Bytes, Ints, Table, read

_MANY = 20
"""One record in so many may change; where more do, all is made anew."""


@dataclass(frozen=True)
class Change:
    """Two tables, and which of their rows are not the same."""

    old: Table
    new: Table
    old_months: Months
    months: Months
    away: Sizes
    """rows of the old table that go, or get another number"""
    come: Sizes
    """rows of the new table that come, or got another number"""
    moved: int
    """how many of either, the last ones, only changed their number"""
    text: Text
    digits: tuple[Bytes, Bytes]
    """spelled texts kept and added"""
    old_sizes: Ints
    new_sizes: Ints
    """units in each field of either table, 0 where it stays what and where it was"""

    def reuse(self) -> None:
        """Let fields that a record has kept, with its number, stand where they stood; `away` and `come` pass over them."""
        numbers = self.new.numbers(self.months)
        were = self.old.numbers(self.old_months)
        fresh = {int(self.new.keys[row]): row for row in self.come[: len(self.come) - self.moved].tolist()}
        for was in self.away[: len(self.away) - self.moved].tolist():
            row = fresh.get(int(self.old.keys[was]))
            if row is None or were[was] != numbers[row]:
                continue
            for kind in range(KINDS):
                size, start = (
                    int(self.new.sizes[row, kind]),
                    int(self.new.fields[row, kind]) - len(self.text.old),
                )
                before = int(self.old.fields[was, kind])
                kept = self.text.old[before : before + int(self.old.sizes[was, kind])]
                if np.array_equal(kept, self.text.new[start : start + size]):
                    self.new.fields[row, kind] = before
                    self.old_sizes[was, kind] = self.new_sizes[row, kind] = 0

    def gone(self) -> Pairs:
        """The strings that go, or get another number, with the number that they had."""
        return self._pairs(self.old, self.old_months, self.away, self.old_sizes)

    def came(self) -> Pairs:
        """The strings that come, or got another number, with that number."""
        return self._pairs(self.new, self.months, self.come, self.new_sizes)

    def _pairs(self, table: Table, months: Months, rows: Sizes, sizes: Ints) -> Pairs:
        places, field = self.text.places(table.fields[rows], sizes[rows])
        row, kind = np.divmod(field, KINDS)
        numbers = table.numbers(months)[rows][row] + kind * months.span
        return Pairs(packed(self.text.strings(places)), numbers, places)

    def still(self) -> int:
        """Places of the rows that only changed their number."""
        rows = self.come[len(self.come) - self.moved :]
        return int(self.text.places(self.new.fields[rows], self.new_sizes[rows])[0].size)

    def characters(self, before: Sizes) -> Sizes:
        """How often each code unit occurs in all folded texts."""
        found = before.copy()
        sides = (
            (self.old.fields, self.old_sizes, self.away, -1),
            (self.new.fields, self.new_sizes, self.come, 1),
        )
        for fields, sizes, rows, sign in sides:
            rows_ = rows[: len(rows) - self.moved]
            places, _ = self.text.places(fields[rows_], sizes[rows_])
            units = self.text.strings(places)[:, 0]
            found += sign * np.bincount(units, minlength=1 << 16)
        return found

    def blocks(self) -> set[tuple[int, int]]:
        """Month and number of each text file that changes."""
        found = set()
        for table, rows in ((self.old, self.away), (self.new, self.come)):
            found |= set(zip(table.months[rows].tolist(), (table.slots[rows] // BLOCK).tolist(), strict=True))
        return found

    def months_touched(self) -> set[int]:
        return {*self.old.months[self.away].tolist(), *self.new.months[self.come].tolist()}

    def record_files(self) -> Iterator[File]:
        """The files that follow the records one by one, as far as they change."""
        numbers = self.new.numbers(self.months)
        yield files.slots_file(np.sort(numbers))
        before = self.old.numbers(self.old_months)[self.away]
        parts = {*(before // files.PART).tolist(), *(numbers[self.come] // files.PART).tolist()}
        count = files.parts(self.months)
        parts |= set(range(files.parts(self.old_months), count))
        yield from files.attributes(self.new, numbers, sorted(part for part in parts if part < count))
        held = set(self.months.numbers.tolist())
        yield from files.months_files(self.new, self.months, sorted(self.months_touched() & held))
        wanted = self.blocks()
        near = np.flatnonzero(np.isin(self.new.months, list(self.months_touched())))
        pairs = zip(self.new.months[near].tolist(), (self.new.slots[near] // BLOCK).tolist(), strict=True)
        rows = near[np.array([pair in wanted for pair in pairs], dtype=np.bool_)]
        yield from files.blocks(self.new, self.digits[0], rows, self.digits[1])

    def records_gone(self) -> Iterator[str]:
        """Names of files of records that are no more."""
        near = np.flatnonzero(np.isin(self.new.months, list(self.months_touched())))
        held = set(zip(self.new.months[near].tolist(), (self.new.slots[near] // BLOCK).tolist(), strict=True))
        yield from (files.block_name(month, block * BLOCK) for month, block in self.blocks() - held)
        months = set(self.months.numbers.tolist())
        yield from (files.month_path(month) for month in self.months_touched() - months)
        yield from (f"a/{part}" for part in range(files.parts(self.months), files.parts(self.old_months)))

    @property
    def is_large(self) -> bool:
        """Whether all is better made anew."""
        many = len(self.away) + len(self.come)
        return (
            not len(self.old)
            or self.old_months.span != self.months.span
            or many * _MANY > max(len(self.new), 40 * _MANY)
        )


def change_of(memory: Memory, state: State, removed: set[str], shards: list[Shard]) -> Change:
    """What the ids and the shards come to. Raises Damage where a record that goes was kept badly."""
    old = state.table
    values = list(old.values)
    fresh, units, digits = read(shards, values, state.sizes["units"], state.sizes["texts"])
    ids = np.array(sorted({*map(key, removed), *fresh.keys.tolist()}), dtype=np.uint64)
    goes = np.isin(old.keys, ids)
    keep = np.flatnonzero(~goes)
    new = old.taken(keep).followed(fresh)
    if len(np.unique(new.keys)) < len(new):
        raise ValueError("two documents have one id")
    months = Months.of(new.months)
    away = np.flatnonzero(goes)
    sizes = dict(zip(state.months.numbers.tolist(), state.months.capacities.tolist(), strict=True))
    other = {
        month
        for month, size in zip(months.numbers.tolist(), months.capacities.tolist(), strict=True)
        if sizes.get(month) != size
    }
    new = new.placed(months, {*old.months[away].tolist(), *fresh.months.tolist(), *other})
    moved = np.flatnonzero(old.numbers(state.months)[keep] != new.numbers(months)[: len(keep)])
    text = Text(memory.units(state), units)
    come = np.arange(len(keep), len(new))
    change = Change(
        old,
        new,
        state.months,
        months,
        np.concatenate((away, keep[moved])),
        np.concatenate((come, moved)),
        len(moved),
        text,
        (memory.texts(state), digits),
        old.sizes.copy(),
        new.sizes.copy(),
    )
    if not change.is_large:
        old.checked(change.away, text.old, change.digits[0])
        change.reuse()
    return change

"""Table: the documents of one index as columns, and where their folded and their spelled texts stand."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from generator.search.bits import Sizes
from generator.search.shards import Damage, Shard, key
from generator.search.slots import Keys, Months, taken
from generator.search.words import Units

KINDS = 3
"""Body, title, signs: a number is the record's, plus the span for titles, plus twice the span for signs."""
FACETS = 10
Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Table:
    """Rows in any order; nothing that is published depends on it."""

    ids: npt.NDArray[np.object_]
    moments: npt.NDArray[np.object_]
    keys: Keys
    """of the ids"""
    months: Sizes
    days: npt.NDArray[np.uint8]
    facets: Ints
    """rows × FACETS, indices into `values`"""
    values: list[str]
    fields: Ints
    """rows × KINDS: where the folded units begin"""
    sizes: Ints
    """rows × KINDS: how many these are"""
    texts: npt.NDArray[np.uint64]
    """where the spelled text begins"""
    lengths: Ints
    checks: Ints
    """CRC of the folded units and the spelled text"""
    slots: Ints
    """within the month"""

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def empty(cls) -> Self:
        none: npt.NDArray[np.object_] = np.zeros(0, dtype=object)
        ints: Ints = np.zeros(0, dtype=np.uint32)
        long: Keys = np.zeros(0, dtype=np.uint64)
        wide: Ints = np.zeros((0, KINDS), dtype=np.uint32)
        facets: Ints = np.zeros((0, FACETS), dtype=np.uint32)
        small: npt.NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)
        return cls(
            none,
            none,
            long,
            np.zeros(0, dtype=np.int64),
            small,
            facets,
            [],
            wide,
            wide,
            long,
            ints,
            ints,
            ints,
        )

    def taken(self, rows: npt.NDArray[Any]) -> Self:
        """Some of its rows."""
        return replace(self, **{name: getattr(self, name)[rows] for name in COLUMNS})

    def followed(self, other: Table) -> Self:
        """This table and another's rows after its own; both have the same values."""
        return replace(
            self,
            values=other.values,
            **{name: np.concatenate((getattr(self, name), getattr(other, name))) for name in COLUMNS},
        )

    def numbers(self, months: Months) -> Sizes:
        return months.base_of(self.months) + self.slots

    def placed(self, months: Months, wanted: Iterable[int]) -> Self:
        """With the slots of the wanted months given out anew."""
        slots = self.slots.copy()
        sizes = dict(zip(months.numbers.tolist(), months.capacities.tolist(), strict=True))
        order = np.argsort(self.months, kind="stable")
        sorted_months = self.months[order]
        for month in wanted:
            if month in sizes:
                first, last = np.searchsorted(sorted_months, [month, month + 1])
                rows = order[first:last]
                slots[rows] = taken(self.keys[rows], sizes[month])
        return replace(self, slots=slots)

    def checked(self, rows: Sizes, units: Units, texts: Bytes) -> None:
        """Raises Damage where the texts of some rows are not those that were kept."""
        for row in rows.tolist():
            parts = [
                units[a : a + n]
                for a, n in zip(self.fields[row].tolist(), self.sizes[row].tolist(), strict=True)
            ]
            start = int(self.texts[row])
            text = texts[start : start + int(self.lengths[row])]
            if check(parts, text.tobytes()) != self.checks[row]:
                raise Damage("texts")


COLUMNS = (
    *("ids", "moments", "keys", "months", "days", "facets", "fields", "sizes"),
    *("texts", "lengths", "checks", "slots"),
)


def check(units: Iterable[Units], text: bytes) -> int:
    """The CRC of a record's folded units and spelled text."""
    total = 0
    for part in units:
        total = zlib.crc32(np.ascontiguousarray(part).tobytes(), total)
    return zlib.crc32(text, total)


def read(
    shards: Iterable[Shard], values: list[str], unit: int = 0, digit: int = 0
) -> tuple[Table, Units, Bytes]:
    """The rows of some shards, their units and their digits.

    Both are to stand behind `unit` units and `digit` digits that are there already. `values` grow.
    """
    codes = {value: code for code, value in enumerate(values)}
    rows: list[tuple[Any, ...]] = []
    units: list[Units] = []
    digits: list[bytes] = []
    for shard in shards:
        text = 0
        starts = [0, 0, 0]
        bases = np.cumsum([unit, *(len(part) for part in shard.units)]).tolist()
        for entry in shard.entries:
            day = date.fromisoformat(entry.day)
            ends = [a + n for a, n in zip(starts, entry.sizes, strict=True)]
            parts = [shard.units[kind][starts[kind] : ends[kind]] for kind in range(KINDS)]
            crc = check(parts, shard.digits[text : text + entry.digits])
            facets = [codes.setdefault(value, len(codes)) for value in entry.facets]
            fields = [base + a for base, a in zip(bases, starts, strict=False)]
            rows.append(
                (
                    entry.id,
                    entry.moment,
                    key(entry.id),
                    day.year * 12 + day.month - 1,
                    day.day,
                    facets,
                    fields,
                    entry.sizes,
                    digit + text,
                    entry.digits,
                    crc,
                )
            )
            starts, text = ends, text + entry.digits
        units += shard.units
        digits.append(shard.digits)
        unit, digit = bases[-1], digit + len(shard.digits)
    none = np.zeros(0, dtype="<u2")
    return (
        _table(rows, list(codes)),
        np.concatenate((none, *units)),
        np.frombuffer(b"".join(digits), dtype=np.uint8),
    )


def _table(rows: list[tuple[Any, ...]], values: list[str]) -> Table:
    if not rows:
        return replace(Table.empty(), values=values)
    ids, moments, keys, months, days, facets, fields, sizes, texts, lengths, checks = zip(*rows, strict=True)
    return Table(
        ids=np.array(ids, dtype=object),
        moments=np.array(moments, dtype=object),
        keys=np.array(keys, dtype=np.uint64),
        months=np.array(months, dtype=np.int64),
        days=np.array(days, dtype=np.uint8),
        facets=np.array(facets, dtype=np.uint32),
        values=values,
        fields=np.array(fields, dtype=np.uint32),
        sizes=np.array(sizes, dtype=np.uint32),
        texts=np.array(texts, dtype=np.uint64),
        lengths=np.array(lengths, dtype=np.uint32),
        checks=np.array(checks, dtype=np.uint32),
        slots=np.zeros(len(rows), dtype=np.uint32),
    )


def laid(table: Table, months: Months, units: Units, texts: Bytes) -> tuple[Table, Units, Bytes]:
    """The same with rows, units and digits in the order of their numbers: all bodies, then all titles, then all signs."""
    table = table.taken(np.argsort(table.numbers(months), kind="stable"))
    none = np.zeros(0, dtype="<u2")
    parts = [none]
    for kind in range(KINDS):
        starts, sizes = table.fields[:, kind].tolist(), table.sizes[:, kind].tolist()
        parts += [units[a : a + n] for a, n in zip(starts, sizes, strict=True)]
    starts, sizes = table.texts.tolist(), table.lengths.tolist()
    digits = [texts[:0], *(texts[a : a + n] for a, n in zip(starts, sizes, strict=True))]
    whole = table.sizes.T.astype(np.int64)
    fields = (np.cumsum(whole) - whole.ravel()).reshape(whole.shape).T.astype(np.uint32)
    lengths = table.lengths.astype(np.int64)
    starts_ = (np.cumsum(lengths) - lengths).astype(np.uint64)
    return replace(table, fields=fields, texts=starts_), np.concatenate(parts), np.concatenate(digits)

"""Files: the parts of the index that follow the records one by one: their texts, their order, their attributes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b

import numpy as np

from generator.search.bits import BASE, DIGITS, Sizes, exponent, exponential, pair, payload, payloads, summed
from generator.search.slots import BLOCK, Months, month_name
from generator.search.table import Bytes, Ints, Table

ROOT = "search"
PART = 1 << 16
"""Numbers in one file of attributes."""
LIGHT = 1 << 14
"""Slots up to which the attributes are read with every search; beyond, when a reader asks to narrow."""
_DIGITS = np.frombuffer(DIGITS.encode(), dtype=np.uint8)
File = tuple[str, bytes]
"""Name and content."""


def script(name: str, argument: bytes) -> File:
    """A file of the index."""
    return name, b'wzs("%s",%s);\n' % (name.encode(), argument)


def digits(name: str, payload: bytes) -> File:
    """A file whose value is a string of digits."""
    return script(name, f'"{summed(name, payload)}"'.encode())


def address(name: str) -> str:
    """Where a file stands, below the site's root."""
    return f"{ROOT}/{name}.js"


def name(address: str) -> str:
    """The name of the file at an address."""
    return address[len(ROOT) + 1 : -len(".js")]


def digest(content: bytes) -> bytes:
    """What tells two contents of one file apart."""
    return blake2b(content, digest_size=8).digest()


def as_json(value: object) -> bytes:
    """JSON that is also JavaScript."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def block_name(month: int, slot: int) -> str:
    return f"t/{month_name(month)}/{slot // BLOCK:02x}"


def blocks(table: Table, texts: Bytes, rows: Sizes, more: Bytes | None = None) -> Iterator[File]:
    """The text files of some rows, which are all rows of their blocks. Texts may stand in `more`, behind the others."""
    order = rows[np.lexsort((table.slots[rows], table.months[rows]))]
    months, slots = table.months[order].tolist(), table.slots[order].tolist()
    starts, lengths = table.texts[order].tolist(), table.lengths[order].tolist()
    at = 0
    while at < len(order):
        month, block = months[at], slots[at] // BLOCK
        held, parts = 0, []
        while at < len(order) and months[at] == month and slots[at] // BLOCK == block:
            held |= 1 << slots[at] % BLOCK
            base = starts[at] - len(texts)
            text = texts[starts[at] :] if base < 0 or more is None else more[base:]
            parts.append(text[: lengths[at]].tobytes())
            at += 1
        yield digits(block_name(month, block * BLOCK), pair(held) + b"".join(parts))


def month_file(table: Table, month: int, rows: Sizes, capacity: int) -> File:
    """The slots of a month's records, oldest first, day by day."""
    found = list(
        zip(
            table.days[rows].tolist(),
            table.moments[rows],
            table.ids[rows],
            table.slots[rows].tolist(),
            strict=True,
        )
    )
    found.sort(key=lambda one: one[2], reverse=True)
    found.sort(key=lambda one: one[:2])
    size = (capacity - 1).bit_length()
    symbols: list[tuple[int, int]] = []
    for day in range(1, 32):
        slots = [slot for on, _, _, slot in found if on == day]
        symbols += [exponent(len(slots), 1), *((slot, size) for slot in slots)]
    return digits(month_path(month), payload(symbols))


def month_path(month: int) -> str:
    return f"m/{month_name(month)}"


def months_files(table: Table, months: Months, wanted: Iterable[int]) -> Iterator[File]:
    """The files of some months that have records."""
    order = np.argsort(table.months, kind="stable")
    sorted_months = table.months[order]
    capacities = dict(zip(months.numbers.tolist(), months.capacities.tolist(), strict=True))
    for month in wanted:
        first, last = np.searchsorted(sorted_months, [month, month + 1])
        yield month_file(table, month, order[first:last], capacities[month])


def slots_file(numbers: Sizes) -> File:
    """Which slots are taken. `numbers` ascend."""
    return digits("slots", _gaps(numbers))


def _gaps(numbers: Sizes) -> bytes:
    values, sizes = exponential(np.diff(numbers, prepend=-1) - 1, 0)
    total = exponential(np.array([len(numbers)]), 0)
    return payloads(
        np.concatenate((total[0], values)), np.concatenate((total[1], sizes)), np.zeros(1, dtype=np.int64)
    )[0]


def parts(months: Months) -> int:
    """How many files of attributes there are."""
    return -(-int(months.capacities.sum()) // PART)


def attributes(table: Table, numbers: Sizes, wanted: Iterable[int]) -> Iterator[File]:
    """Some of the files of attributes: the taken slots, and for each facet the values and each record's in digits."""
    order = np.argsort(numbers, kind="stable")
    ascending = numbers[order]
    for part in wanted:
        first, last = np.searchsorted(ascending, [part * PART, (part + 1) * PART])
        rows = order[first:last]
        facets = [_facet(table.facets[rows, i], table.values) for i in range(table.facets.shape[1])]
        taken = _gaps(ascending[first:last] - part * PART).decode()
        yield script(f"a/{part}", as_json([taken, *facets]))


def _facet(codes: Ints, values: list[str]) -> tuple[list[str], str]:
    """The values that occur, and the value of each record."""
    kept, places = np.unique(codes, return_inverse=True)
    known = [values[code] for code in kept.tolist()]
    order = sorted(range(len(known)), key=known.__getitem__)
    rank = np.argsort(order)[places]
    digits_ = 1 + (len(known) > BASE) + (len(known) > BASE**2)
    powers = BASE ** np.arange(digits_)[::-1]
    spelled = _DIGITS[rank[:, None] // powers % BASE].tobytes().decode()
    return [known[i] for i in order], spelled

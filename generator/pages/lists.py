"""Long lists on short pages, so that a full page never changes again.

Pages are numbered from the oldest record: page 1 is complete for ever. The front of a list shows the newest
records, between one and two pages of them, and leads on to the newest full page below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Slice(Generic[T]):
    """One page of a list: its records, newest first, and the addresses around it."""

    address: str
    records: tuple[T, ...]
    total: int
    page: int | None
    """None is the front"""
    pages: int
    """full pages below the front"""
    newer: str | None
    older: str | None

    @property
    def is_front(self) -> bool:
        return self.page is None

    @property
    def around(self) -> tuple[object, ...]:
        """What a page of the list says of the others; a full one says nothing that a new record changes."""
        return (self.newer, self.older) if self.page else (self.total, self.older)


def slices(records: Sequence[T], size: int, address: Callable[[int | None], str]) -> list[Slice[T]]:
    """Cut a list, newest first, into its front and its full pages; `address` gives each its place."""
    total = len(records)
    full = max(0, total // size - 1)
    front = Slice(
        address=address(None),
        records=tuple(records[: total - full * size]),
        total=total,
        page=None,
        pages=full,
        newer=None,
        older=address(full) if full else None,
    )
    return [front, *(_full(records, size, number, full, address) for number in range(full, 0, -1))]


def _full(
    records: Sequence[T], size: int, number: int, full: int, address: Callable[[int | None], str]
) -> Slice[T]:
    end = len(records) - (number - 1) * size
    return Slice(
        address=address(number),
        records=tuple(records[end - size : end]),
        total=len(records),
        page=number,
        pages=full,
        newer=address(number + 1 if number < full else None),
        older=address(number - 1) if number > 1 else None,
    )

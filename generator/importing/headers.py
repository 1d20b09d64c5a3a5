"""Where the header of a sheet stands, and which column holds which field.

A header may come after titles and blank rows, and may be two rows high, with groups merged over their columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.importing.cleaning import Cell, cell_text, key

_DEPTH = 30
"""Rows in which a header is looked for."""


@dataclass(frozen=True)
class Header:
    """The header of one sheet."""

    last: int
    """index of its last row; letters follow"""
    names: tuple[tuple[str, ...], ...]
    """for each column the names it answers to, as they are compared"""
    columns: Mapping[str, int]
    """field → index of its column"""
    missing: Mapping[str, tuple[str, ...]]
    """field → headers that are not there"""
    ambiguous: Mapping[str, str]
    """field → a header that several columns have"""

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.ambiguous

    def is_repeated(self, row: Sequence[Cell]) -> bool:
        """Whether a row is the header once more, as in sheets made for printing."""
        return all(c < len(row) and key(cell_text(row[c])) in self.names[c] for c in self.columns.values())


def find_header(rows: Sequence[Sequence[Cell]], wanted: Mapping[str, tuple[str, ...]]) -> Header:
    """The row, or pair of rows, that has most of the wanted headers; the first of equals."""
    best = Header(-1, (), {}, wanted, {})
    for last, names in _candidates(rows[:_DEPTH]):
        header = _matched(last, names, wanted)
        if len(header.missing) < len(best.missing):
            best = header
    return best


def _candidates(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, tuple[tuple[str, ...], ...]]]:
    keys = [[key(cell_text(cell)) for cell in row] for row in rows]
    for index, row in enumerate(keys):
        yield index, tuple((name,) if name else () for name in row)
    for index in range(1, len(keys)):
        yield index, tuple(_two_rows(keys[index - 1], keys[index]))


def _two_rows(top: Sequence[str], bottom: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Names under groups: `时间` under `答复` answers to `时间` and `答复/时间`."""
    group = ""
    for column in range(max(len(top), len(bottom))):
        above = top[column] if column < len(top) else ""
        below = bottom[column] if column < len(bottom) else ""
        group = above or group
        if below:
            yield (below, f"{group}/{below}")
        else:
            yield (above,) if above else ()


def _matched(last: int, names: tuple[tuple[str, ...], ...], wanted: Mapping[str, tuple[str, ...]]) -> Header:
    columns: dict[str, int] = {}
    missing: dict[str, tuple[str, ...]] = {}
    ambiguous: dict[str, str] = {}
    for field, headers in wanted.items():
        for header in headers:
            found = _places(header, names)
            if found:
                columns[field] = found[0]
                if len(found) > 1:
                    ambiguous[field] = header
                break
        else:
            missing[field] = headers
    return Header(last, names, columns, missing, ambiguous)


def _places(header: str, names: tuple[tuple[str, ...], ...]) -> list[int]:
    """The columns with a header; `时间#2` is the second that is called 时间."""
    found = [column for column, own in enumerate(names) if key(header) in own]
    if not found and "#" in header:
        name, _, number = header.rpartition("#")
        same = _places(name, names) if number.isascii() and number.isdigit() else []
        return same[int(number) - 1 : int(number)] if number != "0" else []
    return found

"""Whether a tree is a copy of the noted one, as an archive gives it back: then its files need not be read.

What is trusted: a tree of which every file has the name, size and time of the file noted, and not one is that file
itself, was brought here whole. The list of the files is read. A time in whole seconds is as much as some archives keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import file_digest
from operator import eq

from generator.publish.manifest import MANIFEST
from generator.publish.note import Seen, Shelf, columns, split

_SECOND = 1_000_000_000


def copied(root: str, seen: Mapping[str, Seen], noted: Mapping[str, Shelf]) -> dict[str, Shelf] | None:
    """The notes with the stamps that the files have now; None where the tree is no copy."""
    if not noted or seen.keys() != noted.keys():
        return None
    shelves = {}
    for folder, shelf in noted.items():
        digests = _digests(seen[folder], shelf)
        if digests is None:
            return None
        shelves[folder] = Shelf(seen[folder].names, seen[folder].stamps, digests, (0, 0))
    listed = dict(zip(split(shelves[""].names), _cut(shelves[""].digests), strict=True))
    with open(f"{root}/{MANIFEST}", "rb") as file:
        return shelves if file_digest(file, "sha256").digest() == listed.get(MANIFEST) else None


def newest(shelves: Iterable[Shelf]) -> int:
    """The last time at which any file was changed."""
    return max((max(columns(shelf.stamps)[1], default=0) for shelf in shelves), default=0)


def _digests(seen: Seen, shelf: Shelf) -> bytes | None:
    """The digests of a folder's files in the order of `seen`; a system may list a copy in another order."""
    if len(seen.stamps) != len(shelf.stamps):
        return None
    place = {name: number for number, name in enumerate(split(shelf.names))}
    order = [place.get(name, -1) for name in split(seen.names)]
    if -1 in order:
        return None
    _, changed, sizes, times = columns(seen.stamps)
    _, was_changed, had_sizes, had_times = ([column[n] for n in order] for column in columns(shelf.stamps))
    if any(map(eq, changed, was_changed)) or not all(map(eq, sizes, had_sizes)):
        return None
    if not all(map(eq, times, had_times)) and not all(map(_is_its_time, times, had_times)):
        return None
    digests = _cut(shelf.digests)
    return b"".join([digests[number] for number in order])


def _is_its_time(time: int, noted: int) -> bool:
    return time == (noted if time % _SECOND else noted // _SECOND * _SECOND)


def _cut(digests: bytes) -> list[bytes]:
    return [digests[start : start + 32] for start in range(0, len(digests), 32)]

"""Whether a tree is a copy of the noted one, as an archive gives it back: then its files need not be read.

What is trusted: a tree of which every file has the name, size and time of the file noted, and not one is that file
itself, was brought here whole. The list of the files is read. A time in whole seconds is as much as some archives keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import file_digest

from generator.publish.manifest import MANIFEST
from generator.publish.note import Seen, Shelf, split, unpacked

_SECOND = 1_000_000_000


def copied(root: str, seen: Mapping[str, Seen], noted: Mapping[str, Shelf]) -> dict[str, Shelf] | None:
    """The notes with the stamps that the files have now; None where the tree is no copy."""
    if not noted or seen.keys() != noted.keys():
        return None
    shelves = {}
    for folder, shelf in noted.items():
        if len(seen[folder].stamps) != len(shelf.stamps):
            return None
        digests = _digests(seen[folder], shelf)
        if digests is None:
            return None
        shelves[folder] = Shelf(seen[folder].names, seen[folder].stamps, digests, (0, 0))
    listed = dict(zip(split(shelves[""].names), _cut(shelves[""].digests), strict=True))
    with open(f"{root}/{MANIFEST}", "rb") as file:
        return shelves if file_digest(file, "sha256").digest() == listed[MANIFEST] else None


def _digests(seen: Seen, shelf: Shelf) -> bytes | None:
    """The digests of a folder's files in the order of `seen`."""
    known = zip(unpacked(shelf.stamps), _cut(shelf.digests), strict=True)
    noted = dict(zip(split(shelf.names), known, strict=True))
    digests = []
    for name, (_, changed, size, time) in zip(split(seen.names), unpacked(seen.stamps), strict=True):
        if name not in noted:
            return None
        (_, was_changed, had_size, had_time), digest = noted[name]
        whole = time % _SECOND == 0
        is_its_time = time == (had_time // _SECOND * _SECOND if whole else had_time)
        if changed == was_changed or size != had_size or not is_its_time:
            return None
        digests.append(digest)
    return b"".join(digests)


def _cut(digests: bytes) -> list[bytes]:
    return [digests[start : start + 32] for start in range(0, len(digests), 32)]

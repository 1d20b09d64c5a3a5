"""Which files make up a block: neighbours, cut where a name says so, so that a new file moves no other block."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from generator.read import RecordFile

_PART = 128
"""Files of a block, on average."""
_MOST = 4
"""Times as many files are the most."""


def planned(files: Iterable[RecordFile]) -> Iterator[tuple[RecordFile, ...]]:
    """The blocks of some files, given in the order of their paths.

    A cut hangs on the name of the file before it and on the last cut alone (content-defined chunking, as in Muthitacharoen,
    Chen, Mazières: A Low-bandwidth Network File System, 2001).
    """
    block: list[RecordFile] = []
    for file in files:
        block.append(file)
        name = "/".join((file.top, *file.inner, PurePath(file.path).name))
        if zlib.crc32(name.encode("utf-8", "surrogateescape")) % _PART == 0 or len(block) == _MOST * _PART:
            yield tuple(block)
            block = []
    if block:
        yield tuple(block)

"""The only writer: a stream of addresses and bytes becomes the site in one step, or the old site stays as it was.

Promises, whatever ends the build (an exception in the stream, a full disk, SIGKILL, at any moment):

- The tree is wholly the old one or wholly the new one. The new one is made of the hidden spare beside the site, which
  shares the files of the site, and changes places with it in one system call; where that call is missing, by two
  renames that the next start completes.
- The cost follows the change: no file that stays is read or written. Files that somebody edited, emptied or took away by
  hand are found by their stamps and mended. The spare and the state beside the site may be deleted at any time; the next
  build then links, or reads, every file.
- Power loss: the new tree is flushed to disk before it takes its place, and the change of places before the build
  ends (Linux; elsewhere as far as `sync` reaches).
- `SHA256SUMS` at the root lists every file, for `sha256sum -c`. It also marks the folder as ours to replace.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.publish.claims import BadAddress
from generator.publish.desk import Desk, Laid
from generator.publish.manifest import MANIFEST
from generator.publish.site import Kept, NotKept, NotOurFolder, Published, Site, publication
from generator.swap import Busy, Unpublished

__all__ = [
    "MANIFEST",
    "BadAddress",
    "Busy",
    "Desk",
    "Kept",
    "Laid",
    "NotKept",
    "NotOurFolder",
    "Published",
    "Site",
    "Unpublished",
    "publication",
    "publish",
]


def publish(
    outputs: Iterable[tuple[str, bytes | Path | Kept]],
    out: Path,
    *,
    timeout: float = 60.0,
    again: bool = True,
) -> Published:
    """Make `out` hold exactly `outputs` and their `SHA256SUMS`; equal files keep their inode and time.

    An output is an address below the root, with `/`, and its bytes, the file to copy, or the promise that it is as last
    published; the stream is read once and not kept. `publication` tells of the rest.
    """
    with publication(out, timeout=timeout, again=again) as site:
        for address, content in outputs:
            site.put(address, content)
    return site.published

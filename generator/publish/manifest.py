"""The list of a site's files with their digests, as `sha256sum -c` reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping

MANIFEST = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)\n")


def written(digests: Mapping[str, str]) -> bytes:
    """The manifest of address → digest in hexadecimal, sorted by address."""
    return "".join([f"{digests[address]}  {address}\n" for address in sorted(digests)]).encode()


def listed(manifest: bytes) -> dict[str, str]:
    """Address → digest of every line that is one; what is damaged is left out."""
    return {address: digest for digest, address in _LINE.findall(manifest.decode("utf-8", "replace"))}


def edited(manifest: bytes, changes: Mapping[str, str | None]) -> bytes:
    """The manifest with other digests, None for an address that goes; the rest of it is not taken apart."""
    pieces, done = [], 0
    for address in sorted(changes):
        key, digest = address.encode(), changes[address]
        start, end = _line(manifest, key, done)
        pieces.append(manifest[done:start])
        if digest is not None:
            pieces.append(b"%s  %s\n" % (digest.encode(), key))
        done = end
    return b"".join([*pieces, manifest[done:]])


def _line(manifest: bytes, address: bytes, low: int) -> tuple[int, int]:
    """Where the line of an address begins and ends, or twice where it would begin."""
    high = len(manifest)
    while low < high:
        start = manifest.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = manifest.index(b"\n", start) + 1
        found = manifest[start + 66 : end - 1]
        if found == address:
            return start, end
        if found < address:
            low = end
        else:
            high = start
    return low, low

"""Bits as printable characters: how numbers travel inside a JavaScript string.

Thirteen bits are two of 92 characters (all of ASCII that a quoted string may hold as it is), so a payload is 8/6.5
of its bits and gzip takes that surplus back.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint64]
Sizes = npt.NDArray[np.int64]

DIGITS = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"\\')
"""The 92 characters, by value."""

GROUP = 13
"""Bits in two digits; the first digit is the group's quotient by 92."""
_WORD = 4 * GROUP
_PAIRS = np.array([ord(DIGITS[v // 92]) | ord(DIGITS[v % 92]) << 8 for v in range(1 << GROUP)], dtype="<u2")
_MODULUS = (1 << GROUP) - 1


def payloads(values: Bits, sizes: Sizes, starts: Sizes) -> list[bytes]:
    """One text for each run of numbers.

    `values[i]` takes `sizes[i]` bits (0 to 52), highest bit first; runs begin at `starts`, the first at 0. Each text
    is padded with zero bits to a multiple of 52 and ends in one group more, its checksum.
    """
    ends = np.cumsum(sizes)
    run_ends = ends[np.append(starts[1:], len(values)) - 1]
    run_bits = np.diff(run_ends, prepend=0)
    words = -(-run_bits // _WORD)
    first_word = np.cumsum(words) - words
    shift = first_word * _WORD - (run_ends - run_bits)
    counts = np.diff(np.append(starts, len(values)))
    packed = _packed(values, sizes, ends - sizes + np.repeat(shift, counts), int(words.sum()))
    groups = (packed[:, None] >> np.arange(3 * GROUP, -1, -GROUP).astype(np.uint64)) & np.uint64(_MODULUS)
    groups = groups.astype(np.uint16)
    return [
        _PAIRS[np.append(run, checksum(run))].tobytes()
        for run in (
            groups[start : start + n].ravel() for start, n in zip(first_word.tolist(), words.tolist(), strict=True)
        )
    ]


def checksum(groups: npt.NDArray[np.uint16]) -> int:
    """The sum of each group times its place (from 1), modulo 8191."""
    places = np.arange(1, len(groups) + 1, dtype=np.uint64) % np.uint64(_MODULUS)
    return int((places * groups).sum() % np.uint64(_MODULUS))


def _packed(values: Bits, sizes: Sizes, offsets: Sizes, words: int) -> Bits:
    """The numbers at their bit offsets, in words of 52 bits."""
    word = offsets // _WORD
    free = _WORD - (offsets - word * _WORD) - sizes
    whole = free >= 0
    shifted = np.where(
        whole, values << np.maximum(free, 0).astype(np.uint64), values >> np.maximum(-free, 0).astype(np.uint64)
    )
    filled = np.flatnonzero(np.diff(word, prepend=-1))
    packed = np.zeros(words + 1, dtype=np.uint64)
    packed[word[filled]] = np.add.reduceat(shifted, filled)
    over = np.flatnonzero(~whole)
    rest = (-free[over]).astype(np.uint64)
    tail = values[over] & ((np.uint64(1) << rest) - np.uint64(1))
    packed[word[over] + 1] += tail << (np.uint64(_WORD) - rest)
    return packed[:-1]

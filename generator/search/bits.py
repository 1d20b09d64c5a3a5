"""Bits as printable characters: how numbers travel inside a JavaScript string.

Thirteen bits are two of 92 characters (all of ASCII that a quoted string may hold as it is), so a payload is 8/6.5
of its bits and gzip takes that surplus back.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint64]
Sizes = npt.NDArray[np.int64]

DIGITS = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"\\')
"""The 92 characters, by value."""
BASE = len(DIGITS)

GROUP = 13
"""Bits in two digits; the first digit is the group's quotient by 92."""
_WORD = 4 * GROUP
_PAIRS = np.array([ord(DIGITS[v // 92]) | ord(DIGITS[v % 92]) << 8 for v in range(1 << GROUP)], dtype="<u2")
_MODULUS = (1 << GROUP) - 1


def payloads(values: Bits, sizes: Sizes, starts: Sizes) -> list[bytes]:
    """One text for each run of numbers.

    `values[i]` takes `sizes[i]` bits (0 to 52), highest bit first; runs begin at `starts`, the first at 0. Each text
    is padded with zero bits to whole pairs of digits.
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
    text = _PAIRS[groups.astype(np.uint16)].tobytes()
    starts_in_text = first_word * (_WORD // GROUP * 2)
    ends_in_text = starts_in_text - run_bits // -GROUP * 2
    return [text[a:b] for a, b in zip(starts_in_text.tolist(), ends_in_text.tolist(), strict=True)]


def payload(symbols: Iterable[tuple[int, int]]) -> bytes:
    """One text for numbers given with their sizes in bits."""
    pairs = np.array(list(symbols), dtype=np.int64)
    return payloads(pairs[:, 0].astype(np.uint64), pairs[:, 1], np.zeros(1, dtype=np.int64))[0]


def pair(number: int) -> bytes:
    """A number of GROUP bits."""
    return f"{DIGITS[number // BASE]}{DIGITS[number % BASE]}".encode()


def exponential(numbers: Sizes, low: int) -> tuple[Bits, Sizes]:
    """Values and sizes of numbers in the exponential Golomb code of order `low`: cheap when small, open upwards."""
    values = numbers.astype(np.int64) + (1 << low)
    lengths = np.frexp(values.astype(np.float64))[1].astype(np.int64)
    return values.astype(np.uint64), 2 * lengths - 1 - low


def exponent(number: int, low: int) -> tuple[int, int]:
    """Value and size of one number in that code."""
    value = number + (1 << low)
    return value, 2 * value.bit_length() - 1 - low


def summed(name: str, payload: bytes) -> str:
    """A payload with two digits more: the checksum of its file's name and it."""
    values = np.frombuffer(name.encode() + payload, dtype=np.uint8)
    total = int(_places(len(values)) @ values) % _MODULUS
    return f"{payload.decode()}{DIGITS[total // BASE]}{DIGITS[total % BASE]}"


@cache
def _longest(size: int) -> Sizes:
    return np.arange(1, size + 1, dtype=np.int64) % _MODULUS


def _places(size: int) -> Sizes:
    """The places of so many characters, from 1, modulo 8191."""
    return _longest(1 << max(16, size.bit_length()))[:size]


def _packed(values: Bits, sizes: Sizes, offsets: Sizes, words: int) -> Bits:
    """The numbers at their bit offsets, in words of 52 bits."""
    word = offsets // _WORD
    free = _WORD - (offsets - word * _WORD) - sizes
    whole = free >= 0
    shifted = np.where(
        whole,
        values << np.maximum(free, 0).astype(np.uint64),
        values >> np.maximum(-free, 0).astype(np.uint64),
    )
    filled = np.flatnonzero(np.diff(word, prepend=-1))
    packed = np.zeros(words + 1, dtype=np.uint64)
    packed[word[filled]] = np.add.reduceat(shifted, filled)
    over = np.flatnonzero(~whole)
    rest = (-free[over]).astype(np.uint64)
    tail = values[over] & ((np.uint64(1) << rest) - np.uint64(1))
    packed[word[over] + 1] += tail << (np.uint64(_WORD) - rest)
    return packed[:-1]

"""Words: what a result shows and a long query is verified in, spelled with a fixed dictionary of common strings.

A text is a run of UTF-16 code units. Each word of the dictionary takes one or two of the 92 digits, any other unit
three; that is half of UTF-8, needs no decompressor, and gzip still finds its share. The dictionary is the same for all
sites, so that no letter respells another. `words.json` holds what was frequent in the demonstration county and in the
manuals of this program.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from generator.search.bits import BASE, DIGITS, exponent, payload

Units = npt.NDArray[np.uint16]
Symbols = npt.NDArray[np.int32]

FIELD, RECORD = "\x01", "\x00"
"""What ends a field and a record; taken out of the texts themselves."""

COUNT = 24
"""Bits of a number of things at the start of a payload."""
SHORT = 30
"""Words that take one digit."""
ESCAPES = 8
"""First digits, the last of all, that open three digits for one code unit."""
_ROUNDS = 2
"""How often neighbours are joined: once for pairs of characters, once for longer words."""
RANK = 12
"""Bits of a word's number."""
RANKS = 1 << RANK
"""Higher symbols are this plus a code unit that is no word."""
_GAP = 2
_ALPHABET = np.frombuffer(DIGITS.encode(), dtype=np.uint8)


@dataclass(frozen=True)
class Dictionary:
    """Words, numbered from 1: single code units by value (RECORD and FIELD first), then what two words make."""

    singles: tuple[int, ...]
    joined: tuple[tuple[int, int], ...]
    """the two words that each longer word is made of"""
    short: tuple[int, ...]
    """the words that take one digit, in that order; the others follow, in two, by number"""

    @classmethod
    def of(cls, characters: str, joined: list[tuple[str, str]], short: list[str]) -> Self:
        names = [*characters, *("".join(pair) for pair in joined)]
        number = {name: i for i, name in enumerate(names, 1)}
        return cls(
            tuple(map(ord, characters)),
            tuple((number[left], number[right]) for left, right in joined),
            tuple(number[name] for name in short),
        )

    @cached_property
    def payload(self) -> bytes:
        """The dictionary as a reader gets it."""
        symbols = [(len(self.singles), COUNT), (len(self.joined), COUNT), (len(self.short), COUNT)]
        symbols += [exponent(b - a - 1, _GAP) for a, b in pairwise((-1, *self.singles))]
        for left, right in self.joined:
            symbols += [(left, RANK), (right, RANK)]
        return payload([*symbols, *((symbol, RANK) for symbol in self.short)])

    @cached_property
    def _tables(self) -> tuple[Symbols, npt.NDArray[np.int16]]:
        """The symbol of each code unit, and the word that two symbols make."""
        symbols = np.arange(1 << 16, dtype=np.int32) + RANKS
        symbols[list(self.singles)] = np.arange(1, len(self.singles) + 1)
        table = np.zeros((RANKS, RANKS), dtype=np.int16)
        left, right = np.array(self.joined).T
        table[left, right] = np.arange(len(self.joined)) + len(self.singles) + 1
        return symbols, table

    @cached_property
    def _digits(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        """Two digits for each symbol, and how many of them it takes."""
        order = list(self.short)
        order += sorted({*range(1, len(self.singles) + len(self.joined) + 1)} - {*self.short})
        code = np.arange(len(order))
        long = np.maximum(code - SHORT, 0)
        digits = np.zeros((RANKS, 2), dtype=np.uint8)
        digits[order, 0] = _ALPHABET[np.where(code < SHORT, code, SHORT + long // BASE)]
        digits[order, 1] = _ALPHABET[long % BASE]
        lengths = np.full(RANKS, 2, dtype=np.int64)
        lengths[order[:SHORT]] = 1
        return digits, lengths

    def spelled(self, units: Units) -> tuple[bytes, list[int]]:
        """The digits of whole records, one after the other, and how many each takes."""
        singles, table = self._tables
        symbols = singles[units]
        for _ in range(_ROUNDS):
            symbols = _merged(symbols, table)
        word_digits, word_lengths = self._digits
        is_word = symbols < RANKS
        word = np.where(is_word, symbols, 0)
        unit = np.where(is_word, 0, symbols - RANKS)
        lengths = np.where(is_word, word_lengths[word], 3)
        ends = np.cumsum(lengths)
        digits = np.zeros(int(ends[-1]), dtype=np.uint8)
        raw = _ALPHABET[np.stack((BASE - ESCAPES + unit // BASE**2, unit // BASE % BASE, unit % BASE))]
        for i in range(3):
            some = np.flatnonzero(lengths > i)
            kept = word_digits[word[some], i] if i < 2 else np.zeros(len(some), dtype=np.uint8)
            digits[ends[some] - lengths[some] + i] = np.where(is_word[some], kept, raw[i][some])
        cuts = ends[np.flatnonzero(symbols == 1)]
        return digits.tobytes(), np.diff(cuts, prepend=0).tolist()


@cache
def dictionary() -> Dictionary:
    """The dictionary that all sites share."""
    told = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))
    joined = [(pair[0], pair[1]) for pair in (*told["pairs"], *told["longer"])]
    return Dictionary.of(told["characters"], joined, told["short"])


def _merged(symbols: Symbols, joined: npt.NDArray[np.int16]) -> Symbols:
    """Neighbours that make a word become it, from the left."""
    small = np.where(symbols < RANKS, symbols, 0)
    word = joined[small[:-1], small[1:]]
    possible = word > 0
    place = np.arange(len(word))
    since = place - np.maximum.accumulate(np.where(possible, -1, place))
    taken = np.flatnonzero(possible & (since % 2 == 1))
    merged = symbols.copy()
    merged[taken] = word[taken]
    keep = np.ones(len(symbols), dtype=np.bool_)
    keep[taken + 1] = False
    return merged[keep]

"""Texts: what a result shows and a long query is verified in, spelled with a dictionary of common strings.

A text is a run of UTF-16 code units. Each word of the dictionary takes one or two of the 92 digits, any other unit
three; that is half of UTF-8, needs no decompressor, and gzip still finds its share.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
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
_SINGLES = 1500
_MERGES = (1200, 800)
RANK = 12
"""Bits of a word's number."""
RANKS = 1 << RANK
"""Higher symbols are this plus a code unit that is no word."""
_GAP = 2
SAMPLE = 2_000_000
"""Code units that a dictionary is learnt from."""
_ALPHABET = np.frombuffer(DIGITS.encode(), dtype=np.uint8)


@dataclass(frozen=True)
class Dictionary:
    """Words, numbered from 1: single code units by value (RECORD and FIELD first), then what two words make."""

    singles: tuple[int, ...]
    merges: tuple[tuple[int, int], ...]
    """the two words that each longer word is made of"""
    short: tuple[int, ...]
    """the words that take one digit, in that order; the others follow, in two, by number"""
    _symbol_of: npt.NDArray[np.int32]
    _table: npt.NDArray[np.int16]

    @classmethod
    def learnt(cls, sample: Units) -> Self:
        """The dictionary that suits a sample; the same for the same sample."""
        sample = sample[:SAMPLE]
        frequency = np.bincount(sample, minlength=1 << 16)
        frequency[[ord(FIELD), ord(RECORD)]] += len(sample) + 1
        frequent = np.lexsort((np.arange(1 << 16), -frequency))[:_SINGLES]
        singles = np.sort(frequent[frequency[frequent] > 0])
        symbol_of = np.arange(1 << 16, dtype=np.int32) + RANKS
        symbol_of[singles] = np.arange(1, len(singles) + 1)
        merges: list[tuple[int, int]] = []
        table = np.zeros((RANKS, RANKS), dtype=np.int16)
        symbols = symbol_of[sample]
        for wanted in _MERGES:
            for pair in _common_pairs(symbols, wanted):
                merges.append(pair)
                table[pair] = len(singles) + len(merges)
            symbols = _merged(symbols, table)
        words = len(singles) + len(merges)
        counts = np.bincount(symbols[symbols < RANKS], minlength=words + 1)[1:]
        short = np.lexsort((np.arange(words), -counts))[:SHORT] + 1
        return cls(tuple(singles.tolist()), tuple(merges), tuple(short.tolist()), symbol_of, table)

    @property
    def payload(self) -> bytes:
        """The dictionary as a reader gets it."""
        symbols = [(len(self.singles), COUNT), (len(self.merges), COUNT), (len(self.short), COUNT)]
        symbols += [exponent(b - a - 1, _GAP) for a, b in pairwise((-1, *self.singles))]
        for left, right in self.merges:
            symbols += [(left, RANK), (right, RANK)]
        return payload([*symbols, *((symbol, RANK) for symbol in self.short)])

    @cached_property
    def _digits(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        """Two digits for each symbol, and how many of them it takes."""
        order = list(self.short)
        order += sorted({*range(1, len(self.singles) + len(self.merges) + 1)} - {*self.short})
        code = np.arange(len(order))
        long = np.maximum(code - SHORT, 0)
        digits = np.zeros((RANKS, 2), dtype=np.uint8)
        digits[order, 0] = _ALPHABET[np.where(code < SHORT, code, SHORT + long // BASE)]
        digits[order, 1] = _ALPHABET[long % BASE]
        lengths = np.full(RANKS, 2, dtype=np.int64)
        lengths[order[:SHORT]] = 1
        return digits, lengths

    def spelled(self, units: Units, records: int) -> list[bytes]:
        """The digits of whole records, so many to a text."""
        symbols = self._symbol_of[units]
        for _ in _MERGES:
            symbols = _merged(symbols, self._table)
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
        cuts = np.append(cuts[records - 1 :: records], cuts[-1])
        text = digits.tobytes()
        starts = np.concatenate(([0], cuts[:-1]))
        return [text[a:b] for a, b in zip(starts.tolist(), cuts.tolist(), strict=True) if b > a]


def _common_pairs(symbols: Symbols, wanted: int) -> list[tuple[int, int]]:
    """The most frequent neighbours that no end parts, in ascending order."""
    usable = (symbols < RANKS) & (symbols > 2)
    usable = usable[1:] & usable[:-1]
    pairs, counts = np.unique((symbols[:-1] * RANKS + symbols[1:])[usable], return_counts=True)
    pairs, counts = pairs[counts > 3], counts[counts > 3]
    best = np.sort(pairs[np.lexsort((pairs, -counts))[:wanted]])
    return [divmod(pair, RANKS) for pair in best.tolist()]


def _merged(symbols: Symbols, merges: npt.NDArray[np.int16]) -> Symbols:
    """Neighbours that make a word become it, from the left."""
    small = np.where(symbols < RANKS, symbols, 0)
    word = merges[small[:-1], small[1:]]
    possible = word > 0
    place = np.arange(len(word))
    since = place - np.maximum.accumulate(np.where(possible, -1, place))
    taken = np.flatnonzero(possible & (since % 2 == 1))
    merged = symbols.copy()
    merged[taken] = word[taken]
    keep = np.ones(len(symbols), dtype=np.bool_)
    keep[taken + 1] = False
    return merged[keep]

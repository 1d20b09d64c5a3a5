"""Texts: what a result shows and a long query is verified in, spelled with a dictionary of common strings.

A text is a run of UTF-16 code units. Each word of the dictionary takes one or two of the 92 digits, any other unit
three; that is half of UTF-8, needs no decompressor, and gzip still finds its share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from generator.search.bits import DIGITS

Units = npt.NDArray[np.uint16]
Symbols = npt.NDArray[np.int32]

FIELD, RECORD = "\x01", "\x00"
"""What ends a field and a record; taken out of the texts themselves."""

BASE = len(DIGITS)
SHORT = 30
"""Words that take one digit."""
ESCAPES = 8
"""First digits, the last of all, that open three digits for one code unit."""
_SINGLES = 1500
_MERGES = (1200, 800)
_RANKS = 4096
"""Room for the singles and the merged; higher symbols are other code units, above this."""
_SAMPLE = 4_000_000
_ALPHABET = np.frombuffer(DIGITS.encode(), dtype=np.uint8)


@dataclass(frozen=True)
class Dictionary:
    """Words by code, most frequent first."""

    words: tuple[str, ...]
    _singles: npt.NDArray[np.int32]
    _merges: npt.NDArray[np.int16]
    _digits: npt.NDArray[np.uint8]
    _lengths: npt.NDArray[np.int64]

    @classmethod
    def learnt(cls, sample: Units) -> Self:
        """The dictionary that suits a sample; the same for the same sample."""
        sample = sample[:_SAMPLE]
        frequency = np.bincount(sample, minlength=1 << 16)
        frequency[[ord(FIELD), ord(RECORD)]] += len(sample)
        frequent = np.lexsort((np.arange(1 << 16), -frequency))[:_SINGLES]
        frequent = np.sort(frequent[frequency[frequent] > 0])
        singles = np.arange(1 << 16, dtype=np.int32) + _RANKS
        singles[frequent] = np.arange(1, len(frequent) + 1)
        spelled = ["", *map(chr, frequent.tolist())]
        merges = np.zeros((_RANKS, _RANKS), dtype=np.int16)
        symbols = singles[sample]
        for wanted in _MERGES:
            for left, right in _common_pairs(symbols, spelled, wanted):
                merges[left, right] = len(spelled)
                spelled.append(spelled[left] + spelled[right])
            symbols = _merged(symbols, merges)
        counts = np.bincount(symbols[symbols < _RANKS], minlength=len(spelled))[1:]
        order = np.lexsort((np.arange(len(counts)), -counts)) + 1
        digits = np.zeros((_RANKS, 2), dtype=np.uint8)
        lengths = np.full(_RANKS, 2, dtype=np.int64)
        code = np.arange(len(order))
        long = code - SHORT
        digits[order, 0] = _ALPHABET[np.where(code < SHORT, code, SHORT + long // BASE)]
        digits[order, 1] = _ALPHABET[long % BASE]
        lengths[order[:SHORT]] = 1
        return cls(tuple(spelled[i] for i in order.tolist()), singles, merges, digits, lengths)

    def spelled(self, units: Units, records: int) -> list[bytes]:
        """The digits of whole records, so many to a text."""
        symbols = self._singles[units]
        for _ in _MERGES:
            symbols = _merged(symbols, self._merges)
        is_word = symbols < _RANKS
        word = np.where(is_word, symbols, 0)
        unit = np.where(is_word, 0, symbols - _RANKS)
        lengths = np.where(is_word, self._lengths[word], 3)
        ends = np.cumsum(lengths)
        digits = np.zeros(int(ends[-1]), dtype=np.uint8)
        raw = _ALPHABET[np.stack((BASE - ESCAPES + unit // BASE**2, unit // BASE % BASE, unit % BASE))]
        for i in range(3):
            some = np.flatnonzero(lengths > i)
            kept = self._digits[word[some], i] if i < 2 else np.zeros(len(some), dtype=np.uint8)
            digits[ends[some] - lengths[some] + i] = np.where(is_word[some], kept, raw[i][some])
        cuts = ends[np.flatnonzero(symbols == self._singles[ord(RECORD)])]
        cuts = np.append(cuts[records - 1 :: records], cuts[-1])
        text = digits.tobytes()
        starts = np.concatenate(([0], cuts[:-1]))
        return [text[a:b] for a, b in zip(starts.tolist(), cuts.tolist(), strict=True) if b > a]


def _common_pairs(symbols: Symbols, spelled: list[str], wanted: int) -> list[tuple[int, int]]:
    """The most frequent neighbours that no field or record parts, most frequent first."""
    whole = np.array([FIELD not in word and RECORD not in word for word in spelled])
    usable = symbols < _RANKS
    usable[usable] = whole[symbols[usable]]
    usable = usable[1:] & usable[:-1]
    pairs, counts = np.unique((symbols[:-1] * _RANKS + symbols[1:])[usable], return_counts=True)
    pairs, counts = pairs[counts > 3], counts[counts > 3]
    best = pairs[np.lexsort((pairs, -counts))[:wanted]].tolist()
    return [divmod(pair, _RANKS) for pair in best]


def _merged(symbols: Symbols, merges: npt.NDArray[np.int16]) -> Symbols:
    """Neighbours that make a word become it, from the left."""
    small = np.where(symbols < _RANKS, symbols, 0)
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

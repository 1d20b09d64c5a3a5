"""Replies that speak of what another letter asks, among those that have little in common with their own.

What two texts share weighs more the rarer it is among the letters in question and their replies. Another letter is
looked for only where it shares runs of three characters that few of these letters have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.replies.runs import Runs, shared
from generator.replies.sketch import Sketch

_FEW = 5
"""Letters; a run that more of them have names no matter."""
_OTHER, _THEIRS = 2.5, 2.0
"""Closeness: the least to another letter, and the most that the other's own reply has to it."""
_TIMES = 4
"""How much closer it is to the other than to its own."""
_AHEAD = 1.2
"""How much closer than the next reply that seems to answer the same letter."""
_ALIKE = 0.035
"""From so much in common on two letters are of one matter, so that one reply may well fit both."""
_CANDIDATES, _HITS = 4, 2
_SAMPLE = 500
"""Letters, and replies, from which it is learnt how rare a run is."""
_ABSENT = 50
"""Texts that a small county lacks, so that what its few letters share does not look common."""

_PAST = 12
"""Bits of a run that are left out where its weight is looked up; of two that differ only there the common one counts."""

Numbers = NDArray[np.int64]


class Swap(NamedTuple):
    """A reply that fits another letter."""

    letter: int
    reply: int
    other: int


class _Claim(NamedTuple):
    closeness: float
    swap: Swap


def swaps(sketches: Sequence[Sketch]) -> Iterator[Swap]:
    """Replies that fit the letter of another sketch, in the order of the sketches."""
    letters = [place for place, one in enumerate(sketches) if one.strays]
    strays = [(place, number) for place in letters for number in range(len(sketches[place].strays))]
    fit = _Fit(sketches, letters)
    claims: dict[int, list[_Claim]] = {}
    for stray, others in _candidates(sketches, letters, strays):
        place, number = strays[stray]
        claim = fit.claim(place, number, [letters[other] for other in others])
        if claim is not None:
            claims.setdefault(claim.swap.other, []).append(claim)
    return iter(sorted(one for some in claims.values() for one in _foremost(some)))


def _foremost(claims: list[_Claim]) -> Iterator[Swap]:
    """The claim to a letter that is well ahead of all others; a letter of what many ask has none."""
    claims.sort(key=lambda claim: -claim.closeness)
    if len(claims) == 1 or claims[0].closeness >= _AHEAD * claims[1].closeness:
        yield claims[0].swap


class _Fit:
    """How close replies are to letters."""

    def __init__(self, sketches: Sequence[Sketch], letters: Sequence[int]) -> None:
        self._sketches = sketches
        self._squares = _rarity([sketches[place] for place in letters])
        self._letter = cache(lambda place: _numbers(sketches[place].pairs))
        self._size = cache(lambda place: np.sqrt(self._square(self._letter(place)) + 1))
        self._closeness = cache(self._close)

    def claim(self, place: int, number: int, others: Sequence[int]) -> _Claim | None:
        """The other letter that a reply fits far better than its own, whose own reply does not fit it."""
        closeness, other = max((self._closeness(place, number, one), -one) for one in others)
        other = -other
        if closeness <= _OTHER or closeness <= _TIMES * self._closeness(place, number, place):
            return None
        own = range(len(self._sketches[other].strays))
        theirs = max(self._closeness(other, one, other) for one in own)
        if closeness <= 2 * theirs or theirs >= _THEIRS or self._speak_alike(place, other):
            return None
        return _Claim(closeness, Swap(place, self._sketches[place].strays[number].reply, other))

    def _close(self, place: int, number: int, letter: int) -> float:
        said = _numbers(self._sketches[place].strays[number].pairs)
        return float(self._square(shared(said, self._letter(letter))) / self._size(letter))

    def _speak_alike(self, one: int, other: int) -> bool:
        common = self._square(shared(self._letter(one), self._letter(other)))
        return bool(common > _ALIKE * self._size(one) * self._size(other))

    def _square(self, found: Runs) -> float:
        return float(self._squares[found >> _PAST].sum())


def _rarity(sketches: Sequence[Sketch]) -> NDArray[np.float64]:
    """The square of a run's weight, by its first bits; from letters that no change elsewhere exchanges for others."""
    chosen = sorted(sketches, key=_lot)[:_SAMPLE]
    texts = [text for one in chosen for text in (one.pairs, *(stray.pairs for stray in one.strays))]
    known, counts = np.unique(_numbers(b"".join(texts)), return_counts=True)
    squares = np.full(1 << (32 - _PAST), np.log(len(texts) + _ABSENT) ** 2)
    order = np.argsort(counts, kind="stable")
    squares[known[order] >> _PAST] = np.log((len(texts) + _ABSENT) / counts[order]) ** 2
    return squares


def _lot(one: Sketch) -> bytes:
    """What draws a sketch; the least of its hashed runs has nothing to do with what it says."""
    return one.pairs[3::-1] + one.strays[0].pairs[3::-1]


def _candidates(
    sketches: Sequence[Sketch], letters: Sequence[int], strays: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, list[int]]]:
    """For each stray reply the letters that share most of its telling runs, if its own has none of them."""
    asked = [sketches[place].threes for place in letters]
    told = [sketches[place].strays[number].threes for place, number in strays]
    stray, letter = _meetings(_held(told), _held(asked))
    pairs, hits = np.unique(stray * len(letters) + letter, return_counts=True)
    if not len(pairs):
        return
    stray, letter = np.divmod(pairs, len(letters))
    homes = {place: number for number, place in enumerate(letters)}
    own = np.array([homes[place] for place, _ in strays])
    at_home = np.zeros(len(strays), np.bool_)
    at_home[stray[letter == own[stray]]] = True
    kept = np.flatnonzero((hits >= _HITS) & ~at_home[stray])
    kept = kept[np.lexsort((letter[kept], -hits[kept], stray[kept]))]
    starts = np.flatnonzero(np.diff(stray[kept], prepend=-1))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(kept)], strict=False):
        some = kept[start : min(end, start + _CANDIDATES)]
        yield int(stray[some[0]]), letter[some].tolist()


def _held(texts: Sequence[bytes]) -> tuple[Runs, Numbers]:
    """All runs of some texts, and for each the place of its text."""
    counts = np.array([len(text) // 4 for text in texts], np.int64)
    return _numbers(b"".join(texts)), np.repeat(np.arange(len(texts)), counts)


_BITS = 24


def _meetings(told: tuple[Runs, Numbers], asked: tuple[Runs, Numbers]) -> tuple[Numbers, Numbers]:
    """Each pair of a reply and a letter once for each run that both have and few letters have."""
    (said, replies), (sought, letters) = _only(told, asked[0]), _only(asked, told[0])
    order = np.argsort(sought, kind="stable")
    known, first, counts = np.unique(sought[order], return_index=True, return_counts=True)
    if not len(known):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    at = np.minimum(np.searchsorted(known, said), len(known) - 1)
    few = (known[at] == said) & (counts[at] <= _FEW)
    at, replies = at[few], replies[few]
    times = counts[at]
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    return np.repeat(replies, times), letters[order][np.repeat(first[at], times) + within]


def _only(held: tuple[Runs, Numbers], others: Runs) -> tuple[Runs, Numbers]:
    """Without most of the runs that the others lack, which a table tells at once."""
    found = np.zeros(1 << _BITS, np.bool_)
    found[others >> (32 - _BITS)] = True
    kept = found[held[0] >> (32 - _BITS)]
    return held[0][kept], held[1][kept]


def _numbers(kept: bytes) -> Runs:
    return np.frombuffer(kept, np.uint32)

"""Whether a reply speaks of what its letter speaks of, or of what another letter does.

What two texts share weighs more the rarer it is (inverse document frequency). Another letter is looked for only where
it shares runs of three characters that few letters have, so the work grows with the letters and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.replies.runs import Runs, runs, shared
from generator.replies.wording import letters as letters_in
from generator.replies.wording import plain, without_formulas

_FEW = 20
"""Letters; a run that more of them have names no matter."""
_LEAST = 20
"""Telling letters of a reply that is judged; a shorter one may be right without a word of its letter."""
_NOTHING = 0.04
"""Share of a reply's characters, by weight, that also chance would put into its letter."""
_OWN, _OTHER, _THEIRS = 1.0, 2.5, 1.2
"""Closeness: the most to its own letter, the least to another, and the most that the other's own reply has to it."""
_TIMES = 3
_CANDIDATES, _HITS = 4, 2
_ABSENT = 50
"""Texts that a small county lacks, so that what its few letters share does not look common."""


class Misfit(NamedTuple):
    reply: int
    letter: int | None
    """the letter that it fits better; None where it fits nothing of its own"""


class Fit:
    """Letters and the replies given to them; a reply is the place of its letter, and its text."""

    def __init__(self, letters: Sequence[str], replies: Sequence[tuple[int, str]]) -> None:
        self._own = [letter for letter, _ in replies]
        asked = [plain(text) for text in letters]
        told = [without_formulas(plain(text)) for _, text in replies]
        self._is_long = [len(letters_in(text)) >= _LEAST for text in told]
        self._letters = {length: [runs(text, length) for text in asked] for length in (1, 2, 3)}
        self._replies = {length: [runs(text, length) for text in told] for length in (1, 2, 3)}
        self._weights = {
            length: _Weights([*self._letters[length], *self._replies[length]]) for length in (1, 2)
        }
        self._sizes = [self._weights[2].size(letter) for letter in self._letters[2]]
        self._given: dict[int, list[int]] = {}
        for reply, letter in enumerate(self._own):
            if self._is_long[reply]:
                self._given.setdefault(letter, []).append(reply)

    def takes_up(self, reply: int) -> bool:
        """Whether a reply uses words of its letter: three characters in a row beyond the formulas."""
        return len(shared(self._replies[3][reply], self._letters[3][self._own[reply]])) > 0

    def misfits(self) -> Iterator[Misfit]:
        """Replies that fit another letter better, or have nothing in common with their own."""
        for reply, own in enumerate(self._own):
            if not self._is_long[reply]:
                continue
            other = self._better(reply, own)
            if other is not None or self._shares_nothing(reply, own):
                yield Misfit(reply, other)

    def _shares_nothing(self, reply: int, own: int) -> bool:
        if len(shared(self._replies[2][reply], self._letters[2][own])) or not len(self._letters[2][own]):
            return False
        said = self._replies[1][reply]
        common = self._weights[1].sum(shared(said, self._letters[1][own]))
        return common < _NOTHING * self._weights[1].sum(said)

    def _better(self, reply: int, own: int) -> int | None:
        letters, hits = self._index.look(self._replies[3][reply])
        if own in letters:
            return None
        near = [int(letter) for letter, n in zip(letters[:_CANDIDATES], hits, strict=False) if n >= _HITS]
        if not near:
            return None
        closeness, other = max((self._closeness(reply, letter), -letter) for letter in near)
        letter = -other
        mine = self._closeness(reply, own)
        theirs = max((self._closeness(one, letter) for one in self._given.get(letter, ())), default=_THEIRS)
        is_better = mine < _OWN and closeness > max(_OTHER, _TIMES * mine, 2 * theirs) and theirs < _THEIRS
        return letter if is_better and not self._speak_alike(own, letter) else None

    def _closeness(self, reply: int, letter: int) -> float:
        common = shared(self._replies[2][reply], self._letters[2][letter])
        return self._weights[2].square(common) / self._sizes[letter]

    def _speak_alike(self, one: int, other: int) -> bool:
        """Whether two letters are of one matter, so that one reply may well fit both."""
        common = shared(self._letters[2][one], self._letters[2][other])
        return self._weights[2].square(common) > 0.03 * self._sizes[one] * self._sizes[other]

    @cached_property
    def _index(self) -> _Index:
        return _Index(self._letters[3])


class _Weights:
    """How rare each run is among all texts."""

    def __init__(self, texts: Sequence[Runs]) -> None:
        self._known, counts = np.unique(np.concatenate([*texts, np.zeros(0, np.int64)]), return_counts=True)
        self._weights = np.log((len(texts) + _ABSENT) / counts)

    def _of(self, found: Runs) -> NDArray[np.float64]:
        weights: NDArray[np.float64] = self._weights[np.searchsorted(self._known, found)]
        return weights

    def sum(self, found: Runs) -> float:
        return float(self._of(found).sum())

    def square(self, found: Runs) -> float:
        return float((self._of(found) ** 2).sum())

    def size(self, found: Runs) -> float:
        return float(np.sqrt(self.square(found) + 1))


class _Index:
    """Which letters hold a run that few letters hold."""

    def __init__(self, letters: Sequence[Runs]) -> None:
        every = np.concatenate([*letters, np.zeros(0, np.int64)])
        places = np.repeat(np.arange(len(letters)), [len(letter) for letter in letters])
        self._places = places[np.argsort(every, kind="stable")]
        known, first, counts = np.unique(np.sort(every), return_index=True, return_counts=True)
        few = counts <= _FEW
        self._known, self._first, self._counts = known[few], first[few], counts[few]

    def look(self, found: Runs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Letters that share such runs with a text and how many, most first."""
        at = np.minimum(np.searchsorted(self._known, found), max(len(self._known) - 1, 0))
        held = at[self._known[at] == found] if len(self._known) else at[:0]
        spans = [self._places[self._first[n] : self._first[n] + self._counts[n]] for n in held]
        letters, hits = np.unique(np.concatenate([np.zeros(0, np.int64), *spans]), return_counts=True)
        order = np.lexsort((letters, -hits))
        return letters[order].astype(np.int64), hits[order]

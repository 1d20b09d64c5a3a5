"""Whether a reply speaks of what its letter speaks of, or of what another letter does.

What two texts share weighs more the rarer it is (inverse document frequency). Another letter is looked for only where
it shares runs of three characters that few letters have, so the work grows with the letters and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
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
_ENOUGH, _PLENTY = 20, 40
"""Pairs of characters that a reply shares with its letter, without formulas and with them, from which on it is its own."""
_SAMPLE = 4_000
"""Letters, and replies, from which it is learnt how rare a run is."""
_ABSENT = 50
"""Texts that a small county lacks, so that what its few letters share does not look common."""


class Misfit(NamedTuple):
    reply: int
    letter: int | None
    """the letter that it fits better; None where it fits nothing of its own"""


class Fit:
    """Letters and the replies given to them; a reply is the place of its letter, and its text."""

    def __init__(self, letters: Sequence[str], replies: Sequence[tuple[int, str]]) -> None:
        self._letters = letters
        self._replies = [text for _, text in replies]
        self._own = [letter for letter, _ in replies]
        self._bare = cache(lambda reply: without_formulas(plain(self._replies[reply])))

    def takes_up(self, reply: int) -> bool:
        """Whether a reply uses words of its letter: three characters in a row beyond the formulas."""
        return len(shared(self._told(reply, 3), self._asked(self._own[reply], 3))) > 0

    def misfits(self) -> Iterator[Misfit]:
        """Replies that fit another letter better, or have nothing in common with their own."""
        doubtful = [reply for reply in range(len(self._own)) if self._is_doubtful(reply)]
        told = {reply: self._told(reply, 3) for reply in doubtful}
        index = _Index((self._asked(letter, 3) for letter in range(len(self._letters))), told.values())
        for reply in doubtful:
            own = self._own[reply]
            other = self._better(reply, own, index.look(told[reply]))
            if other is not None or self._shares_nothing(reply, own):
                yield Misfit(reply, other)

    def _is_doubtful(self, reply: int) -> bool:
        """Whether a reply has little in common with its letter; most need no closer look, however rare their words."""
        asked, text = self._asked(self._own[reply], 2), self._replies[reply]
        if len(shared(runs(text, 2), asked)) >= _PLENTY:
            return False
        return len(shared(self._told(reply, 2), asked)) < _ENOUGH and self._is_long(reply)

    def _is_long(self, reply: int) -> bool:
        return len(letters_in(self._bare(reply))) >= _LEAST

    def _asked(self, letter: int, length: int) -> Runs:
        return runs("".join(self._letters[letter].split()), length)

    def _told(self, reply: int, length: int) -> Runs:
        return runs(self._bare(reply), length)

    def _shares_nothing(self, reply: int, own: int) -> bool:
        asked = self._asked(own, 2)
        if len(shared(self._told(reply, 2), asked)) or not len(asked):
            return False
        said = self._told(reply, 1)
        common = self._weights[1].sum(shared(said, self._asked(own, 1)))
        return common < _NOTHING * self._weights[1].sum(said)

    def _better(self, reply: int, own: int, found: tuple[Runs, Runs]) -> int | None:
        letters, hits = found
        if own in letters:
            return None
        near = [int(letter) for letter, n in zip(letters[:_CANDIDATES], hits, strict=False) if n >= _HITS]
        if not near:
            return None
        closeness, other = max((self._closeness(reply, letter), -letter) for letter in near)
        letter = -other
        mine = self._closeness(reply, own)
        if mine >= _OWN or closeness <= max(_OTHER, _TIMES * mine):
            return None
        theirs = max((self._closeness(one, letter) for one in self._given.get(letter, ())), default=_THEIRS)
        is_better = closeness > 2 * theirs and theirs < _THEIRS
        return letter if is_better and not self._speak_alike(own, letter) else None

    def _closeness(self, reply: int, letter: int) -> float:
        asked = self._asked(letter, 2)
        return self._weights[2].square(shared(self._told(reply, 2), asked)) / self._weights[2].size(asked)

    def _speak_alike(self, one: int, other: int) -> bool:
        """Whether two letters are of one matter, so that one reply may well fit both."""
        asked, theirs = self._asked(one, 2), self._asked(other, 2)
        sizes = self._weights[2].size(asked) * self._weights[2].size(theirs)
        return self._weights[2].square(shared(asked, theirs)) > 0.03 * sizes

    @cached_property
    def _given(self) -> Mapping[int, list[int]]:
        """The replies given to each letter that are long enough to be judged."""
        given: dict[int, list[int]] = {}
        for reply, letter in enumerate(self._own):
            if self._is_long(reply):
                given.setdefault(letter, []).append(reply)
        return given

    @cached_property
    def _weights(self) -> Mapping[int, _Weights]:
        texts = [
            text for some in (self._letters, self._replies) for text in some[:: len(some) // _SAMPLE + 1]
        ]
        return {length: _Weights([runs(text, length) for text in texts]) for length in (1, 2)}


class _Weights:
    """How rare each run is among texts; one that none of them has counts as if one had it."""

    def __init__(self, texts: Sequence[Runs]) -> None:
        self._known, counts = np.unique(np.concatenate([*texts, np.zeros(1, np.int64)]), return_counts=True)
        self._weights = np.log((len(texts) + _ABSENT) / counts)
        self._most = np.log(len(texts) + _ABSENT)

    def _of(self, found: Runs) -> NDArray[np.float64]:
        at = np.minimum(np.searchsorted(self._known, found), len(self._known) - 1)
        return np.where(self._known[at] == found, self._weights[at], self._most)

    def sum(self, found: Runs) -> float:
        return float(self._of(found).sum())

    def square(self, found: Runs) -> float:
        return float((self._of(found) ** 2).sum())

    def size(self, found: Runs) -> float:
        return float(np.sqrt(self.square(found) + 1))


class _Index:
    """Which letters hold a run that few letters hold; of the runs that are asked for, and no others."""

    def __init__(self, letters: Iterable[Runs], asked: Iterable[Runs]) -> None:
        self._known = np.unique(np.concatenate([*asked, np.zeros(0, np.int64)]))
        runs_at, places = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for letter, found in enumerate(letters) if len(self._known) else ():
            at = self._at(found)
            runs_at.append(at)
            places.append(np.full(len(at), letter))
        at = np.concatenate(runs_at)
        self._counts = np.bincount(at, minlength=len(self._known))
        self._first = np.cumsum(self._counts) - self._counts
        self._places = np.concatenate(places)[np.argsort(at, kind="stable")]

    def _at(self, found: Runs) -> NDArray[np.int64]:
        """The places of those runs that are known."""
        at = np.minimum(np.searchsorted(self._known, found), len(self._known) - 1)
        kept: NDArray[np.int64] = at[self._known[at] == found]
        return kept

    def look(self, found: Runs) -> tuple[Runs, Runs]:
        """Letters that share rare runs with a text and how many, most first."""
        held = [n for n in self._at(found) if self._counts[n] <= _FEW]
        spans = [self._places[self._first[n] : self._first[n] + self._counts[n]] for n in held]
        letters, hits = np.unique(np.concatenate([np.zeros(0, np.int64), *spans]), return_counts=True)
        order = np.lexsort((letters, -hits))
        return letters[order].astype(np.int64), hits[order]

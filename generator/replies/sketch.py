"""What comparing needs to know of one letter and its replies, made where their texts are at hand, and small.

A reply that takes up its letter leaves nothing here. It depends on no other letter and on no setting, so it can be
kept for as long as the letter is the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from generator.replies.runs import Points, Runs, distinct, found_in, is_chinese, mixed, parts, points, runs
from generator.replies.wording import letters, plain, without_formulas

_LEAST = 20
"""Telling letters of a reply that is judged; a shorter one may be right without a word of its letter."""
_OWN = 0.6
"""Pairs of characters that a reply shares with its letter, over the root of all that the letter has: less, and it strays."""
_NOTHING = 0.05
"""Share of a reply's characters that also chance would put into its letter."""
KEPT = 128
"""Parts of a text that are kept, those of the least hashes (KMV; Beyer and others: On Synopses for Distinct-Value
Estimation, 2007): all of a short one, and enough of a long one to tell how like another it is to some per cent."""
_TURNS = mixed(np.arange(1, 65, dtype=np.uint32)) | np.uint32(1)
"""Odd factors; each puts the parts of a text into another order."""


class Lone(NamedTuple):
    """A reply that uses no three characters of its letter in a row, beyond the formulas. It may be a copy."""

    reply: int
    """its place among the replies"""
    text: bytes
    """a digest of its letters"""
    parts: bytes
    """the least of the hashed runs of three letters, four bytes each, at most KEPT"""
    firsts: bytes
    """for each of 64 orders the part that comes first, two bytes each (MinHash; Broder 1997)"""


class Stray(NamedTuple):
    """A reply that has little in common with its letter. It may be another's."""

    reply: int
    pairs: bytes
    threes: bytes
    """runs of two and three characters beyond the formulas, four bytes each"""


class Sketch(NamedTuple):
    lone: tuple[Lone, ...] = ()
    unrelated: tuple[int, ...] = ()
    """replies that have nothing in common with their letter"""
    strays: tuple[Stray, ...] = ()
    pairs: bytes = b""
    """runs of two characters of the letter, where a reply strays"""
    threes: bytes = b""
    """runs of three of them, where all its replies that can be judged stray: another's may belong to it"""


NOTHING = Sketch()


def sketch(letter: str, replies: Iterable[str]) -> Sketch:
    """The sketch of a letter, all that was asked, and the replies given to it."""
    asked = points("".join(letter.split()))
    pairs, threes = runs(asked)
    least = _OWN * math.sqrt(len(pairs) + 1)
    lone, unrelated, strays, fits = [], [], [], False
    for place, text in enumerate(replies):
        flat = plain(text)
        bare = without_formulas(flat)
        said = points(bare)
        said_pairs, said_threes = runs(said)
        common = len(found_in(said_pairs, pairs))
        if not common or not len(found_in(said_threes, threes)):
            lone.append(_lone(place, letters(flat)))
        if common >= least:
            fits = fits or len(letters(bare)) >= _LEAST
        elif len(letters(bare)) >= _LEAST:
            strays.append(Stray(place, _bytes(said_pairs), _bytes(said_threes)))
            if not common and len(pairs) and _shares_nothing(said, asked):
                unrelated.append(place)
    if not lone and not strays:
        return NOTHING
    sought = _sought(letter, fits=fits) if strays else (b"", b"")
    return Sketch(tuple(lone), tuple(unrelated), tuple(strays), *sought)


def _sought(letter: str, *, fits: bool) -> tuple[bytes, bytes]:
    """The runs of a letter by which a reply of another letter may be found to be its own."""
    pairs, threes = runs(points(without_formulas(plain(letter))))
    return _bytes(pairs), b"" if fits else _bytes(threes)


def _bytes(found: Runs) -> bytes:
    return distinct(found).tobytes()


def _lone(place: int, text: str) -> Lone:
    made = parts(points(text))
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return Lone(place, digest, made[:KEPT].tobytes(), _firsts(made))


def _firsts(made: Runs) -> bytes:
    if not len(made):
        return bytes(2 * len(_TURNS))
    least = np.min(made[:, None] * _TURNS, axis=0)
    return (mixed(least) >> np.uint32(16)).astype(np.uint16).tobytes()


def _shares_nothing(said: Points, asked: Points) -> bool:
    told = distinct(said[is_chinese(said)])
    return len(found_in(told, asked)) < _NOTHING * len(told)

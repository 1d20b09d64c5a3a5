"""Marks as numbers, so that the marks of a hundred thousand cases can be added up at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from generator.clock.clocks import State
from generator.model.vocabulary import Outcome
from generator.stats.facts import UNPROMISED, Mark, Reached

Codes = npt.NDArray[np.uint32]

_WORDS: tuple[str, ...] = (
    "received",
    "is open",
    "is replied",
    "is refused",
    "is closed",
    *Reached,
    "replied",
    "overdue",
    *(f"timing {state}" for state in (State.ON_TIME, State.LATE, State.OVERDUE)),
    "timing open",
    UNPROMISED,
    "offline",
    *(f"outcome {outcome}" for outcome in Outcome),
)
WIDTH = 4
"""Bytes of a mark."""
_MEASURES = ("acknowledged", "answered", "solved", "attitude", "speed", "result")
_CODES = {word: code for code, word in enumerate(_WORDS)}


@cache
def code(mark: Mark) -> int:
    """The number of a mark, the same in every build of one version."""
    if isinstance(mark, str):
        return _CODES[mark]
    name, number = mark
    return len(_WORDS) + number * len(_MEASURES) + _MEASURES.index(name)


@cache
def mark(code: int) -> Mark:
    """The mark of a number."""
    if code < len(_WORDS):
        return str(_WORDS[code])
    number, name = divmod(code - len(_WORDS), len(_MEASURES))
    return _MEASURES[name], number


def packed(marks: Iterable[Mark]) -> bytes:
    """The marks of one case, four bytes each."""
    return array("I", map(code, marks)).tobytes()


def unpacked(marks: Iterable[bytes]) -> Codes:
    """The marks of many cases, one after the other."""
    return np.frombuffer(b"".join(marks), dtype=np.uint32)

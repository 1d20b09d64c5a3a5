"""The sketches of all letters, compared: which replies were given to several letters, to the wrong one, or to none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.replies.copies import copies
from generator.replies.sketch import Sketch
from generator.replies.strays import Swap, swaps

Place = tuple[int, int]
"""A reply: the place of its letter, and its own among the replies to it."""


class Compared(NamedTuple):
    repeated: tuple[tuple[Place, ...], ...]
    """groups of replies that are the same and take up none of their letters"""
    swapped: tuple[Swap, ...]
    unrelated: tuple[Place, ...]
    """replies that have nothing in common with their letters, but for those before"""


def compared(sketches: Sequence[Sketch], alike: int, same_for: int) -> Compared:
    """What all sketches together tell, and nothing else; groups of `same_for` letters at least, `alike` per cent alike.

    The verdict on one letter may change with any other, so all are compared anew; the order of the sketches only
    decides which copy is the first.
    """
    found = [(place, one) for place, some in enumerate(sketches) for one in some.lone]
    groups = ([found[n] for n in group] for group in copies([one for _, one in found], alike))
    repeated = tuple(
        tuple((place, one.reply) for place, one in group)
        for group in groups
        if len({place for place, _ in group}) >= same_for
    )
    swapped = tuple(swaps(sketches))
    known = {place for group in repeated for place in group} | {(one.letter, one.reply) for one in swapped}
    unrelated = ((place, reply) for place, some in enumerate(sketches) for reply in some.unrelated)
    return Compared(repeated, swapped, tuple(one for one in unrelated if one not in known))

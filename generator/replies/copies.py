"""Replies that are the same or nearly so, found by their sketches without comparing each with each.

A text is compared with the first of every group that shares one of its bands with it (MinHash with banding; Leskovec,
Rajaraman, Ullman: Mining of Massive Datasets, 3.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from generator.replies.sketch import KEPT, Lone

_NARROW, _WIDE = np.dtype("<u4"), np.dtype("<u8")
"""Bands of two and of four firsts."""
_RATHER = 70
"""From so many per cent on one of 16 wide bands is shared in 99 cases of 100, for all that is near enough."""
_DOUBT = 20
"""Per cent by which the share of firsts in common may fall short of the likeness that it is an estimate of."""

_TRIED, _CROWD = 8, 32
"""Heads that a text is compared with, those most likely first, and heads with one band in common; where more are rather
alike and yet no copies, one more group says no more."""


def copies(lone: Sequence[Lone], percent: int) -> list[list[int]]:
    """The places of replies in groups of at least two, each at least `percent` like the first of its group.

    Likeness is the share of common runs of three letters (Jaccard). Groups and places stand in the given order.
    """
    same: dict[bytes, list[int]] = {}
    for place, one in enumerate(lone):
        same.setdefault(one.text, []).append(place)
    texts = [lone[places[0]] for places in same.values()]
    groups = list(same.values())
    firsts = _rows(texts, np.dtype("<u2"))
    bands = _rows(texts, _WIDE if percent >= _RATHER else _NARROW)
    least = firsts.shape[1] * (percent - _DOUBT) // 100
    heads: dict[int, list[int]] = {}
    for text, buckets in _meetings(bands):
        near = list(dict.fromkeys(head for bucket in buckets for head in heads.get(bucket, ())))
        if near:
            agree = (firsts[near] == firsts[text]).sum(axis=1).tolist()
            ranked = sorted((-count, head) for count, head in zip(agree, near, strict=True) if count >= least)
            near = [head for _, head in ranked[:_TRIED]]
        head = next((head for head in near if _likeness(texts[text], texts[head]) >= percent), None)
        if head is None:
            for bucket in buckets:
                crowd = heads.setdefault(bucket, [])
                if len(crowd) < _CROWD:
                    crowd.append(text)
        else:
            groups[head] = [*groups[head], *groups[text]]
            groups[text] = []
    return sorted(sorted(places) for places in groups if len(places) > 1)


def _rows(texts: Sequence[Lone], kind: np.dtype[np.unsignedinteger]) -> NDArray[np.unsignedinteger]:
    """The firsts of each text as a row, several of them as one number: a band."""
    kept = np.frombuffer(b"".join(text.firsts for text in texts), kind)
    return kept.reshape(len(texts), -1) if texts else kept.reshape(0, 0)


def _meetings(bands: NDArray[np.unsignedinteger]) -> Iterator[tuple[int, list[int]]]:
    """Texts that have a number in common with another in the same column, with a name for each such number."""
    texts, buckets = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for column in range(bands.shape[1]):
        order = np.argsort(bands[:, column], kind="stable")
        is_same = np.diff(bands[order, column]) == 0
        twice = np.concatenate(([False], is_same)) | np.concatenate((is_same, [False]))
        run = np.cumsum(np.concatenate(([True], ~is_same)))
        texts.append(order[twice])
        buckets.append(run[twice] + column * len(bands))
    text, bucket = np.concatenate(texts), np.concatenate(buckets)
    order = np.argsort(text, kind="stable")
    text, bucket = text[order], bucket[order]
    starts = np.flatnonzero(np.diff(text, prepend=-1)).tolist()
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        yield int(text[start]), bucket[start:end].tolist()


def _likeness(one: Lone, other: Lone) -> float:
    """Per cent of the parts of two texts that both have, as far as all are known; of long ones a sample is."""
    parts = [np.frombuffer(text.parts, np.uint32) for text in (one, other)]
    ends = [some[-1] for some in parts if len(some) == KEPT]
    known = np.sort(np.concatenate([some[some <= min(ends)] if ends else some for some in parts]))
    both = int((known[1:] == known[:-1]).sum())
    return 100 * both / max(1, len(known) - both)

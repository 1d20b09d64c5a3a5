"""Texts that are the same or nearly so, found without comparing each with each.

A text is compared with the first of every group that shares one of its rarest parts. By the prefix filter
(Chaudhuri, Ganti, Kaushik: A Primitive Operator for Similarity Joins in Data Cleaning, 2006) none near enough is missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_PART = 3


def alike(texts: Sequence[str], percent: int) -> list[list[int]]:
    """The places of texts in groups of at least two, each text at least `percent` like the first of its group.

    Likeness is the share of common runs of three letters (Jaccard). Groups and places stand in the order of `texts`.
    """
    same: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        same.setdefault(text, []).append(place)
    common = Counter(part for text in same for part in _parts(text))
    heads: dict[str, list[str]] = {}
    groups: dict[str, list[int]] = {}
    for text, places in same.items():
        parts = _parts(text)
        telltale = _telltale(parts, common, percent)
        near = dict.fromkeys(head for part in telltale for head in heads.get(part, ()))
        head = next((head for head in near if _likeness(parts, _parts(head)) >= percent), text)
        groups.setdefault(head, []).extend(places)
        if head == text:
            for part in telltale:
                heads.setdefault(part, []).append(text)
    return sorted(sorted(places) for places in groups.values() if len(places) > 1)


def _telltale(parts: frozenset[str], common: Counter[str], percent: int) -> list[str]:
    """The rarest parts, one of which any text that is near enough has too; those that no other text has go first."""
    wanted = len(parts) - -(-len(parts) * percent // 100) + 1
    shared = [part for part in parts if common[part] > 1]
    wanted -= len(parts) - len(shared)
    return sorted(shared, key=lambda part: (common[part], part))[:wanted] if wanted > 0 else []


def _parts(text: str) -> frozenset[str]:
    return frozenset(text[start : start + _PART] for start in range(max(1, len(text) - _PART + 1)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return 100 * shared / (len(one) + len(other) - shared)

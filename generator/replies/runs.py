"""Runs of Chinese characters as sorted arrays of numbers, which can be counted and compared by the million."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Runs = NDArray[np.int64]
"""The distinct runs of one length in a text, sorted; a run is its code points, 21 bits each."""


def runs(text: str, length: int) -> Runs:
    """Every run of `length` (1 to 3) Chinese characters that stand together."""
    points = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4").astype(np.int64)
    end = len(points) - length + 1
    if end < 1:
        return np.zeros(0, np.int64)
    is_chinese = ((points >= 0x3400) & (points <= 0x9FFF)) | (points >= 0x20000)
    made, kept = points[:end].copy(), is_chinese[:end].copy()
    for step in range(1, length):
        made = (made << 21) | points[step : end + step]
        kept &= is_chinese[step : end + step]
    return np.unique(made[kept])


def shared(one: Runs, other: Runs) -> Runs:
    return np.intersect1d(one, other, assume_unique=True)

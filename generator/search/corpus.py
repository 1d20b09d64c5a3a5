"""Corpus: all documents of one build as arrays, read once and in batches so that no text is kept as Python objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched

import numpy as np
import numpy.typing as npt

from generator.search import pinyin
from generator.search.document import Document
from generator.search.folding import END, fold_codes
from generator.search.leaves import DEPTH
from generator.search.texts import FIELD, RECORD, Units

_BATCH = 2048
_STOPS = str.maketrans("", "", FIELD + RECORD)
_MOST = (1 << 14) - 2
"""Characters that the index tells apart; should there be more, the rarest are found by verifying only."""


@dataclass(frozen=True)
class Corpus:
    """Documents numbered from the oldest, 0, to the newest."""

    records: int
    ids: npt.NDArray[np.uint16]
    """characters of all fields, each closed by `END`: first all bodies, then all titles, then all else"""
    numbers: npt.NDArray[np.uint32]
    """what a place belongs to: the document, plus `records` in a title, plus twice `records` in what else it has"""
    alphabet: str
    """characters by id, the first has id 1; ascending"""
    is_cut: bool
    """whether some characters of the texts are in no alphabet"""
    attributes: tuple[tuple[str, tuple[str, ...], str, str, str], ...]
    """column, departments, topic, type, status of each document"""
    days: tuple[str, ...]
    units: tuple[Units, ...]
    """what results show, in batches from the oldest"""
"""Three readings of a document: its words, its title, and the signs it can be found by (id, day, pinyin)."""


def corpus(documents: Iterable[Document]) -> Corpus:
    """Read documents, newest first."""
    spaces: tuple[list[_Codes], ...] = ([], [], [])
    units: list[Units] = []
    attributes: list[tuple[str, tuple[str, ...], str, str, str]] = []
    days: list[str] = []
    for batch in _batches(documents):
        titles = [document.title for document in batch]
        spaces[0].append(_codes([_body(document) for document in batch]))
        spaces[1].append(_codes([[title] for title in titles]))
        spaces[2].append(_codes([[d.id, d.at] for d in batch], _spoken(spaces[1][-1])))
        units.append(_shown(batch))
        attributes += [(d.column, d.departments, d.topic, d.type, d.status) for d in batch]
        days += [document.at for document in batch]
    return _joined(spaces, units, attributes, days)

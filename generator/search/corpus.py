"""Corpus: all documents of one build as arrays, read once and in batches so that no text stays a Python object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

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
"""Characters that the index tells apart; should there be more, the rarest are in no string."""

Attributes = tuple[str, ...]
"""Column, departments (a space between two), topic, type, status, channel, place, timing, outcome, stages reached (a space
between two)."""


@dataclass(frozen=True)
class Corpus:
    """Documents numbered from the oldest, 0, to the newest."""

    records: int
    ids: npt.NDArray[np.uint16]
    """characters of all fields, each closed by `END`: first all bodies, then all titles, then all signs"""
    numbers: npt.NDArray[np.uint32]
    """what each place belongs to: the document, plus `records` in titles, plus twice `records` in signs"""
    alphabet: str
    """the characters by id, from 1; ascending"""
    places: npt.NDArray[np.int64]
    """how often each id occurs, for `END` 0"""
    is_cut: bool
    """whether the texts hold characters that are not in the alphabet"""
    attributes: tuple[Attributes, ...]
    days: tuple[str, ...]
    shown: tuple[Units, ...]
    """what results show, in batches, oldest first"""


@dataclass(frozen=True)
class _Part:
    """Folded fields of some documents, in their order: characters, and how many belong to each document."""

    codes: npt.NDArray[np.integer[Any]]
    counts: npt.NDArray[np.int64]


class _Census:
    """Numbers characters as they come, and counts them."""

    def __init__(self) -> None:
        self.codes = [END]
        """characters by provisional number"""
        self.counts = np.zeros(1 << 16, dtype=np.int64)
        self.is_full = False
        self._numbers = np.zeros(0x110000, dtype=np.uint16)

    def taken(self, part: _Part) -> _Part:
        """The part with provisional numbers for codes; once all numbers are given out, 0 for new characters."""
        fresh = np.unique(part.codes[self._numbers[part.codes] == 0])
        fresh = fresh[fresh != END]
        room = (1 << 16) - len(self.codes)
        self.is_full |= len(fresh) > room
        self._numbers[fresh[:room]] = np.arange(len(self.codes), len(self.codes) + min(len(fresh), room))
        self.codes += fresh[:room].tolist()
        numbers = self._numbers[part.codes]
        self.counts += np.bincount(numbers, minlength=1 << 16)
        return _Part(numbers, part.counts)

    def chosen(self) -> npt.NDArray[np.int64]:
        """Provisional numbers of the alphabet, by ascending character."""
        codes = np.array(self.codes)
        frequent = np.lexsort((codes, -self.counts[: len(codes)]))
        frequent = frequent[frequent > 0][:_MOST]
        return frequent[np.argsort(codes[frequent])]


def corpus(documents: Iterable[Document]) -> Corpus:
    """Read documents, newest first."""
    census = _Census()
    spaces: tuple[list[_Part], ...] = ([], [], [])
    shown: list[Units] = []
    attributes: list[Attributes] = []
    days: list[str] = []
    for batch in _batches(documents):
        titles = _folded([(document.title or " ",) for document in batch])
        bodies = _folded([(document.answer, *document.texts) for document in batch])
        for space, part in zip(spaces, (bodies, titles, _signs(batch, titles)), strict=True):
            space.append(census.taken(part))
        shown.append(_shown(batch))
        attributes += map(_attributes, reversed(batch))
        days += [document.at for document in reversed(batch)]
    chosen = census.chosen()
    ids, numbers = _numbered(spaces, chosen, len(days))
    return Corpus(
        records=len(days),
        ids=ids,
        numbers=numbers,
        alphabet="".join(chr(census.codes[number]) for number in chosen.tolist()),
        places=np.concatenate(([0], census.counts[chosen])),
        is_cut=census.is_full or len(chosen) + 1 < len(census.codes),
        attributes=tuple(reversed(attributes)),
        days=tuple(reversed(days)),
        shown=tuple(reversed(shown)),
    )


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Runs of documents, each turned to stand oldest first."""
    source = iter(documents)
    while batch := list(islice(source, _BATCH)):
        yield batch[::-1]


def _attributes(d: Document) -> Attributes:
    standing = (d.status, d.channel, d.place, d.timing, d.outcome, " ".join(d.reached))
    return (d.column, " ".join(d.departments), d.topic, d.type, *standing)


def _folded(fields: Sequence[tuple[str, ...]]) -> _Part:
    """The fields of each document, folded."""
    texts = ["".join(f"{_clean(field)}\0" for field in group if field) for group in fields]
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folded, source = fold_codes(codes)
    ends = np.searchsorted(source, np.cumsum([len(text) for text in texts]))
    return _Part(folded, np.diff(ends, prepend=0))


def _clean(text: str) -> str:
    return text.translate(_STOPS) if FIELD in text or RECORD in text else text


def _signs(batch: list[Document], titles: _Part) -> _Part:
    """What a document can be found by beside its words: id, day, and the pinyin of its title."""
    found = titles.codes.tobytes().decode("utf-32-le").split("\0")
    spoken = [pinyin.signs(title) for title in found[:-1]]
    plain = _folded([(document.id, document.at) for document in batch])
    starts = np.cumsum(plain.counts) - plain.counts
    codes: list[npt.NDArray[np.integer[Any]]] = []
    for start, count, signs in zip(starts.tolist(), plain.counts.tolist(), spoken, strict=True):
        private = "".join(f"{sign}\0" for sign in signs if sign).encode("utf-32-le", "surrogatepass")
        codes += [plain.codes[start : start + count], np.frombuffer(private, dtype=np.uint32)]
    counts = np.array([len(code) for code in codes]).reshape(-1, 2).sum(axis=1)
    return _Part(np.concatenate(codes), counts)


def _shown(batch: list[Document]) -> Units:
    """What results show: the fields of a record in the order of the format, each closed, each record closed."""
    texts: list[str] = []
    for d in batch:
        url = "" if d.url == f"{d.column}/{d.id}.html" else d.url
        fields = (d.id, url, d.column, " ".join(d.departments), d.at, d.status, d.title, d.answer, *d.texts)
        texts.append("".join(f"{_clean(field)}{FIELD}" for field in fields) + RECORD)
    return np.frombuffer("".join(texts).encode("utf-16-le", "surrogatepass"), dtype="<u2")


def _numbered(
    spaces: tuple[list[_Part], ...], chosen: npt.NDArray[np.int64], records: int
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint32]]:
    """Ids and numbers of all places; uses the parts up, oldest first."""
    table = np.zeros(1 << 16, dtype=np.uint16)
    table[chosen] = np.arange(1, len(chosen) + 1)
    size = sum(len(part.codes) for space in spaces for part in space)
    ids = np.zeros(size + DEPTH, dtype=np.uint16)
    numbers = np.zeros(size, dtype=np.uint32)
    at = 0
    for base, space in enumerate(spaces):
        first = base * records
        while space:
            part = space.pop()
            last, end = first + len(part.counts), at + len(part.codes)
            ids[at:end] = table[part.codes]
            numbers[at:end] = np.repeat(np.arange(first, last, dtype=np.uint32), part.counts)
            first, at = last, end
    return ids, numbers

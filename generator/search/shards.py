"""Shards: all that the index needs of some documents, as bytes that can be made elsewhere and kept.

A shard depends on its documents alone, so it may come from a worker, or from a cache of an earlier build.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from generator.search import pinyin
from generator.search.document import Document
from generator.search.folding import fold_codes
from generator.search.words import FIELD, RECORD, Units, dictionary

_HEAD = b"wzshard1"
_STOPS = str.maketrans("", "", FIELD + RECORD)


class Damage(Exception):
    """What was kept is not what was written, or was written by another version."""


@dataclass(frozen=True)
class Entry:
    """One document in a shard."""

    id: str
    day: str
    moment: str
    facets: tuple[str, ...]
    """column, departments (a space between two), topic, type, status, channel, place, timing, outcome, stages (likewise)"""
    sizes: tuple[int, int, int]
    """folded UTF-16 code units of its body, its title and its signs, each field closed by END"""
    digits: int
    """of its spelled text"""


@dataclass(frozen=True)
class Shard:
    """Some documents, read back."""

    entries: tuple[Entry, ...]
    units: tuple[Units, Units, Units]
    """folded bodies, titles and signs, in the order of the entries"""
    digits: bytes
    """spelled texts, likewise"""


def key(name: str) -> int:
    """What stands for an id where its order must look like chance: 64 bits."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def shard(documents: Iterable[Document]) -> bytes:
    """The shard of some documents, in any order; some hundred at once are the quickest."""
    batch = list(documents)
    titles = _folded([(document.title or " ",) for document in batch])
    bodies = _folded([(document.answer, *document.texts) for document in batch])
    spaces = [_utf16(space) for space in (bodies, titles, _signs(batch, titles))]
    digits, lengths = _spelled(batch)
    sizes = [[len(part) // 2 for part in three] for three in zip(*spaces, strict=True)]
    rows = [
        (d.id, d.at, d.moment or d.at, _facets(d), size, length)
        for d, size, length in zip(batch, sizes, lengths, strict=True)
    ]
    head = json.dumps(rows, separators=(",", ":")).encode()
    units = b"".join(part for space in spaces for part in space)
    content = len(head).to_bytes(4, "little") + head + units + digits
    return _HEAD + zlib.crc32(content).to_bytes(4, "little") + content


def opened(given: bytes) -> Shard:
    """A shard read back. Raises Damage."""
    content = memoryview(given)[len(_HEAD) + 4 :]
    if given[: len(_HEAD)] != _HEAD or given[len(_HEAD) :][:4] != zlib.crc32(content).to_bytes(4, "little"):
        raise Damage("shard")
    start = 4 + int.from_bytes(content[:4], "little")
    entries = tuple(
        Entry(id, day, moment, tuple(facets), (a, b, c), digits)
        for id, day, moment, facets, (a, b, c), digits in json.loads(bytes(content[4:start]))
    )
    units: list[Units] = []
    for kind in range(3):
        end = start + 2 * sum(entry.sizes[kind] for entry in entries)
        units.append(np.frombuffer(content[start:end], dtype="<u2"))
        start = end
    return Shard(entries, (units[0], units[1], units[2]), bytes(content[start:]))


def _facets(d: Document) -> tuple[str, ...]:
    standing = (d.status, d.channel, d.place, d.timing, d.outcome, " ".join(d.reached))
    return (d.column, " ".join(d.departments), d.topic, d.type, *standing)


def _folded(fields: Sequence[tuple[str, ...]]) -> list[str]:
    """The fields of each document, folded, each closed by END."""
    texts = ["".join(f"{_clean(field)}\0" for field in group if field) for group in fields]
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folded, source = fold_codes(codes)
    ends = np.searchsorted(source, np.cumsum([len(text) for text in texts], dtype=np.int64)).tolist()
    whole = folded.astype("<u4").tobytes().decode("utf-32-le")
    return [whole[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _utf16(texts: Iterable[str]) -> list[bytes]:
    return [text.encode("utf-16-le", "surrogatepass") for text in texts]


def _clean(text: str) -> str:
    return text.translate(_STOPS) if FIELD in text or RECORD in text else text


def _signs(batch: Sequence[Document], titles: Sequence[str]) -> list[str]:
    """What a document can be found by beside its words: id, day, and the pinyin of its title."""
    plain = _folded([(document.id, document.at) for document in batch])
    spoken = (pinyin.signs(title.rstrip("\0")) for title in titles)
    return [
        own + "".join(f"{sign}\0" for sign in signs if sign) for own, signs in zip(plain, spoken, strict=True)
    ]


def _spelled(batch: Sequence[Document]) -> tuple[bytes, list[int]]:
    """What results show: the fields of a record in the order of the format, each closed, each record closed."""
    texts: list[str] = []
    for d in batch:
        url = "" if d.url == f"{d.column}/{d.id}.html" else d.url
        fields = (
            d.id,
            url,
            d.column,
            " ".join(d.departments),
            d.moment or d.at,
            d.status,
            d.title,
            d.answer,
            *d.texts,
        )
        texts.append("".join(f"{_clean(field)}{FIELD}" for field in fields) + RECORD)
    if not texts:
        return b"", []
    units = np.frombuffer("".join(texts).encode("utf-16-le", "surrogatepass"), dtype="<u2")
    return dictionary().spelled(units)

"""Builder: documents → the files below `search/`. Their format is the docstring of `generator.search`."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import blake2b
from typing import TypeVar

import numpy as np

from generator.search.bits import BASE, DIGITS, GROUP, checksum
from generator.search.corpus import Attributes, Corpus, corpus
from generator.search.document import Document, SearchSettings
from generator.search.folding import END
from generator.search.leaves import leaves
from generator.search.shelves import Scale, Shelf, directory, shelves
from generator.search.start import days, start
from generator.search.texts import RECORD, SAMPLE, Dictionary, Units

T = TypeVar("T")
U = TypeVar("U")

ROOT = "search"
RECORDS = 4
"""Records in one text file: ten results read at most ten such files."""
_PLACES = 1 << 20
"""Places that are sorted at once."""
_ROOM = (8_000 * GROUP // 2, 44_000 * GROUP // 2)
"""Bits of an index file, at least and at most: small sites get small files, large ones a short directory."""
_FILES = 5_000
_PLACE_BITS = 14
"""What a place takes in the index, about."""
_LIGHT = 40_000
"""Bytes, compressed, up to which the attributes are read with every search; beyond, when a reader asks to narrow."""
_WORKERS = 2
_DIGITS = np.frombuffer(DIGITS.encode(), dtype=np.uint8)


def search(documents: Iterable[Document], settings: SearchSettings) -> Iterator[tuple[str, bytes]]:
    """The files of the index for documents given newest first, as (path below the site's root, content).

    Time and memory grow with the text; the same documents and settings give the same bytes.
    """
    read = corpus(documents)
    scale = Scale(width=len(read.alphabet).bit_length(), records=read.records)
    dictionary = Dictionary.learnt(_sample(read))
    text_seed, index_seed = _seed(dictionary.payload), _seed(read.ids.data, read.numbers.data)
    stamp = blake2b(digest_size=6)

    def script(name: str, argument: bytes) -> tuple[str, bytes]:
        content = b'wzs("%s",%s);\n' % (name.encode(), argument)
        stamp.update(content)
        return f"{ROOT}/{name}.js", content

    attributes = _attributes(read.attributes)
    yield script("attributes", _json(attributes))
    yield script("days", _json(days(read.days)))
    for number, payload in enumerate(_texts(read, dictionary)):
        yield script(_name("t", number), _summed(payload, text_seed))
    entries: list[tuple[tuple[int, ...], bool]] = []
    for shelf in _shelves(read, scale):
        yield script(_name("i", len(entries)), _summed(shelf.payload, index_seed))
        entries.append((shelf.string, shelf.is_list))
    opening = start(read, settings, dictionary, directory(entries, scale))
    opening.update(block=RECORDS, seeds=[text_seed, index_seed], heavy=_weight(attributes) > _LIGHT)
    stamp.update(_json(opening))
    opening["stamp"] = stamp.hexdigest()
    yield script("start", _json(opening))


def _json(value: object) -> bytes:
    """JSON that is also JavaScript."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _name(family: str, number: int) -> str:
    """The name of a file, 256 to a folder."""
    return f"{family}/{number >> 8:02x}/{number & 255:02x}"


def _seed(*contents: bytes | memoryview) -> int:
    """A number that all files made for one another share, so that a file of another build is found out."""
    digest = blake2b(digest_size=4)
    for content in contents:
        digest.update(content)
    return int.from_bytes(digest.digest(), "big") % ((1 << GROUP) - 1)


def _summed(payload: bytes, seed: int) -> bytes:
    """A payload as a JavaScript string, with two digits more: its checksum."""
    total = checksum(np.frombuffer(payload, dtype=np.uint8), seed)
    return f'"{payload.decode()}{DIGITS[total // BASE]}{DIGITS[total % BASE]}"'.encode()


def _sample(read: Corpus) -> Units:
    """The texts that the dictionary is learnt from: the oldest, so that new letters don't respell old ones."""
    sizes = np.cumsum([len(batch) for batch in read.shown])
    return np.concatenate((np.zeros(0, np.uint16), *read.shown[: int(np.searchsorted(sizes, SAMPLE)) + 1]))


def _texts(read: Corpus, dictionary: Dictionary) -> Iterator[bytes]:
    """The text files: RECORDS records in each, from the oldest."""
    for texts in _side_by_side(lambda units: dictionary.spelled(units, RECORDS), _whole(read.shown)):
        yield from texts


def _whole(batches: Iterable[Units]) -> Iterator[Units]:
    """The batches, cut so that each but the last holds a multiple of RECORDS."""
    rest: Units = np.zeros(0, dtype=np.uint16)
    for batch in batches:
        units = np.concatenate((rest, batch))
        ends = np.flatnonzero(units == ord(RECORD)) + 1
        whole = len(ends) // RECORDS * RECORDS
        cut = int(ends[whole - 1]) if whole else 0
        if cut:
            yield units[:cut]
        rest = units[cut:]
    if len(rest):
        yield rest


def _shelves(read: Corpus, scale: Scale) -> Iterator[Shelf]:
    """The index files, in directory order."""
    room = int(np.clip(read.places.sum() * _PLACE_BITS // _FILES, *_ROOM))
    part = (np.cumsum(read.places) - read.places) // _PLACES
    part = part.astype(np.uint8 if part[-1] < 255 else np.uint16)
    part_of = part[read.ids]
    part_of[read.ids == END] = part[-1] + 1

    def made(i: int) -> list[Shelf]:
        chosen = np.flatnonzero(part_of == i).astype(np.uint32)
        found = leaves(read.ids, read.numbers, chosen, scale.width) if len(chosen) else None
        return list(shelves(found, scale, room)) if found else []

    for found in _side_by_side(made, range(int(part[-1]) + 1)):
        yield from found


def _side_by_side(make: Callable[[T], list[U]], items: Iterable[T]) -> Iterator[list[U]]:
    """What is made of each item, in their order, by some threads; NumPy lets them run at once."""
    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting: deque[Future[list[U]]] = deque()
        for item in items:
            waiting.append(pool.submit(make, item))
            if len(waiting) > _WORKERS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _attributes(attributes: tuple[Attributes, ...]) -> list[tuple[list[str], str]]:
    """For each attribute, in the order of `Attributes`: the values that occur, and the value of each record in digits."""
    found = []
    for values in zip(*attributes, strict=True):
        known = sorted(set(values))
        digits = 1 + (len(known) > BASE) + (len(known) > BASE**2)
        codes = np.searchsorted(np.array(known), np.array(values))
        places = BASE ** np.arange(digits)[::-1]
        found.append((known, _DIGITS[codes[:, None] // places % BASE].tobytes().decode()))
    return found


def _weight(attributes: list[tuple[list[str], str]]) -> int:
    """About how many bytes the attributes take when compressed: their entropy."""
    weight = 0.0
    for _, digits in attributes:
        counts = np.array(list(Counter(digits).values()))
        weight += float((counts * np.log2(counts.sum() / counts)).sum()) / 8
    return int(weight)

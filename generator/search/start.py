"""Start: the one file that a reader loads before any look-up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from generator.model import Kind
from generator.search import coding, pinyin
from generator.search.bits import exponent, payload
from generator.search.cuts import unpacked
from generator.search.document import CHANNELS, OUTCOMES, TIMINGS, SearchSettings
from generator.search.files import LIGHT, PART
from generator.search.folding import changes, fold
from generator.search.shelves import Keys
from generator.search.slots import BLOCK, Months, month_name
from generator.search.words import COUNT, dictionary
from generator.stats.facts import Reached


def start(
    records: int, months: Months, files: Keys, characters: npt.NDArray[np.int64], settings: SearchSettings
) -> dict[str, object]:
    """All that a reader must know beforehand, as in the format. `files` are the strings that they begin with."""
    pairs = zip(months.numbers.tolist(), months.capacities.tolist(), strict=True)
    return {
        "block": BLOCK,
        "directory": _directory(files).decode(),
        "fold": _fold(frozenset(np.flatnonzero(characters).tolist())),
        "heavy": int(months.capacities.sum()) > LIGHT,
        "months": [(month_name(month), capacity) for month, capacity in pairs],
        "names": _names(settings),
        "part": PART,
        "records": records,
        "span": months.span,
        "syllables": " ".join(pinyin.syllables()),
        "synonyms": _synonyms(settings),
        "words": dictionary().payload.decode(),
    }


def _directory(files: Keys) -> bytes:
    """The strings, each after the one before."""
    values, sizes = coding.labels()
    symbols = [(len(files), COUNT)]
    last: list[int] = []
    for row in unpacked(files).tolist():
        string = row[: max((i for i, unit in enumerate(row, 1) if unit), default=1)]
        shared = next((i for i, (a, b) in enumerate(zip(last, string, strict=False)) if a != b), len(last))
        if len(string) == len(last) and shared == len(string) - 1:
            symbols += [(1, 1), exponent(string[-1] - last[-1] - 1, coding.GAP)]
        else:
            symbols.append((shared << 3 | len(string) - shared - 1, 7))
            symbols += [(int(values[unit]), int(sizes[unit])) for unit in string[shared:]]
        last = string
    return payload(symbols)


def _names(settings: SearchSettings) -> dict[str, object]:
    """Labels by id; topics with the letters they can be typed by."""
    return {
        "column": [(name, title, settings.kinds.get(name, "")) for name, title in settings.columns.items()],
        "department": list(settings.departments.items()),
        "topic": [(name, title, *pinyin.romanised(title)) for name, title in settings.topics.items()],
        "type": list(settings.types.items()),
        "status": list(settings.statuses.items()),
        "channel": list(CHANNELS.items()),
        "timing": list(TIMINGS.items()),
        "outcome": list(OUTCOMES.items()),
        "reached": [(stage.value, stage.zh) for stage in Reached],
        "kind": [(kind.value, kind.zh) for kind in Kind if kind in settings.kinds.values()],
    }


def _synonyms(settings: SearchSettings) -> list[list[str]]:
    groups = [list(dict.fromkeys(word for word in group if fold(word))) for group in settings.synonyms]
    return [group for group in groups if len(group) > 1]


@cache
def _fold(units: frozenset[int]) -> list[tuple[list[int], str]]:
    """The part of the fold that can lead to characters made of these code units.

    For each length of a fold from 0: runs of code points, as how many are passed over and how many follow, and all
    their folds one after the other.
    """
    held = {*units, ord(" ")}
    kept = [(code, target) for code, target in changes().items() if held.issuperset(_units(target))]
    found: list[tuple[list[int], str]] = []
    for length in range(max(len(target) for _, target in kept) + 1):
        chosen = [(code, target) for code, target in kept if len(target) == length]
        runs: list[int] = []
        after = 0
        for code, _ in chosen:
            if code > after or not runs:
                runs += [code - after, 0]
            runs[-1] += 1
            after = code + 1
        found.append((runs, "".join(target for _, target in chosen)))
    return found


def _units(text: str) -> Iterable[int]:
    return memoryview(text.encode("utf-16-le")).cast("H")

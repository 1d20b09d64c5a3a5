"""Start: the one file that a reader loads before any look-up."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from generator.model import Kind
from generator.search import pinyin
from generator.search.bits import exponent, payload
from generator.search.corpus import Corpus
from generator.search.document import CHANNELS, OUTCOMES, TIMINGS, SearchSettings
from generator.search.folding import changes, fold
from generator.search.texts import Dictionary
from generator.stats.facts import Reached

_GAP = 2


def start(
    read: Corpus, settings: SearchSettings, dictionary: Dictionary, directory: bytes
) -> dict[str, object]:
    """All that a reader must know beforehand, as in the format."""
    gaps = (exponent(b - a - 1, _GAP) for a, b in pairwise((-1, *map(ord, read.alphabet))))
    return {
        "records": read.records,
        "characters": len(read.alphabet),
        "alphabet": payload([*gaps, (0, 0)]).decode(),
        "cut": read.is_cut,
        "directory": directory.decode(),
        "words": dictionary.payload.decode(),
        "fold": _fold(read.alphabet),
        "years": _years(read.days),
        "syllables": " ".join(pinyin.syllables()),
        "names": _names(settings),
        "synonyms": _synonyms(settings),
    }


def days(found: tuple[str, ...]) -> tuple[str, str]:
    """The day of the oldest record, and in bits for each other record the days since the one before."""
    numbers = [date.fromisoformat(day).toordinal() for day in found]
    gaps = [exponent(later - earlier, 0) for earlier, later in pairwise(numbers)]
    return found[0] if found else "", payload([*gaps, (0, 0)]).decode()


def _years(days: tuple[str, ...]) -> list[tuple[str, int]]:
    """Each year with the number of its first record, oldest first."""
    firsts: dict[str, int] = {}
    for number, day in enumerate(days):
        firsts.setdefault(day[:4], number)
    return list(firsts.items())


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


def _fold(alphabet: str) -> list[tuple[list[int], str]]:
    """The part of the fold that can lead to characters of the alphabet.

    For each length of a fold from 0: runs of code points, as how many are passed over and how many follow, and all
    their folds one after the other.
    """
    held = {*alphabet, " "}
    kept = [(code, target) for code, target in changes().items() if held.issuperset(target)]
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

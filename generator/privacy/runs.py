"""Runs of digits, and every way to read neighbouring parts of one as a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_GAP = r"[ \n\-·_~|./\\,、。:;+'\"()\[\]{}<>!?&=^`#]"
_RUN = re.compile(rf"[0-9]+(?:(?:{_GAP}{{1,6}}|[*…]{{1,2}})[0-9]+)*(?:{_GAP}{{0,6}}[xX](?![A-Za-z0-9]))?")
_PART = re.compile(r"[0-9]+[xX]?|[xX]")
_BETWEEN = re.compile(r"[^0-9xX]+")
_LOOSE = re.compile(r"[ \-·_~|]+")
"""Between digits these only space them out; dots, commas, strokes and line ends mostly part two numbers."""
_LISTED = re.compile(r"[、。,;|\n]")
"""Between digits these as often list numbers."""
_NO_START = re.compile(r"20|0[2-9]")
"""Years and months, which are in all dates; nothing that is looked for begins so."""
_PREFIXES = frozenset({"0", "86", "086", "0086"})

SHORTEST, LONG, LONGEST = 11, 14, 19
AROUND = 16
"""How many characters before a number may say what it is."""


class Number(NamedTuple):
    """Neighbouring parts of a run, read as one number."""

    digits: str
    parts: tuple[str, ...]
    start: int
    end: int
    loose: bool
    """parted by nothing but what spaces out"""
    is_folded: bool
    """parted by one line end and nothing else, and by more than that from other digits"""
    is_listed: bool
    """parted by what lists numbers"""
    is_apart: bool
    """what parts it does not part it from digits beside it"""
    whole: bool
    """no digits stand beside it in the run"""
    singly: bool
    """every digit stands for itself, and none beside it does"""
    before: str
    after: str

    @property
    def groups(self) -> tuple[int, ...]:
        return tuple(map(len, self.parts))

    def is_spelled(self, usual: frozenset[tuple[int, ...]]) -> bool:
        """Whether it is written as one number: in one piece, digit by digit, in its usual groups, or by itself."""
        if len(self.parts) == 1 or self.singly or self.is_folded:
            return True
        if self.is_listed and not self.is_apart:
            return False
        return self.groups in usual or (self.loose and self.whole)


def readings(text: str, likely: re.Pattern[str], known: str = "") -> Iterator[list[Number]]:
    """For each run of digits in folded text the numbers of 11 to 19 digits in it, the longest first.

    Parts are never cut: a number ends where digits end. Only what is `likely` is returned, and numbers of many digits
    in one piece. `known` is the same text in a spelling that was read before: runs that it has too are passed over.
    """
    for run in _RUN.finditer(text):
        start, end = run.span()
        if end - start >= SHORTEST and _is_long(run[0]) and text[start:end] != known[start:end]:
            found = list(_numbers(text, run, likely))
            if found:
                yield sorted(found, key=lambda number: (-len(number.digits), number.start))


def runs(text: str) -> Iterator[str]:
    """The runs themselves, their digits only."""
    for run in _RUN.finditer(text):
        if len(run[0]) >= SHORTEST:
            yield "".join(_PART.findall(run[0])).upper()


def _is_long(run: str) -> bool:
    """Whether a run has digits enough; dates and times mostly have not."""
    return len(_BETWEEN.sub("", run)) >= SHORTEST


def _numbers(text: str, run: re.Match[str], likely: re.Pattern[str]) -> Iterator[Number]:
    spans = [(run.start() + part.start(), run.start() + part.end()) for part in _PART.finditer(run[0])]
    words = [text[start:end] for start, end in spans]
    for first, word in enumerate(words):
        if _NO_START.match(word) and len(word) < LONG:
            continue
        length = 0
        for last in range(first, len(words)):
            length += len(words[last])
            if length > LONGEST:
                break
            if length < SHORTEST:
                continue
            digits = "".join(words[first : last + 1]).upper()
            if likely.fullmatch(digits) is not None or (first == last and length >= LONG):
                yield _number(text, spans, first, last)


def _number(text: str, spans: list[tuple[int, int]], first: int, last: int) -> Number:
    words = [text[start:end] for start, end in spans]
    gaps = [text[one[1] : other[0]] for one, other in pairwise(spans)]
    final = len(words) - 1
    parts = tuple(words[first : last + 1])
    digits = "".join(parts).upper()
    lonely = (first == 0 or len(words[first - 1]) > 1) and (last == final or len(words[last + 1]) > 1)
    start, end = spans[first][0], spans[last][1]
    inner, beyond = gaps[first:last], gaps[max(0, first - 1) : first] + gaps[last : last + 1]
    return Number(
        digits=digits,
        parts=parts,
        start=start,
        end=end,
        loose=all(map(_LOOSE.fullmatch, inner)),
        is_folded=last - first == 1 and _is_folded(gaps, first),
        is_listed=any(map(_LISTED.search, inner)),
        is_apart=set(inner).isdisjoint(beyond),
        whole=last == final and (first == 0 or (first == 1 and words[0] in _PREFIXES)),
        singly=lonely and len(digits) == len(parts),
        before=text[max(0, start - AROUND) : start],
        after=text[end : end + AROUND],
    )


def _is_folded(gaps: list[str], here: int) -> bool:
    """Whether this gap is a line end, and more stands between the parts around it and those beyond."""
    beyond = gaps[max(0, here - 1) : here] + gaps[here + 1 : here + 2]
    return gaps[here].strip(" ") == "\n" and not any(gap == "\n" or _LOOSE.fullmatch(gap) for gap in beyond)

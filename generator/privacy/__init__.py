"""Personal data (个人信息) in a text: a pure function from text to findings, each with what may stand in its place.

What certainly leads to one person — ID number, mobile, bank card, e-mail — is an error; what may, a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from generator.privacy.finding import Finding, Hit
from generator.privacy.fold import DIGITS_APART, Folded, fold
from generator.privacy.hints import hints
from generator.privacy.mailboxes import mailboxes
from generator.privacy.numbers import numbers
from generator.privacy.runs import runs

__all__ = ["Finding", "findings", "identifiers", "numbers_in", "redacted"]

_MANY_DIGITS = re.compile(DIGITS_APART.format(10))
_ADDRESSED = re.compile(r"[@＠﹫#＃⓪]|艾特|\b[aA][tT]\b|[aAａ][tTｔ]\s?[])）】}]")


def findings(text: str) -> Iterator[Finding]:
    """All personal data in a text, in the order of the text; no two findings overlap."""
    return _located(text, chance=True)


def identifiers(text: str) -> Iterator[Finding]:
    """Only what must never be published: the findings that are errors."""
    return (finding for finding in _located(text, chance=False) if finding.severity == "error")


def numbers_in(text: str) -> Iterator[str]:
    """Every run of many digits in a text, grouped or not, as digits alone; identifiers are parts of these."""
    if _MANY_DIGITS.search(text):
        folded = fold(text)
        yield from runs(folded.text)
        yield from runs(folded.spoken().text)


def redacted(text: str, found: Iterable[Finding]) -> str:
    """The text with every finding replaced by what may be published."""
    parts, last = [], 0
    for finding in found:
        parts += (text[last : finding.start], finding.instead)
        last = finding.end
    return "".join((*parts, text[last:]))


def _located(text: str, *, chance: bool) -> Iterator[Finding]:
    """The hits in the folded text as findings in the text; the surer of two that overlap."""
    found: list[Finding] = []
    folded: Folded | None = None
    if _ADDRESSED.search(text) or _MANY_DIGITS.search(text):
        folded = fold(text)
        found += _apart(folded, chain(mailboxes(folded.text), numbers(folded.text)), found)
        found += _apart(folded, numbers(folded.spoken().text), found)
    if chance:
        folded = folded or fold(text)
        found += _apart(folded, hints(folded.text), found)
    return iter(sorted(found, key=lambda finding: finding.start))


def _apart(folded: Folded, hits: Iterable[Hit], others: Iterable[Finding]) -> list[Finding]:
    """The hits as findings, but for those that overlap a finding before them."""
    covered = {offset for finding in others for offset in range(finding.start, finding.end)}
    kept = []
    for hit in hits:
        start, end = folded.span(hit.start, hit.end)
        if covered.isdisjoint(range(start, end)):
            covered.update(range(start, end))
            kept.append(Finding(hit.code, start, end, hit.plain, hit.instead, hit.severity))
    return kept

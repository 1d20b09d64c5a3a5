"""Personal data (个人信息) in a text: a pure function from text to findings, each with what may stand in its place.

What certainly leads to one person — ID number, mobile, bank card, e-mail — is an error; what may, a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.privacy.abroad import mobiles_abroad
from generator.privacy.finding import Finding, Hit
from generator.privacy.fold import Folded, fold
from generator.privacy.hints import hints
from generator.privacy.mailboxes import has_sign, mailboxes
from generator.privacy.numbers import numbers
from generator.privacy.runs import runs

__all__ = ["Finding", "findings", "identifiers", "may_hold", "numbers_in", "redacted"]

_APART = "\x1f" * 24
"""Longer than what any rule looks at on either side of a finding."""


def findings(text: str) -> Iterator[Finding]:
    """All personal data in a text, in the order of the text; no two findings overlap."""
    return _located(text, chance=True)


def identifiers(text: str) -> Iterator[Finding]:
    """Only what must never be published: the findings that are errors."""
    return (finding for finding in _located(text, chance=False) if finding.severity == "error")


def numbers_in(text: str) -> Iterator[str]:
    """Every run of many digits in a text, grouped or not, as digits alone; identifiers are parts of these."""
    folded = fold(text)
    yield from runs(folded.text)
    if folded.is_spoken:
        yield from runs(folded.spoken)


def redacted(text: str, found: Iterable[Finding]) -> str:
    """The text with every finding replaced by what may be published."""
    parts: list[str] = []
    last = 0
    for finding in found:
        parts += (text[last : finding.start], finding.instead)
        last = finding.end
    return "".join((*parts, text[last:]))


def may_hold(texts: Iterable[str]) -> bool:
    """Whether any of some texts may hold personal data; where this says no, none does.

    All are looked at in one go, parted so widely that nothing is read across; that is much quicker than one by one.
    """
    folded = fold(_APART.join(texts))
    return has_sign(folded.text) or next(_hits(folded, chance=True), None) is not None


def _located(text: str, *, chance: bool) -> Iterator[Finding]:
    """The hits in the folded text as findings in the text; the surer of two that overlap comes first."""
    folded = fold(text)
    covered: set[int] = set()
    found = []
    for hit in _hits(folded, chance=chance):
        start, end = folded.span(hit.start, hit.end)
        if covered.isdisjoint(range(start, end)):
            covered.update(range(start, end))
            found.append(Finding(hit.code, start, end, hit.plain, hit.instead, hit.severity))
    return iter(sorted(found, key=lambda finding: finding.start))


def _hits(folded: Folded, *, chance: bool) -> Iterator[Hit]:
    return chain(
        mailboxes(folded.text),
        mobiles_abroad(folded.text),
        _spoken(folded),
        numbers(folded.text),
        hints(folded.text) if chance else (),
    )


def _spoken(folded: Folded) -> Iterator[Hit]:
    """Numbers that are written with Chinese numerals, or with letters for digits."""
    if folded.is_spoken:
        yield from numbers(folded.spoken, folded.text)

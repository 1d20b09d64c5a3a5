"""The finished bytes, looked through once more: what no text held may still arise where texts are put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

from generator.privacy import Finding, identifiers
from generator.privacy.words import NAMES
from generator.problem import Mark, Problem, Text, quoted

Output = tuple[str, bytes | Path]

_ENDINGS = (".html", ".xml", ".json", ".jsonl", ".csv", ".txt", ".svg", ".ics")
_INLINE = re.compile(
    r"<!--.*?-->|</?(?:a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|wbr)\b[^<>]*>",
    re.DOTALL,
)
"""Markup that does not part what a reader sees."""
_TAG = re.compile(r"<[^<>]*>")
_SHOWN = re.compile(r"\b(?:content|title|alt|href|value|placeholder|aria-label)=\"([^\"]*)\"")
_FOLDED = "\r\n "
"""Where iCalendar breaks a long line (RFC 5545, 3.1)."""
_PARTED = "\x1f"
"""No detector reads across it."""
_LINE = re.compile(r"[\x1f\n]")
_CELL = re.compile(r"[\",\n]|\\n")
"""Where a value of a data file may end; one that holds such a character comes in pieces, and each is looked at."""
_SHORT = re.compile(r"\s*[\d.:%T+/-]{0,10}\s*")
_REMEMBERED = 100_000


class Guard:
    """Looks through what is about to be published.

    `judged` gives, a line each, what the content's own check has let pass; it is asked only when something is found.
    `known` gives the lines that this check has looked at; whole, they need no second look.
    """

    def __init__(self, judged: Callable[[], str], known: Callable[[], Iterable[str]] = tuple) -> None:
        self._judged, self._lines = judged, known
        self._known = frozenset(map(hash, known()))
        self._allowed: str | None = None
        self.problems: list[Problem] = []
        """what was found in all that it looked at"""
        self._seen: set[str] = set()
        self._looked_at: set[int] = set()

    def outputs(self, outputs: Iterable[Output]) -> Iterator[Output]:
        """The outputs as they come, looked through."""
        for address, content in outputs:
            if isinstance(content, bytes) and address.endswith(_ENDINGS):
                fresh = self._fresh(content.decode("utf-8", "replace").replace(_FOLDED, ""))
                if address.endswith((".html", ".xml", ".svg")):
                    self.look(self._unknown(_readable(fresh), _LINE), address)
                else:
                    self.look(self._unknown(fresh, _CELL), address)
            yield address, content

    def another(self) -> Guard:
        """A guard that knows the same content and has looked at nothing yet."""
        guard = Guard(self._judged)
        guard._lines, guard._known = self._lines, self._known
        return guard

    def __reduce__(self) -> tuple[Any, ...]:
        """Sent to another process, where texts have other hashes, it begins anew."""
        return Guard, (self._judged, self._lines)

    def look(self, text: str, address: str) -> None:
        """Look at a text that will be at an address, in whatever form."""
        for finding in identifiers(text):
            self._allowed = self._judged() if self._allowed is None else self._allowed
            if finding.plain not in self._allowed:
                self.problems.append(_problem(finding, address))

    def _unknown(self, text: str, end: re.Pattern[str]) -> str:
        """The parts of a text that are no line of the content, not looked at yet, and more than a short number or a date."""
        kept = []
        for part in end.split(text):
            mark = hash(part.strip())
            if mark not in self._known and mark not in self._looked_at:
                self._looked_at.add(mark)
                if not _SHORT.fullmatch(part):
                    kept.append(part)
        if len(self._looked_at) > _REMEMBERED:
            self._looked_at.clear()
        return _PARTED.join(kept)

    def _fresh(self, text: str) -> str:
        """What a file says, without the lines that files before it had too."""
        lines = text.split("\n")
        fresh = [_PARTED if line in self._seen else line for line in lines]
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        self._seen.update(lines)
        return "\n".join(fresh)


def _readable(markup: str) -> str:
    attributes = _SHOWN.findall(markup)
    words = _TAG.sub(_PARTED, _INLINE.sub("", markup))
    return unescape(_PARTED.join((words, *attributes)))


def _problem(finding: Finding, address: str) -> Problem:
    name = NAMES[finding.code]
    return Problem(
        finding.code,
        Mark(address),
        Text(
            f"生成的网页里出现了{name.zh}（{quoted(finding.instead)}）。",
            f"A finished file holds {name.en} ({quoted(finding.instead)}).",
        ),
        Text(
            "原来的网站没有动。它由几处文字拼成，或藏在标记里：请在有关的记录、文章或设置里删去。",
            "The site stays as it was. Markup or several texts make it up: remove it from the record, page or setting.",
        ),
    )

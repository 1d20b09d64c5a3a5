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
_ATTRIBUTES = ("content", "title", "alt", "href", "value", "placeholder", "aria-label")
_NAMED = "|".join(rf'(?<=\b{name}=")' for name in _ATTRIBUTES)
_SHOWN = re.compile(rf'="(?:{_NAMED})([^"]*)"')
"""What a reader sees or what leads somewhere; looked for by what follows the name, which is rarer than any letter."""
_FOLDED = b"\r\n "
"""Where iCalendar breaks a long line (RFC 5545, 3.1)."""
_PARTED = "\x1f"
"""No detector reads across it."""
_CELL = re.compile(r"[\",\n]|\\n")
"""Where a value of a data file may end; one that holds such a character comes in pieces, and each is looked at."""
_LINKED = '{"@context":"https://schema.org"'
"""How the data in a page begins (JSON-LD); its values are taken one by one, as those of a data file."""
_SHORT = re.compile(r"[\d.:%T+/-]{0,10}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d\+08:00)?", re.ASCII)
_REMEMBERED = 100_000


class Guard:
    """Looks through what is about to be published.

    `judged` gives, a line each, what the content's own check has let pass; it is asked only when something is found.
    `known` gives the lines that this check has looked at; whole, they need no second look.
    """

    def __init__(self, judged: Callable[[], str], known: Callable[[], Iterable[str]] = tuple) -> None:
        self.judged, self._lines = judged, known
        self._known = frozenset(map(hash, known()))
        self._allowed: str | None = None
        self.problems: list[Problem] = []
        """what was found in all that it looked at"""
        self._seen: set[bytes] = set()
        self._looked_at: set[int] = set()

    def outputs(self, outputs: Iterable[Output]) -> Iterator[Output]:
        """The outputs as they come, looked through."""
        for address, content in outputs:
            if isinstance(content, bytes) and address.endswith(_ENDINGS):
                fresh = self._fresh(content.replace(_FOLDED, b""))
                if address.endswith((".html", ".xml", ".svg")):
                    parts = _values(dict.fromkeys(_readable(fresh).replace(_PARTED, "\n").split("\n")))
                else:
                    parts = iter(_CELL.split(fresh))
                self.look(_PARTED.join(self._unknown(parts)), address)
            yield address, content

    def watch(self, outputs: Iterable[Output]) -> None:
        """Look through outputs that nobody takes from here."""
        for _ in self.outputs(outputs):
            pass

    def another(self, known: Iterable[str] = (), judged: Callable[[], str] | None = None) -> Guard:
        """A guard that knows the same content, or more, and has looked at nothing yet."""
        guard = Guard(judged or self.judged)
        guard._known = self._known.union(map(hash, known)) if known else self._known
        return guard

    def __reduce__(self) -> tuple[Any, ...]:
        """Sent to another process, where texts have other hashes, it begins anew."""
        return Guard, (self.judged, self._lines)

    def look(self, text: str, address: str) -> None:
        """Look at a text that will be at an address, in whatever form."""
        for finding in identifiers(text):
            self._allowed = self.judged() if self._allowed is None else self._allowed
            if finding.plain not in self._allowed:
                self.problems.append(_problem(finding, address))

    def _unknown(self, parts: Iterable[str]) -> Iterator[str]:
        """Those that are no line of the content, not looked at yet, and more than a short number or a date."""
        if len(self._looked_at) > _REMEMBERED:
            self._looked_at.clear()
        known, looked_at = self._known, self._looked_at
        for part in map(str.strip, parts):
            mark = hash(part)
            if mark not in known and mark not in looked_at:
                looked_at.add(mark)
                if not _SHORT.fullmatch(part):
                    yield part

    def _fresh(self, content: bytes) -> str:
        """What a file says, without the lines that files before it had too."""
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        lines = content.split(b"\n")
        seen = self._seen
        fresh = [b"\x1f" if line in seen else line for line in lines]
        seen.update(lines)
        return b"\n".join(fresh).decode("utf-8", "replace")


def _values(parts: Iterable[str]) -> Iterator[str]:
    """The parts of a page, its linked data in pieces."""
    for part in parts:
        if part.startswith(_LINKED):
            yield from _CELL.split(part)
        else:
            yield part


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

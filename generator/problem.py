"""A fault found in content or settings, as data: where, what, why and how to mend it.

Rules yield problems, `cli` prints them; nothing here stops anything. Codes are kebab-case and permanent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
Severity = Literal["error", "warning"]


class Text(NamedTuple):
    """One sentence in both languages of the house."""

    zh: str
    en: str

    def __call__(self, language: Language) -> str:
        return self.en if language == "en" else self.zh


class Mark(NamedTuple):
    """A place in a file; line and column count from 1, column in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One fault. An `error` stops publication, a `warning` does not."""

    code: str
    mark: Mark
    what: Text
    fix: Text
    severity: Severity = "error"

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """By file, line, column, then code; the same fault said twice is kept once."""
    return sorted(dict.fromkeys(problems), key=lambda p: (p.mark, p.code, p.what))


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word the writer most likely meant, or None."""
    return next(iter(get_close_matches(word, list(allowed), n=1, cutoff=0.6)), None)


def quoted(value: object, limit: int = 40) -> str:
    """The writer's own value as a message shows it: on one line, cut, never able to break the line format."""
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"


def shown(path: Path) -> str:
    """A path as messages show it: from the current folder where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()

"""What the detectors find: a piece of text that names or leads to a person, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from generator.problem import Severity


class Hit(NamedTuple):
    """A finding in folded text."""

    code: str
    start: int
    end: int
    plain: str
    """what it says, in one spelling"""
    instead: str
    """what may be published in its place; may be empty"""
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of personal data in a text; `text[start:end]` is it as written."""

    code: str
    start: int
    end: int
    plain: str
    instead: str
    severity: Severity


def starred(text: str, head: int, tail: int) -> str:
    """The first and last characters, with one star for each between."""
    return text[:head] + "*" * max(len(text) - head - tail, 1) + (text[len(text) - tail :] if tail else "")

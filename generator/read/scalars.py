"""Where each character of a YAML text's scalars stands in its file: found when it is needed, not kept.

Block scalars lose their indentation, quoted ones their quotes and escapes, and folded lines become one; a fault
inside a value can still be shown, and mended, at its own line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from generator.located import Position
from generator.read.characters import cleaned

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|.)", re.DOTALL)
_NO_CHARACTER = re.compile(r"\\\r?\n[ \t]*")


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value in a YAML text, no key."""

    text: str
    """the whole YAML text"""
    value: str
    at: Position
    start: int
    end: int
    style: str | None

    def spans(self) -> list[tuple[int, int]]:
        """Where every character of `value` begins and ends in `text`."""
        spans = []
        here = self._first()
        for char in self.value:
            here, after = self._next(here, char)
            spans.append((here, after))
            here = after
        return spans

    def _first(self) -> int:
        if self.style in {"|", ">"}:
            return min(self.text.find("\n", self.start) + 1 or self.end, self.end)
        return self.start + (1 if self.style else 0)

    def _next(self, here: int, char: str) -> tuple[int, int]:
        """Where the value's next character begins and ends, from `here` on."""
        text, end = self.text, self.end
        while here < end:
            if self.style == '"' and text[here] == "\\":
                escape = _ESCAPE.match(text, here)
                after = escape.end() if escape else here + 1
                if escape is None or _NO_CHARACTER.fullmatch(escape[0]) is None:
                    return here, after
                here = after
            elif self.style == "'" and text.startswith("''", here) and char == "'":
                return here, here + 2
            elif text[here] == char or (char in " \n" and text[here] in "\r\n"):
                return here, here + 1
            elif text[here].isspace():
                here += 1
            else:
                return here, here
        return end, end


def scalars(text: str) -> Iterator[Scalar]:
    """The values of a YAML text, in order, as far as it can be read."""
    text = cleaned(text)
    parser = CParser(text)
    stack: list[bool | None] = []
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
            elif isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent, yaml.CollectionStartEvent)):
                is_key = _turn(stack)
                if isinstance(event, yaml.CollectionStartEvent):
                    stack.append(True if isinstance(event, yaml.MappingStartEvent) else None)
                elif isinstance(event, yaml.ScalarEvent) and not is_key:
                    yield _scalar(event, text)
    except yaml.YAMLError:
        return
    finally:
        parser.dispose()


def _turn(stack: list[bool | None]) -> bool:
    """Whether what comes now is a key; in a mapping, keys and values take turns."""
    if not stack or stack[-1] is None:
        return False
    stack[-1] = not stack[-1]
    return not stack[-1]


def _scalar(event: Any, text: str) -> Scalar:
    start, end = event.start_mark, event.end_mark
    return Scalar(
        text, event.value, (start.line + 1, start.column + 1), start.index, end.index, event.style or None
    )


def position(text: str, offset: int) -> Position:
    """Line and column of an offset, from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

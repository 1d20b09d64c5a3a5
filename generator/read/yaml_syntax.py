"""YAML's own syntax errors, said so that a clerk can mend them, and shown where the mending begins.

libyaml notices a fault where it cannot go on, which may be far below what was forgotten. What was read last, and the
lines around, tell what the writer meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from generator.located import Position
from generator.problem import Mark, Problem, Text
from generator.read import yaml_words as words
from generator.read.characters import lines
from generator.read.yaml_refused import BLANK

_NAME = r"[A-Za-z_][\w-]*"
_WIDE_COLON = re.compile(rf"\s*(?:- +)?{_NAME}(：)")
_LACKS_SPACE = re.compile(rf"\s*(?:- +)?{_NAME}(:)[^\s:/]")
_WIDE_DASH = re.compile(rf"\s*([－–—−﹣])\s*{_NAME}\s*[:：]")
_WIDE_SPACE = re.compile(r"[ -]*([^\S \t\r\n]|[\u200b\u200c\u200d\u2060])")
_WIDE_BRACKET = re.compile(rf"\s*(?:- *)?(?:{_NAME}: *)?([｛［])")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7})(?: |$)")
_TAB = re.compile(r"[ -]*(\t)")
_WORD_ONLY = re.compile(r"\s*(?:- +)?([^\s:#]+)\s*$")


@dataclass(frozen=True, slots=True)
class _Fault:
    """One error of libyaml with all that helps to understand it; positions are lines and columns from 1."""

    said: str
    at: Position
    begun: Position | None
    """where the thing that could not be finished begins"""
    lines: list[str]
    last: Any
    """the last event before it"""

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @property
    def here(self) -> str:
        """The line from the fault on."""
        return self.line(self.at[0])[self.at[1] - 1 :]

    @property
    def before(self) -> str:
        return self.line(self.at[0])[: self.at[1] - 1]

    def above(self) -> int:
        """The number of the next line above that is not blank; 0 where there is none."""
        return next((n for n in range(self.at[0] - 1, 0, -1) if self.line(n).strip()), 0)


_WRONG_KEYS = (
    (_WIDE_COLON, words.WIDE_COLON),
    (_WIDE_DASH, words.WIDE_DASH),
    (_WIDE_SPACE, BLANK),
    (_WIDE_BRACKET, words.WIDE_BRACKET),
    (_CONFLICT, words.CONFLICT),
)
"""What looks like YAML and is none, at the beginning of a line."""
_Found = tuple[Position, tuple[Text, Text]]


def syntax_problem(error: yaml.YAMLError, text: str, path: str, last: Any = None) -> Problem:
    """One syntax error of PyYAML as a located problem; `last` is the event that was read before it."""
    fault = _Fault(
        str(getattr(error, "problem", None) or error),
        _position(getattr(error, "problem_mark", None)) or (1, 1),
        _position(getattr(error, "context_mark", None)),
        lines(text),
        last,
    )
    at, said = _typed(fault) or _understood(fault)
    return Problem("yaml-syntax", Mark(path, *at), *said)


def _position(mark: Any) -> Position | None:
    return None if mark is None else (mark.line + 1, mark.column + 1)


def _typed(fault: _Fault) -> _Found | None:
    """A wrong key was hit: a full-width colon, a tab, a full-width comma."""
    for number in dict.fromkeys((fault.at[0], (fault.begun or fault.at)[0], fault.above())):
        for shape, said in _WRONG_KEYS:
            if match := shape.match(fault.line(number)):
                return (number, match.start(match.lastindex or 0) + 1), said
    if "tab" in fault.said or fault.here.startswith("\t"):
        return fault.at, words.TAB
    if match := _TAB.match(fault.line(fault.at[0])):
        return (fault.at[0], match.start(1) + 1), words.TAB
    if "flow" in fault.said or "did not find expected ',' or" in fault.said:
        first = fault.begun or fault.at
        for number in range(first[0], fault.at[0] + 1):
            if (column := fault.line(number).find("，", first[1] if number == first[0] else 0)) >= 0:
                return (number, column + 1), words.WIDE_COMMA
    return None


def _understood(fault: _Fault) -> _Found:
    for part, found in _READINGS:
        if part in fault.said:
            return found(fault)
    return fault.at, next((said for part, said in words.SAID if part in fault.said), words.OTHER)


def _colon(fault: _Fault) -> _Found:
    """A colon where none can be: a second one, or the first after a line that was not ended as it should be."""
    above = fault.above()
    upper, name = fault.line(above), fault.before.strip().removeprefix("- ")
    if re.fullmatch(_NAME, name):
        indent, upper_indent = _indent(fault.line(fault.at[0])), _indent(upper)
        if match := _LACKS_SPACE.match(upper):
            return (above, match.start(1) + 1), words.NO_SPACE
        if (match := _WORD_ONLY.match(upper)) and indent <= upper_indent:
            return (above, match.start(1) + 1), words.NO_COLON
        return (fault.at[0], indent + 1), words.TOO_DEEP
    return fault.at, words.TWO_COLONS


def _no_colon(fault: _Fault) -> _Found:
    at = fault.begun or fault.at
    line = fault.line(at[0])
    if re.match(r"\s*-[^\s-]", line) and isinstance(fault.last, yaml.ScalarEvent):
        return at, words.DASH_SPACE
    if match := _LACKS_SPACE.match(line):
        return (at[0], match.start(1) + 1), words.NO_SPACE
    if _is_block(fault.last):
        return at, words.OUT_OF_BLOCK
    return at, words.NO_COLON


def _misplaced(fault: _Fault) -> _Found:
    """Something stands where the next field should begin."""
    last, here = fault.last, fault.here
    if here[:1] in {"]", "}", ":"}:
        return fault.at, words.NO_NAME if here[0] == ":" else words.one_too_many(here[0])
    if isinstance(last, yaml.ScalarEvent) and last.style in {"'", '"'}:
        end = _position(last.end_mark)
        if end and end[0] == fault.at[0] and fault.before[end[1] - 1 :].strip() == "":
            return _position(last.start_mark) or fault.at, words.AFTER_QUOTE
    if before := fault.before.strip():
        if before[-1] in "]}" and (opening := re.search(r"[\[{]", fault.before)):
            return (fault.at[0], opening.start() + 1), words.after_bracket(opening[0])
        return fault.at, words.AFTER_VALUE
    if here[:2] in {"- ", "-"}:
        return fault.at, words.LIST_OUT_OF_LINE
    return fault.at, words.LESS_THAN_BLOCK if _is_block(last) else words.OUT_OF_LINE


def _no_dash(fault: _Fault) -> _Found:
    if re.match(r"-[^\s-]", fault.here):
        return fault.at, words.DASH_SPACE
    return fault.at, words.LIST_OUT_OF_LINE if fault.here.startswith("- ") else words.NO_DASH


def _begun_again(fault: _Fault) -> _Found:
    """The content had ended; where its first line stands further right, that is why."""
    first = next((n for n, line in enumerate(fault.lines, start=1) if line.strip()), 1)
    if first < fault.at[0] and _indent(fault.line(first)) > _indent(fault.line(fault.at[0])):
        return (first, 1), words.FIRST_INDENTED
    return fault.at, words.BEGUN_AGAIN


def _unclosed(fault: _Fault) -> _Found:
    return fault.begun or fault.at, words.unclosed("]" if "']'" in fault.said else "}")


def _open_quote(fault: _Fault) -> _Found:
    return fault.begun or fault.at, words.OPEN_QUOTE


def _symbol(fault: _Fault) -> _Found:
    """What begins a value is taken for a reference or a tag, and is none."""
    at = fault.begun or fault.at
    return at, words.symbol(fault.line(at[0])[at[1] - 1 :][:1])


def _is_block(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.style in {"|", ">"}


def _first_character(fault: _Fault) -> _Found:
    char = fault.here[:1]
    if char in {",", "]", "}"} and fault.before.rstrip().endswith((",", "[", "{")):
        return fault.at, words.EMPTY_ITEM
    if not char:
        return _position(getattr(fault.last, "start_mark", None)) or fault.at, words.UNFINISHED
    return fault.at, words.symbol(char)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_READINGS: tuple[tuple[str, Callable[[_Fault], _Found]], ...] = (
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _misplaced),
    ("did not find expected '-' indicator", _no_dash),
    ("did not find expected <document start>", _begun_again),
    ("did not find expected ',' or", _unclosed),
    ("unexpected end of stream", _open_quote),
    ("unexpected document indicator", _open_quote),
    ("cannot start any token", _first_character),
    ("did not find expected node content", _first_character),
    ("alphabetic or numeric character", _symbol),
    ("did not find expected whitespace or line break", _symbol),
    ("tag", _symbol),
    ("did not find expected '!'", _symbol),
    ("did not find the expected '>'", _symbol),
    ("URI escaped", _symbol),
    ("UTF-8 octet", _symbol),
)
"""By a part of what libyaml says."""

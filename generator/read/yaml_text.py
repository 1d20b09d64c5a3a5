"""YAML text → located values, by PyYAML's C event stream and our own builder.

Scalars stay the strings that were typed; YAML 1.1's guesses about `no`, `0123`, `1e3` or dates never happen.
What a clerk never needs and a mistake or an attack often brings is a problem: anchors, aliases, tags,
merge keys, equal keys, second documents, keys that are no plain text, depth over 32. So is what YAML takes away
without a word: text behind a #, and the line ends of text that is not below a |.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from generator.located import Marks, Position, Value
from generator.problem import Mark, Problem, Severity, Text
from generator.read import yaml_refused as said
from generator.read import yaml_words as words
from generator.read.characters import cleaned, on_one_line, strays
from generator.read.yaml_refused import MAX_DEPTH, MAX_LENGTH
from generator.read.yaml_syntax import syntax_problem

MAX_VALUES = 300_000
MAX_ENTRIES = 20_000
"""Values of one file, and entries of one list or mapping: more than 16 MB of letters ever have."""
MAX_PROBLEMS = 1_000
"""After so many problems of one file, an error ends its reading."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\U0001fffe\U0001ffff]")
"""Control characters and non-characters, which neither HTML nor XML 1.0 (§2.2) may hold."""
_COMMENT = re.compile(r"([ \t]+)#([^\r\n]?)")
_HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_FOLDED = re.compile(rf"{_HAN}[ \t]*(?:\r\n|\r|\n)[ \t]*(?={_HAN})")
"""A line end between two Chinese characters, where no writer wants a space."""
_GLUED = re.compile(r"([a-z_]+)([:：])(.+)")
_INVISIBLE = "\u00a0\u200b\u200c\u200d\u2060\u3000\ufeff"


class _Stop(Exception):
    """Reading this file any further would bring nothing but echoes of the fault already found."""


@dataclass
class _Open:
    """A list or mapping that is being filled."""

    value: Any
    marks: Marks
    key: str | None = None
    key_at: Position = (1, 1)
    key_end: int = 0
    """offset behind the key"""
    dropping: bool = False
    glued: str | None = None
    """what was typed behind the colon of the key, without a space"""


@dataclass
class _Builder:
    path: str
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: tuple[Value, Marks] | None = None
    documents: int = 0
    values: int = 0
    last: Any = None
    """the event before the one that is being read"""
    has_hash: bool = False
    """whether there may be a comment at all"""
    has_unprintable: bool = False
    """whether there is such a character beside those that are written as escapes"""

    def __post_init__(self) -> None:
        self.has_hash = "#" in self.text
        self.has_unprintable = _UNPRINTABLE.search(self.text) is not None

    def problem(self, code: str, event: Any, what: Text, fix: Text, severity: Severity = "error") -> None:
        self.problem_at(code, _position(event), what, fix, severity)

    def problem_at(
        self, code: str, at: Position, what: Text, fix: Text, severity: Severity = "error"
    ) -> None:
        self.problems.append(Problem(code, Mark(self.path, *at), what, fix, severity))
        if severity == "error" and len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._refuse_tag_and_anchor(event)
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_tag_and_anchor(event)
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            done = self.stack.pop()
            self._place(done.value, done.marks, event)
        elif isinstance(event, yaml.AliasEvent):
            self.problem("yaml-alias", event, *said.alias(str(event.anchor)))
            self._place(f"*{event.anchor}", Marks(_position(event)), event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.problem("yaml-several-documents", event, *said.DOCUMENTS)
                raise _Stop

    def _refuse_tag_and_anchor(self, event: Any) -> None:
        if event.anchor is not None:
            self.problem("yaml-anchor", event, *said.anchor(str(event.anchor)))
        if event.tag is not None:
            self.problem("yaml-tag", event, *said.tag(event.tag))

    def _open(self, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.problem("yaml-too-deep", event, *said.DEEP)
            raise _Stop
        if self._expects_key():
            self.problem("yaml-key", event, *said.KEY)
            raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            self.stack.append(_Open({}, Marks(_position(event), {})))
        else:
            self.stack.append(_Open([], Marks(_position(event), [])))

    def _expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _scalar(self, event: Any) -> None:
        if self._expects_key():
            self._key(event)
            return
        value, style = event.value, event.style
        if style == '"' or self.has_unprintable:
            value = self._printable(event)
        if len(value) > MAX_LENGTH:
            self.problem("text-too-long", event, *said.LONG)
            value = value[:MAX_LENGTH]
        if self.has_hash and style not in {"|", ">"}:
            self._say_what_a_comment_takes(event)
        if style not in {"|", '"'}:
            self._say_what_is_folded(event)
        empty = value == "" and not style
        if empty and self.stack and self.stack[-1].key is not None and self.stack[-1].glued is None:
            self._refuse_key_without_colon(event)
        self._place(None if empty else value, Marks(_position(event)), event)

    def _printable(self, event: Any) -> str:
        """The value without characters that only an escape can bring into it."""
        value = on_one_line(event.value)
        if _UNPRINTABLE.search(value):
            self.problem("control-character", event, *said.CONTROL, severity="warning")
            value = _UNPRINTABLE.sub("\ufffd", value)
        return value

    def _refuse_key_without_colon(self, event: Any) -> None:
        """In {…} a comma within a text makes the rest of it a field without a value, that nobody would miss."""
        parent = self.stack[-1]
        if not self.text[parent.key_end : event.start_mark.index + 1].lstrip().startswith(":"):
            self.problem_at("yaml-key", parent.key_at, *said.torn(parent.key or ""))

    def _say_what_a_comment_takes(self, event: Any) -> None:
        """All behind a # goes without a word; one that hugs its text was meant to be read."""
        end = event.end_mark
        match = _COMMENT.match(self.text, end.index)
        if match is None:
            return
        after, at = match[2].strip(), (end.line + 1, end.column + 1 + len(match[1]))
        hugs = bool(after) and after != "#"
        if hugs or (event.value and not event.style and match[1] == " "):
            severity: Severity = "error" if hugs and not event.style else "warning"
            self.problem_at("yaml-comment", at, *said.comment(event.value), severity=severity)

    def _say_what_is_folded(self, event: Any) -> None:
        """Line ends of a text that is not below a | become spaces."""
        start, end = event.start_mark, event.end_mark
        if end.line > start.line and (match := _FOLDED.search(self.text, start.index, end.index)):
            before = self.text.count("\n", start.index, match.start())
            self.problem_at("yaml-folded", (start.line + 1 + before, 1), *said.FOLD, severity="warning")

    def _key(self, event: Any) -> None:
        parent = self.stack[-1]
        key = event.value
        parent.key_at, parent.dropping = _position(event), False
        parent.key_end = event.end_mark.index
        if not event.style and not key.isidentifier():
            key = self._plain_key(event)
        parent.key = key
        if key == "<<" and not event.style:
            self.problem("yaml-merge-key", event, *said.MERGE)
            raise _Stop
        if not key and not event.style:
            self.problem("yaml-key", event, *words.NO_NAME)
            parent.dropping = True
        elif key in parent.value:
            first = parent.marks.inner[key][0]  # type: ignore[index]
            self.problem("yaml-duplicate-key", event, *said.duplicate(key, first[0]))
            parent.dropping = True

    def _plain_key(self, event: Any) -> str:
        """The name in what stands for a key, without what cannot be seen and what hugs its colon."""
        key: str = event.value.strip(_INVISIBLE)
        if key != event.value:
            self.problem("yaml-key", event, *said.BLANK)
        if match := _GLUED.fullmatch(key):
            self.problem("yaml-key", event, *(words.WIDE_COLON if match[2] == "：" else words.NO_SPACE))
            key, self.stack[-1].glued = match[1], match[3]
        return key

    def _place(self, value: Value, marks: Marks, event: Any) -> None:
        if not self.stack:
            self.root = (value, marks)
            return
        parent = self.stack[-1]
        self.values += 1
        if self.values > MAX_VALUES or len(parent.value) > MAX_ENTRIES:
            self.problem("file-too-large", event, *said.MANY)
            raise _Stop
        if isinstance(parent.value, list):
            parent.value.append(value)
            parent.marks.inner.append(marks)  # type: ignore[union-attr]
            return
        if parent.key is None:
            self.problem("yaml-key", event, *said.KEY)
            raise _Stop
        if not parent.dropping:
            parent.value[parent.key] = parent.glued if value is None else value
            parent.marks.inner[parent.key] = (parent.key_at, marks)  # type: ignore[index]
        parent.key = parent.glued = None


def _position(event: Any) -> Position:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def parse(text: str, path: str) -> tuple[tuple[Value, Marks] | None, list[Problem]]:
    """One YAML text → its value with positions (None when empty or unreadable), and the problems in it."""
    builder = _Builder(path, cleaned(text), list(strays(text, path)))
    parser = CParser(builder.text)
    try:
        while (event := parser.get_event()) is not None:
            builder.take(event)
            builder.last = event
    except _Stop:
        return None, builder.problems
    except yaml.YAMLError as error:
        return None, [*builder.problems, syntax_problem(error, builder.text, path, builder.last)]
    finally:
        parser.dispose()
    return builder.root, builder.problems

"""YAML text → located values, by PyYAML's C event stream and our own builder.

Scalars stay the strings that were typed; YAML 1.1's guesses about `no`, `0123`, `1e3` or dates never happen.
What a clerk never needs and a mistake or an attack often brings is a problem: anchors, aliases, tags,
merge keys, equal keys, second documents, keys that are no plain text, depth over 32.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from generator.located import Marks, Value
from generator.problem import Mark, Problem, Severity, Text, quoted
from generator.read.yaml_syntax import syntax_problem

MAX_DEPTH = 32

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\U0001fffe\U0001ffff]")
"""Control characters and non-characters, which neither HTML nor XML 1.0 (§2.2) may hold."""


class _Stop(Exception):
    """Reading this file any further would bring nothing but echoes of the fault already found."""


@dataclass
class _Open:
    """A list or mapping that is being filled."""

    value: Any
    marks: Marks
    key: str | None = None
    key_at: tuple[int, int] = (1, 1)
    dropping: bool = False


@dataclass
class _Builder:
    path: str
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: tuple[Value, Marks] | None = None
    documents: int = 0

    def problem(self, code: str, event: Any, what: Text, fix: Text, severity: Severity = "error") -> None:
        self.problems.append(Problem(code, Mark(self.path, *_position(event)), what, fix, severity))

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag_and_anchor(event)
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_tag_and_anchor(event)
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            done = self.stack.pop()
            self._place(done.value, done.marks, event)
        elif isinstance(event, yaml.AliasEvent):
            self.problem("yaml-alias", event, *_ALIAS)
            self._place(None, Marks(_position(event)), event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.problem("yaml-several-documents", event, *_DOCUMENTS)
                raise _Stop

    def _refuse_tag_and_anchor(self, event: Any) -> None:
        if event.anchor is not None:
            self.problem("yaml-anchor", event, *_ALIAS)
        if event.tag is not None:
            self.problem("yaml-tag", event, *_tag(event.tag))

    def _open(self, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.problem("yaml-too-deep", event, *_DEEP)
            raise _Stop
        if self._expects_key():
            self.problem("yaml-key", event, *_KEY)
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
        value = event.value
        if _UNPRINTABLE.search(value):
            self.problem("control-character", event, *_CONTROL, severity="warning")
            value = _UNPRINTABLE.sub("\ufffd", value)
        empty = value == "" and not event.style
        self._place(None if empty else value, Marks(_position(event)), event)

    def _key(self, event: Any) -> None:
        parent = self.stack[-1]
        parent.key, parent.key_at = event.value, _position(event)
        parent.dropping = False
        if event.value == "<<" and not event.style:
            self.problem("yaml-merge-key", event, *_ALIAS)
            parent.dropping = True
        elif event.value in parent.value:
            first = parent.marks.inner[event.value][0]  # type: ignore[index]
            self.problem("yaml-duplicate-key", event, *_duplicate(event.value, first[0]))
            parent.dropping = True

    def _place(self, value: Value, marks: Marks, event: Any) -> None:
        if not self.stack:
            self.root = (value, marks)
            return
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(value)
            parent.marks.inner.append(marks)  # type: ignore[union-attr]
            return
        if parent.key is None:
            self.problem("yaml-key", event, *_KEY)
            raise _Stop
        if not parent.dropping:
            parent.value[parent.key] = value
            parent.marks.inner[parent.key] = (parent.key_at, marks)  # type: ignore[index]
        parent.key = None


def _position(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def parse(text: str, path: str) -> tuple[tuple[Value, Marks] | None, list[Problem]]:
    """One YAML text → its value with positions (None when empty or unreadable), and the problems in it."""
    builder = _Builder(path)
    try:
        for event in _events(text):
            builder.take(event)
    except _Stop:
        return None, builder.problems
    except yaml.YAMLError as error:
        return None, [*builder.problems, syntax_problem(error, text, path)]
    return builder.root, builder.problems


def _events(text: str) -> Iterator[Any]:
    parser = CParser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


_ALIAS = (
    Text("这里用了 YAML 的引用写法（&、* 或 <<）。", "This uses YAML's references (&, * or <<)."),
    Text("把内容直接写出来，不要引用别处。", "Write the content out in full instead of pointing elsewhere."),
)
_CONTROL = (
    Text(
        "文字里有看不见的控制字符，页面上显示为 �。",
        "The text holds an invisible control character, shown as �.",
    ),
    Text("删去它，或重新输入这段文字。", "Remove it, or type the text again."),
)
_DOCUMENTS = (
    Text("文件里有第二份文档（由 --- 开始）。", "The file holds a second document (begun by ---)."),
    Text(
        "一个文件只写一条记录，或一个列表；删去 ---，或另存为一个文件。",
        "Keep one record or one list in a file; remove the --- or save a second file.",
    ),
)
_DEEP = (
    Text(f"嵌套超过 {MAX_DEPTH} 层。", f"Nested more than {MAX_DEPTH} levels deep."),
    Text("检查缩进和多余的括号。", "Look for wrong indentation and stray brackets."),
)
_KEY = (
    Text("冒号前的字段名应是一个词。", "What stands before the colon must be one plain word."),
    Text("检查这里的缩进、问号或括号。", "Look for wrong indentation, a question mark or brackets here."),
)


def _tag(tag: str) -> tuple[Text, Text]:
    return (
        Text(f"这里用了 YAML 标签 {quoted(tag)}。", f"This uses the YAML tag {quoted(tag)}."),
        Text("删去以感叹号开头的标签；若是正文，请加引号。", "Remove the tag; quote it if it is text."),
    )


def _duplicate(key: str, first: int) -> tuple[Text, Text]:
    return (
        Text(
            f"字段 {quoted(key)} 写了两次，第一次在第 {first} 行。",
            f"The field {quoted(key)} stands twice; first on line {first}.",
        ),
        Text("留下对的一个，删去另一个。", "Keep the right one and remove the other."),
    )

"""YAML's own syntax errors, said so that a clerk can mend them."""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.problem import Mark, Problem, Text

_KNOWN: tuple[tuple[str, Text, Text], ...] = (
    (
        r"cannot start any token",
        Text(
            "这里有不能放在开头的符号（如制表符、@、` 或 %）。", "A tab, @, ` or % cannot begin a value here."
        ),
        Text(
            "缩进用空格，不用 Tab；以符号开头的文字请用引号括起来。",
            "Indent with spaces, not tabs; quote text that begins with a symbol.",
        ),
    ),
    (
        r"mapping values are not allowed",
        Text(
            "这一行有两个“冒号加空格”，或上一行少了冒号。",
            "There are two colons on this line, or the line above lacks one.",
        ),
        Text(
            "把含冒号的文字用引号括起来，例如 title: '通知：…'。",
            "Put text that holds a colon in quotes, such as title: 'Notice: …'.",
        ),
    ),
    (
        r"could not find expected ':'",
        Text("这里的字段名后面没有冒号。", "A field name here has no colon after it."),
        Text(
            "写成“字段名: 内容”，冒号用英文半角，后面空一格；长文请在字段后写 |，另起行并缩进。",
            "Write “name: value” with a colon and a space; begin long text with | and indent it.",
        ),
    ),
    (
        r"did not find expected (key|'-' indicator|<document start>)|block (end|mapping|collection|entry)",
        Text(
            "这里的缩进与上文对不齐，或上文的引号没有关好。",
            "The indentation does not line up, or a quote above is not closed.",
        ),
        Text(
            "让同一级的字段左边对齐；缩进只用空格。",
            "Line up fields of one level on the left; indent with spaces only.",
        ),
    ),
    (
        r"unexpected end of stream|quoted scalar|while scanning a quoted",
        Text("引号没有关好，直到文件结尾。", "A quote is never closed."),
        Text(
            "补上后一个引号；正文里的引号请用中文引号“ ”，或改用 | 写法。",
            "Close the quote, or use the | style for text that holds quotes.",
        ),
    ),
    (
        r"did not find expected ',' or '[\]}]'",
        Text("方括号或花括号没有配对。", "A bracket or brace is not paired."),
        Text("补上括号；正文以 [ 或 { 开头时请加引号。", "Close it; quote text that begins with [ or {."),
    ),
    (
        r"escape",
        Text("双引号里的反斜杠写法不对。", "A backslash inside double quotes is not a valid escape."),
        Text("改用单引号，或写 | 另起行。", "Use single quotes, or the | style."),
    ),
    (
        r"control characters are not allowed|special characters|invalid|unacceptable character",
        Text("这里有看不见的控制字符。", "There is an invisible control character here."),
        Text("删去它，或整行重新输入。", "Remove it, or type the line again."),
    ),
)
_FULL_WIDTH_COLON = (
    Text("字段名后用了全角冒号“：”。", "A full-width colon “：” follows a field name."),
    Text("改成英文半角冒号“:”，后面空一格。", "Use a half-width colon “:” and a space."),
)
_TAB = (
    Text("缩进里有制表符（Tab）。", "There is a tab in the indentation."),
    Text("缩进只用空格：把编辑器设为“用空格代替 Tab”。", "Indent with spaces only."),
)
_OTHER = (
    Text("这里不合 YAML 的写法。", "This is not valid YAML."),
    Text("对照说明检查缩进、冒号和引号。", "Check indentation, colons and quotes against the manual."),
)


def syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:
    """One syntax error of PyYAML as a located problem."""
    said = str(getattr(error, "problem", None) or error)
    mark = _mark(error, text, path)
    lines = text.splitlines()
    for number in (mark.line, mark.line - 1):
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        if match := re.match(r"\s*(- +)?[A-Za-z_]+(：)", line):
            return Problem("yaml-syntax", Mark(path, number, match.start(2) + 1), *_FULL_WIDTH_COLON)
        if match := re.match(r"[ -]*(\t)", line):
            return Problem("yaml-syntax", Mark(path, number, match.start(1) + 1), *_TAB)
    for pattern, what, fix in _KNOWN:
        if re.search(pattern, said):
            return Problem("yaml-syntax", mark, what, fix)
    return Problem("yaml-syntax", mark, *_OTHER)


def _mark(error: Any, text: str, path: str) -> Mark:
    place = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if place is not None:
        return Mark(path, place.line + 1, place.column + 1)
    offset = getattr(error, "position", 0)
    before = text[: offset if isinstance(offset, int) else 0]
    return Mark(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)

"""The manual of problems: every permanent code with what it means and one example, wrong and right, in both languages.

The entries lie beside this file, one file a chapter; tests hold that no code is without one and that every example
brings about what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.problem import Language, Text
from generator.read.yaml_text import parse


class Entry(NamedTuple):
    code: str
    meaning: Text
    wrong: str
    right: str
    place: str
    """kind of record of which the example shows some fields, or path of a whole file; empty where it shows neither"""


class Chapter(NamedTuple):
    title: Text
    entries: tuple[Entry, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """The whole manual, in its order."""
    return tuple(_chapter(path) for path in sorted(Path(__file__).parent.glob("*.yml")))


def entry(code: str) -> Entry | None:
    """What the manual says of a code."""
    return next((one for chapter in chapters() for one in chapter.entries if one.code == code), None)


def page() -> str:
    """The manual as Markdown, Chinese before English."""
    return "".join(_page()).rstrip("\n") + "\n"


def explained(one: Entry, language: Language) -> str:
    """One entry for a terminal."""
    wrong, right = Text("错：", "Wrong:"), Text("对：", "Right:")
    parts = (one.code, one.meaning(language), "", wrong(language), one.wrong, right(language), one.right)
    return "\n".join(part.rstrip("\n") for part in parts) + "\n"


def _chapter(path: Path) -> Chapter:
    root, problems = parse(path.read_text("utf-8"), path.name)
    if root is None or problems:
        raise ValueError(problems)
    value: Any = root[0]
    entries = (
        Entry(one["code"], Text(one["zh"], one["en"]), one["wrong"], one["right"], one.get("place") or "")
        for one in value["entries"]
    )
    return Chapter(Text(value["zh"], value["en"]), tuple(entries))


def _page() -> Iterator[str]:
    yield "# 问题手册 · Manual of problems\n\n"
    yield "检查时每个问题都有一个代码，代码不会变。这一页说明每个代码的意思，各举一例。\n\n"
    yield "Every problem that the check finds has a code that never changes. This page says what each one means, with an example.\n\n"
    yield "本页由 `wenzheng explain` 生成，请不要手改。 · Made by `wenzheng explain`; do not edit it by hand.\n"
    for chapter in chapters():
        yield f"\n## {chapter.title.zh} · {chapter.title.en}\n"
        for one in chapter.entries:
            yield f"\n### {one.code}\n\n{one.meaning.zh}\n\n{one.meaning.en}\n\n"
            yield f"错 · wrong\n\n{_fenced(one.wrong, one.place)}\n对 · right\n\n{_fenced(one.right, one.place)}"


def _fenced(text: str, place: str) -> str:
    body = text.rstrip("\n")
    return f"```{'yaml' if place else 'text'}\n{body}\n```\n"

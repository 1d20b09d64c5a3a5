"""Rules of references: what a record names exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any
from urllib.parse import unquote

from generator.located import Located
from generator.model.fields import Ref
from generator.model.load import Content
from generator.model.walk import leaves
from generator.problem import Mark, Problem, Text, nearest, quoted

_NAMES: Mapping[Ref, tuple[str, Text, str]] = {
    Ref.COLUMN: ("unknown-column", Text("栏目", "column"), "columns.yml"),
    Ref.DEPARTMENT: ("unknown-department", Text("单位", "department"), "departments.yml"),
    Ref.TOPIC: ("unknown-topic", Text("主题", "topic"), "topics.yml"),
    Ref.POLICY: ("unknown-policy", Text("政策文件", "policy"), "policies.yml"),
    Ref.PLACE: ("unknown-place", Text("乡镇", "township"), "places.yml"),
    Ref.RECORD: ("unknown-record", Text("记录", "record"), "content/"),
    Ref.ATTACHMENT: ("unknown-attachment", Text("附件", "attachment"), "content/attachments/"),
}


def references_exist(content: Content, today: date) -> Iterator[Problem]:
    """unknown-…: every department, topic, policy, township, record, column and attachment named exists."""
    known = _known(content)
    for item in _everything(content):
        for where, value, refers in leaves(item.value, sort="reference"):
            if refers is None or refers is Ref.RECORD or refers in content.unsure:
                continue
            if str(value) not in known[refers]:
                yield _unknown(refers, str(value), known[refers], item.source.mark(*where))


def pointers_lead_somewhere(content: Content, today: date) -> Iterator[Problem]:
    """unknown-record: every record that another one points to exists."""
    if Ref.RECORD in content.unsure:
        return
    known = {one.id: one.title for one in content.entries}
    for one in content.entries:
        for pointer in one.pointers:
            if pointer.to not in known:
                yield _unknown(Ref.RECORD, pointer.to, known, Mark(one.path, pointer.line, pointer.column))


def attachments_are_mentioned(content: Content, today: date) -> Iterator[Problem]:
    """attachment-unused: a file that no record and no page mentions is not published."""
    named = mentioned(content.prose, (file for one in content.entries for file in one.files))
    for file, path in content.attachments.items():
        if file not in named:
            yield Problem(
                "attachment-unused",
                Mark(path.as_posix()),
                Text(
                    f"没有记录或文章用到附件 {quoted(file)}，它不会发布。",
                    f"Nothing mentions {quoted(file)}; it is not published.",
                ),
                Text(
                    "在记录的 attachments 里写上它，或删去文件。", "Name it in a record, or remove the file."
                ),
                "warning",
            )


def mentioned(prose: Mapping[str, Located[str]], files: Iterable[str]) -> set[str]:
    """The attachments that pages in prose link to, and those that records name."""
    links = (link for text in prose.values() for link in re.findall(r"attachments/([^)\s\"'>]+)", text.value))
    return {*map(unquote, links), *files}


def _known(content: Content) -> dict[Ref, Mapping[str, str]]:
    """For each kind of reference the ids that exist, with a name for people."""
    county = content.county
    places = county.places
    return {
        Ref.COLUMN: {id: column.title for id, column in county.columns.items()},
        Ref.DEPARTMENT: {id: department.name for id, department in county.departments.items()},
        Ref.TOPIC: {id: topic.title for id, topic in county.topics.items()},
        Ref.POLICY: {id: policy.title for id, policy in county.policies.items()},
        Ref.PLACE: _Anything() if not places else {place: place for place in places},
        Ref.ATTACHMENT: {file: file for file in content.attachments},
    }


class _Anything(dict[str, str]):
    """A county without a list of townships has none to compare with."""

    def __contains__(self, key: object) -> bool:
        return True


def _everything(content: Content) -> Iterable[Located[Any]]:
    return chain(
        content.columns,
        content.departments,
        content.topics,
        content.policies,
        content.records,
        content.registers,
    )


def _unknown(refers: Ref, value: str, known: Mapping[str, str], mark: Mark) -> Problem:
    code, noun, place = _NAMES[refers]
    guess = nearest(value, known) or _by_name(value, known)
    if guess:
        name = "" if known[guess] == guess else f"（{known[guess]}）"
        hint = Text(f"您是否想写 {quoted(guess)}{name}？", f"Did you mean {quoted(guess)}{name}? ")
    else:
        hint = Text("", "")
    return Problem(
        code,
        mark,
        Text(f"没有叫 {quoted(value)} 的{noun.zh}。", f"There is no {noun.en} called {quoted(value)}."),
        Text(f"{hint.zh}全部{noun.zh}见 {place}。", f"{hint.en}All of them: {place}."),
    )


def _by_name(value: str, known: Mapping[str, str]) -> str | None:
    """The id of what the writer called by its name."""
    return next((id for id, name in known.items() if name == value), None)


RULES: tuple[Callable[[Content, date], Iterator[Problem]], ...] = (
    references_exist,
    pointers_lead_somewhere,
    attachments_are_mentioned,
)

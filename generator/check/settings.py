"""Rules of the settings folder and of the pages in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from generator.located import Located
from generator.model import Kind
from generator.model.load import Content
from generator.problem import Problem, Text, quoted

RESERVED = frozenset(
    {
        "assets",
        "attachments",
        "data",
        "departments",
        "promises",
        "search",
        "statistics",
        "topics",
        "index",
        "404",
        "audit",
        "feed",
        "sitemap",
        "robots",
    }
)
"""First parts of addresses that the site itself needs."""


def settings_are_unique(content: Content, today: date) -> Iterator[Problem]:
    """duplicate-id: no two columns, departments, topics or policies share an id."""
    groups: Sequence[Sequence[Located[Any]]] = (
        content.columns,
        content.departments,
        content.topics,
        content.policies,
    )
    for group in groups:
        seen: dict[str, Located[Any]] = {}
        for one in group:
            first = seen.setdefault(one.value.id, one)
            if first is not one:
                line = first.source.marks.at[0]
                yield Problem(
                    "duplicate-id",
                    one.source.mark("id"),
                    Text(
                        f"代号 {quoted(one.value.id)} 已在第 {line} 行用过。",
                        f"The id {quoted(one.value.id)} is already used on line {line}.",
                    ),
                    Text(
                        "换一个代号，或删去重复的一条。", "Choose another id, or remove the repeated entry."
                    ),
                )


def prefixes_are_unique(content: Content, today: date) -> Iterator[Problem]:
    """duplicate-prefix: every column has an id prefix of its own."""
    seen: dict[str, str] = {}
    for column in content.columns:
        first = seen.setdefault(column.value.prefix, column.value.id)
        if first != column.value.id:
            yield Problem(
                "duplicate-prefix",
                column.source.mark("prefix"),
                Text(
                    f"编号前缀 {quoted(column.value.prefix)} 已属于栏目 {quoted(first)}。",
                    f"The prefix {quoted(column.value.prefix)} belongs to the column {quoted(first)}.",
                ),
                Text("给这个栏目另取一个前缀。", "Give this column another prefix."),
            )


def names_are_not_reserved(content: Content, today: date) -> Iterator[Problem]:
    """reserved-name: columns and prose pages keep clear of addresses that the site needs."""
    columns = {column.value.id for column in content.columns}
    for column in content.columns:
        if column.value.id in RESERVED:
            yield _reserved(column.value.id, column.source.mark("id"))
    for name, page in content.prose.items():
        if name in RESERVED | columns or re.fullmatch(r"[a-z][a-z0-9-]*", name) is None:
            yield _reserved(name, page.source.mark())


def _reserved(name: str, mark: Any) -> Problem:
    return Problem(
        "reserved-name",
        mark,
        Text(f"名称 {quoted(name)} 不能用。", f"The name {quoted(name)} cannot be used."),
        Text(
            f"用小写字母、数字和连字符，并避开：{'、'.join(sorted(RESERVED))}，也不与栏目同名。",
            f"Use small letters, digits, hyphens; avoid {', '.join(sorted(RESERVED))} and the columns' ids.",
        ),
    )


def topics_have_parents(content: Content, today: date) -> Iterator[Problem]:
    """unknown-topic: a topic `a/b` needs a topic `a`."""
    for topic in content.topics:
        parent = topic.value.parent
        if parent is not None and parent not in content.county.topics:
            yield Problem(
                "unknown-topic",
                topic.source.mark("id"),
                Text(
                    f"上一级主题 {quoted(parent)} 不存在。",
                    f"The parent topic {quoted(parent)} does not exist.",
                ),
                Text(
                    f"先加一条 id: {parent}，再写它的下级。",
                    f"Add an entry with id: {parent} before its parts.",
                ),
            )


def clarifications_have_one_column(content: Content, today: date) -> Iterator[Problem]:
    """several-clarification-columns: rumours are answered in one place."""
    columns = [column for column in content.columns if column.value.kind is Kind.CLARIFICATION]
    for column in columns[1:]:
        yield Problem(
            "several-clarification-columns",
            column.source.mark("kind"),
            Text("“回应关切”只能有一个栏目。", "There can be only one column for clarifications."),
            Text("把内容并到一个栏目里。", "Bring them together in one column."),
        )


RULES = (
    settings_are_unique,
    prefixes_are_unique,
    names_are_not_reserved,
    topics_have_parents,
    clarifications_have_one_column,
)

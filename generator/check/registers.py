"""Rules of registers: the denominator is honest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.load import Content
from generator.problem import Problem, Text


def registers_are_unique(content: Content, today: date) -> Iterator[Problem]:
    """duplicate-register: one register a column and month."""
    seen: set[tuple[str, str]] = set()
    for register in content.registers:
        key = (register.value.column, register.value.month)
        if key in seen:
            yield Problem(
                "duplicate-register",
                register.source.mark("month"),
                Text(f"{key[1]} 的台账写了两次。", f"There are two registers for {key[1]}."),
                Text("合并成一条。", "Join them into one."),
            )
        seen.add(key)


def registers_add_up(content: Content, today: date) -> Iterator[Problem]:
    """register-sum: accepted is at most received; published and withheld together are at most accepted."""
    for register in content.registers:
        value = register.value
        withheld = sum(entry.count for entry in value.withheld)
        if value.accepted > value.received:
            yield Problem(
                "register-sum",
                register.source.mark("accepted"),
                Text(
                    f"受理 {value.accepted} 件，多于收到的 {value.received} 件。",
                    f"{value.accepted} accepted of {value.received} received.",
                ),
                Text("核对这两个数。", "Check both numbers."),
            )
        if value.published + withheld > value.accepted:
            yield Problem(
                "register-sum",
                register.source.mark("published"),
                Text(
                    f"公开 {value.published} 件加不公开 {withheld} 件，多于受理的 {value.accepted} 件。",
                    f"{value.published} published and {withheld} withheld of {value.accepted} accepted.",
                ),
                Text("核对公开数和不公开的各项。", "Check what is published and what is withheld."),
            )


def registers_are_of_the_past(content: Content, today: date) -> Iterator[Problem]:
    """date-in-future: no register for a month that has not begun."""
    for register in content.registers:
        if register.value.month > today.isoformat()[:7]:
            yield Problem(
                "date-in-future",
                register.source.mark("month"),
                Text(f"{register.value.month} 还没有到。", f"{register.value.month} lies ahead."),
                Text("检查年份和月份。", "Check year and month."),
            )


RULES = (registers_are_unique, registers_add_up, registers_are_of_the_past)
